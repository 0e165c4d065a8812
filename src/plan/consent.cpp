#include <habeas/plan/consent.h>

#include <habeas/plan/build.h>

#include <algorithm>

namespace habeas::plan {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Plan withdrawal(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library,
                const std::vector<std::string>& consents) {
  const auto decide = [&](const Rows&, const dossier::CollectionRows& where, const dossier::ReachedRow& row,
                          const Cell& cell) {
    const map::Collection* collection = collection_of(map, where);
    const map::Field* field =
        collection && cell.field >= 0 ? &collection->fields[static_cast<std::size_t>(cell.field)] : nullptr;
    const bool hers = row.klass != dossier::Class::anothers;
    if (!field || !hers || !field->consent_values || !contains(consents, field->consent))
      return Decision{Fate::untouched, "not-asked", article_of_ground(library, "not-asked")};
    Decision decision{Fate::replace, "consent-withdrawn", article_of_ground(library, "consent-withdrawn")};
    decision.becomes = Becomes::literal;
    decision.literal = field->consent_values->second;
    return decision;
  };
  return build(law::Right::consent, map, dossier, library, decide);
}

std::vector<std::string> consents_for_marketing(const map::Map& map, const std::string& channel) {
  std::vector<std::string> consents;
  for (const map::Activity& activity : map.activities) {
    if (activity.basis != law::LegalBasis::consent || activity.channels.empty()) continue;
    if (!channel.empty() && !contains(activity.channels, channel)) continue;
    consents.push_back(activity.basis_reference);
  }
  return consents;
}

}  // namespace habeas::plan
