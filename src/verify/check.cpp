#include <habeas/verify/verify.h>

#include <habeas/verify/looks.h>

#include <algorithm>
#include <tuple>

namespace habeas::verify {
namespace {

bool finds_something(const dossier::Dossier& dossier, std::size_t system) {
  return std::any_of(dossier.collections.begin(), dossier.collections.end(),
                     [&](const auto& where) { return where.at.system == system && !where.rows.empty(); });
}

// What was found by hand before is not what is there now.
source::Inquiry anew(const plan::Plan& plan, const dossier::Dossier& dossier) {
  std::vector<std::pair<std::string, std::string>> identifiers;
  for (const auto& known : dossier.identifiers)
    identifiers.emplace_back(known.identifier.kind.text(), known.identifier.value.reveal());
  return {"was it done? plan " + plan.digest.substr(0, 16), base::Personal(std::move(identifiers))};
}

source::Source* source_of(const std::vector<System>& systems, const map::SystemName& name) {
  const auto found =
      std::find_if(systems.begin(), systems.end(), [&](const System& system) { return system.name == name; });
  return found == systems.end() ? nullptr : found->source;
}

}  // namespace

Report check(const map::Map& map, const plan::Plan& plan, const dossier::Dossier& dossier,
             const std::vector<plan::Correction>& corrections, const std::vector<System>& systems,
             const source::Inquiry& asked, const StillAway& still_away) {
  Report report;
  std::vector<subject::Identifier> identifiers;
  for (const auto& known : dossier.identifiers) identifiers.push_back(known.identifier);
  const Known known{map.organisation.kinds, identifiers, corrections};
  const bool erases = plan.right == law::Right::erasure || plan.right == law::Right::objection ||
                      plan.right == law::Right::consent;
  const bool everywhere = plan.right != law::Right::consent && plan.right != law::Right::automated_decision;
  for (std::size_t s = 0; s < map.systems.size(); ++s) {
    const bool here = finds_something(dossier, s);
    if (!here && !everywhere) continue;
    Reader reader(map.systems[s], source_of(systems, map.systems[s].system),
                  here ? anew(plan, dossier) : asked, report);
    if (!reader.open()) continue;
    const Planned planned{map, plan, dossier, s, still_away};
    Named named;
    look_at_rows(planned, known, reader, report, named);
    probe_links(planned, reader, report, named);
    if (erases) search_identifiers(planned, known, reader, report, named);
  }
  return report;
}

}  // namespace habeas::verify
