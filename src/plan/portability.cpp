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
    case Withheld::unmapped:
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
  if (cell.rest) return "unclassified";
  const Datum datum = datum_of(system, collection, cell);
  if (datum.from == map::From::derived) return "inferred";
  if (datum.from == map::From::third_party) return "third-party-source";
  if (!on_consent_or_contract(map, *datum.purposes)) return "basis-not-portable";
  // When a row was written is an observation of her use only where the rows are observations.
  if (cell.technical && datum.from != map::From::observed) return "technical";
  return {};
}

// An `of` link to a person, or to an identifier: it says whose the row is by itself, not through another row.
bool names_an_owner(const map::SystemMap& system, const map::Link& link) {
  if (link.kind != map::LinkKind::of) return false;
  const map::Collection* target = system.collection(link.target);
  return link.identifier || (target && target->is);
}

// In a row of several people: who gave what it says (WP242, III)? The row's own owner links tell, if anything does.
enum class Giver { she, another, unknown };
Giver giver_of(const map::SystemMap& system, const map::Collection& collection,
               const dossier::ReachedRow& row) {
  if (row.klass != dossier::Class::shared) return Giver::she;
  const auto names = [&](std::size_t link) { return names_an_owner(system, collection.links.at(link)); };
  const bool others = std::any_of(row.links_to_others.begin(), row.links_to_others.end(), names);
  const bool hers =
      std::any_of(row.arrivals.begin(), row.arrivals.end(), [&](const dossier::Arrival& arrival) {
        using By = dossier::Arrival::By;
        if (arrival.by == By::identifier) return true;
        return (arrival.by == By::link_down || arrival.by == By::identifier_link) && names(arrival.link);
      });
  if (hers == others) return Giver::unknown;
  return hers ? Giver::she : Giver::another;
}

// What was observed is about every owner; what was provided is one person's.
std::string giver_ground(Giver giver, map::From from) {
  if (giver == Giver::another) return "written-by-another";
  if (giver == Giver::unknown && from == map::From::subject) return "provided-by-several";
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
  if (!others.empty()) return others;
  const map::SystemMap& system = map.systems.at(where.at.system);
  std::string condition = condition_ground(map, system, *collection, cell);
  if (!condition.empty()) return condition;
  return giver_ground(giver_of(system, *collection, row), datum_of(system, *collection, cell).from);
}

}  // namespace

Plan portability(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library,
                 const Scope& scope) {
  const law::Article carried = law::article_of(law::Right::portability);
  const auto decide = [&](const Rows& rows, const dossier::CollectionRows& where,
                          const dossier::ReachedRow& row, const Cell& cell) {
    std::string ground =
        scope.asks_for(map, where, cell) ? ground_of(map, rows, where, row, cell) : "not-asked";
    if (ground.empty()) return Decision{Fate::disclose, "own-data", carried};
    law::Article article = article_of_ground(library, ground);
    return Decision{Fate::withhold, std::move(ground), std::move(article)};
  };
  return build(law::Right::portability, map, dossier, library, decide);
}

}  // namespace habeas::plan
