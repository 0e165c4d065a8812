#include <habeas/map/check.h>

#include <habeas/map/judging.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace habeas::map {

using relation::Catalogue;
using relation::ColumnName;
using relation::Table;

namespace {

void check_system(const Judged& judged, Findings& findings) {
  check_columns(judged, findings);
  check_links(judged, findings);
  check_searches(judged, findings);
  check_erasure(judged, findings);
  check_copies(judged, findings);
  check_people(judged, findings);
  for (const auto& remark : judged.catalogue.remarks) {
    findings.note(judged.whole_file(), "Not everything of this database could be read: " + remark);
  }
}

// A database that nobody mapped holds whatever it holds, and no request would say so.
void check_unmapped(const Map& map, const KnownSystems& known, Findings& findings) {
  for (const auto& [name, facts] : known) {
    if (map.system(name) != nullptr || std::ranges::none_of(facts.catalogue.tables, holds_rows)) continue;
    const auto* system = map.organisation.system(name);
    findings.error(
        system == nullptr ? Place{} : system->place,
        fmt::format("System {} has {} tables and no map", shown(name.text()), facts.catalogue.tables.size()),
        fmt::format("Write a first one with: habeas map draft {}", name.text()));
  }
}

bool spoken_of(const SystemMap& system, const Judged& judged, const Table& table) {
  return !judged.collections_of(table.name).empty() || judged.sight_only(table.name) ||
         (judged.declared_copy(table.name) && !system.collections.empty());
}

}  // namespace

base::Problems check(const Map& map, const KnownSystems& known) {
  Findings findings;
  for (const auto& system : map.systems) {
    const auto facts = known.find(system.system);
    if (facts == known.end()) continue;
    check_system({map, system, facts->second.catalogue, facts->second.indexes}, findings);
  }
  check_unmapped(map, known, findings);
  check_register(map, findings);
  check_reach(map, findings);
  findings.add(undecided(map));
  return std::move(findings).take();
}

Coverage coverage(const SystemMap& system, const Catalogue& catalogue) {
  const Map no_map;
  const IndexOracle no_indexes;
  const Judged judged{no_map, system, catalogue, no_indexes};
  Coverage found;
  for (const auto& table : catalogue.tables) {
    if (!holds_rows(table)) continue;
    found.tables += 1;
    if (spoken_of(system, judged, table)) found.tables_spoken_of += 1;
    const auto collections = judged.collections_of(table.name);
    if (collections.empty()) continue;
    std::set<ColumnName> read;
    for (const auto* collection : collections) {
      for (const auto& column : columns_read(*collection)) read.insert(column);
    }
    found.columns += table.columns.size();
    for (const auto& column : table.columns) found.columns_spoken_of += read.contains(column.name) ? 1 : 0;
  }
  return found;
}

std::vector<LinkToCount> owner_links(const Map& map) {
  std::vector<LinkToCount> links;
  for (const auto& system : map.systems) {
    for (const auto& collection : system.collections) {
      for (const auto& link : collection.links) {
        if (link.kind != LinkKind::of && link.kind != LinkKind::owns) continue;
        LinkToCount asked{system.system, collection.name, collection.table, {}, {}, link.place};
        for (const auto& [here, there] : link.columns) asked.columns.push_back(here);
        std::vector<relation::Condition> parts;
        if (!collection.where.always()) parts.push_back(collection.where);
        if (!link.when.always()) parts.push_back(link.when);
        asked.where = relation::all_of(std::move(parts));
        links.push_back(std::move(asked));
      }
    }
  }
  return links;
}

base::Problems check_filled(const std::vector<LinkCount>& counts) {
  Findings findings;
  for (const auto& [link, rows, filled] : counts) {
    if (rows == 0 || filled > 0) continue;
    findings.warning(
        link.place,
        fmt::format("{} is NULL in every one of the {} rows of {}: this link gives no row an owner",
                    dotted(link.table, link.columns), rows, shown(link.collection.text())),
        "Find the column that is really filled, or the identifier that the rows bear");
  }
  return std::move(findings).take();
}

}  // namespace habeas::map
