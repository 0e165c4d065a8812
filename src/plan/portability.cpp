#include <habeas/plan/portability.h>

#include <habeas/plan/build.h>
#include <habeas/plan/datum.h>

#include <algorithm>

namespace habeas::plan {
namespace {

// Empty: nothing of another's stands in the way.
std::string others_ground(Withheld withheld) {
  switch (withheld) {
    case Withheld::no: return {};
    case Withheld::secret: return "secret";
    case Withheld::unproven_identifier: return "unproven-identifier";
    case Withheld::names_another:
    case Withheld::by_link: return "others-rights-20-4";
    case Withheld::of_anothers_row: return "sight-only";
  }
  return "sight-only";
}

bool on_consent_or_contract(const map::Map& map, const std::vector<map::ActivityName>& purposes) {
  return std::any_of(purposes.begin(), purposes.end(), [&](const map::ActivityName& name) {
    const map::Activity* activity = map.activity(name);
    return activity && law::portable(activity->basis);
  });
}

bool searched_by_hand(const map::Map& map, const map::SystemMap& system) {
  const map::System* declared = map.organisation.system(system.system);
  return declared && declared->kind == "manual";
}

// GDPR 20(1): provided or observed, on consent or contract, by automated means. Empty: all three hold.
std::string condition_ground(const map::Map& map, const map::SystemMap& system,
                             const map::Collection& collection, const Cell& cell) {
  if (searched_by_hand(map, system)) return "not-automated";
  const Datum datum = datum_of(system, collection, cell);
  if (datum.from == map::From::derived) return "inferred";
  if (datum.from == map::From::third_party) return "third-party-source";
  if (!on_consent_or_contract(map, *datum.purposes)) return "basis-not-portable";
  // When a row was written is an observation of her use only where the rows are observations.
  if (cell.technical && datum.from != map::From::observed) return "technical";
  return {};
}

std::string ground_of(const map::Map& map, const Rows& rows, const dossier::CollectionRows& where,
                      const dossier::ReachedRow& row, const Cell& cell) {
  const map::Collection* collection = collection_of(map, where);
  if (!collection || row.klass == dossier::Class::anothers) {
    const Withheld withheld = rows.withheld(row, cell);
    return withheld == Withheld::secret ? "secret" : "sight-only";
  }
  std::string others = others_ground(rows.withheld(row, cell));
  return others.empty() ? condition_ground(map, map.systems.at(where.at.system), *collection, cell) : others;
}

}  // namespace

Plan portability(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library) {
  const law::Article carried = law::article_of(law::Right::portability);
  const auto decide = [&](const Rows& rows, const dossier::CollectionRows& where,
                          const dossier::ReachedRow& row, const Cell& cell) {
    std::string ground = ground_of(map, rows, where, row, cell);
    if (ground.empty()) return Decision{Fate::disclose, "own-data", carried};
    law::Article article = article_of_ground(library, ground);
    return Decision{Fate::withhold, std::move(ground), std::move(article)};
  };
  return build(law::Right::portability, map, dossier, library, decide);
}

}  // namespace habeas::plan
