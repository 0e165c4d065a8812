#include <habeas/plan/access.h>
#include <habeas/plan/datum.h>
#include <habeas/plan/withhold.h>

#include <algorithm>
#include <map>
#include <set>

namespace habeas::plan {
namespace {

// What is gathered for one activity while the rows pass by.
struct Gathered {
  std::set<std::string> categories;
  std::set<map::From> sources;
  std::uint64_t cells = 0;
  std::uint64_t special = 0;
};
using ByActivity = std::map<map::ActivityName, Gathered>;

bool concerns_her(const dossier::ReachedRow& row, const Cell& cell) {
  if (row.klass != dossier::Class::anothers) return true;
  return std::any_of(row.arrivals.begin(), row.arrivals.end(), [&](const dossier::Arrival& arrival) {
    const bool by_own_link =
        arrival.by == dossier::Arrival::By::link_down || arrival.by == dossier::Arrival::By::identifier_link;
    return by_own_link && std::find(cell.links.begin(), cell.links.end(), arrival.link) != cell.links.end();
  });
}

void gather(const map::SystemMap& system, const map::Collection& collection, const Cell& cell,
            std::uint64_t copies, ByActivity& by_activity) {
  const Datum datum = datum_of(system, collection, cell);
  for (const map::ActivityName& purpose : *datum.purposes) {
    Gathered& gathered = by_activity[purpose];
    gathered.cells += copies;
    if (datum.special) gathered.special += copies;
    gathered.sources.insert(datum.from);
    if (!datum.category.empty()) gathered.categories.insert(datum.category);
  }
}

// Rows treated alike are gathered together: one look at each cell of each treatment.
void gather(const map::Map& map, const dossier::CollectionRows& where, ByActivity& by_activity) {
  const map::Collection* collection = collection_of(map, where);
  if (!collection) return;
  const Rows rows(map, where);
  std::map<std::string, std::pair<const dossier::ReachedRow*, std::uint64_t>> alike;
  for (const dossier::ReachedRow& row : where.rows) {
    auto& [example, count] = alike[rows.treatment(row)];
    example = &row;
    ++count;
  }
  for (const auto& [treatment, rows_alike] : alike) {
    for (const Cell& cell : rows.cells()) {
      // What names another, or is not proven to be hers, is not data about her.
      const Withheld withheld = rows.withheld(*rows_alike.first, cell);
      if (withheld == Withheld::names_another || withheld == Withheld::unproven_identifier) continue;
      if (!concerns_her(*rows_alike.first, cell)) continue;
      gather(map.systems.at(where.at.system), *collection, cell, rows_alike.second, by_activity);
    }
  }
}

}  // namespace

Information information_about(const map::Map& map, const dossier::Dossier& dossier) {
  ByActivity by_activity;
  for (const dossier::CollectionRows& where : dossier.collections) gather(map, where, by_activity);
  Information information;
  for (const map::Activity& activity : map.activities) {
    const auto at = by_activity.find(activity.name);
    if (at == by_activity.end()) continue;
    const Gathered& gathered = at->second;
    information.activities.push_back({.activity = activity.name,
                                      .categories = {gathered.categories.begin(), gathered.categories.end()},
                                      .recipients = activity.recipients,
                                      .sources = {gathered.sources.begin(), gathered.sources.end()},
                                      .automated = activity.automated.has_value(),
                                      .cells = gathered.cells,
                                      .special = gathered.special});
  }
  return information;
}

}  // namespace habeas::plan
