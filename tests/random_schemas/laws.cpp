#include "laws.h"

#include <algorithm>

namespace habeas::random_schemas {

std::set<RowAt> gone(const Contents& before, const Contents& after) {
  std::set<RowAt> rows;
  for (const auto& [row, cells] : before) {
    if (!after.contains(row)) rows.insert(row);
  }
  return rows;
}

std::string name_of(const CellAt& cell) {
  return fmt::format("t{} row {} {}", cell.row.table, cell.row.rowid, cell.column);
}

std::vector<std::string> touched_without_right(const Contents& before, const Contents& after,
                                               const MayChange& may) {
  std::vector<std::string> wrong;
  for (const auto& [row, cells] : before) {
    const auto now = after.find(row);
    if (now == after.end()) {
      if (!may.rows.contains(row)) wrong.push_back(name_of({row, "gone"}));
      continue;
    }
    for (const auto& [column, cell] : cells) {
      if (now->second.at(column) != cell && !may.cells.contains({row, column}))
        wrong.push_back(name_of({row, column}) + ": " + cell + " became " + now->second.at(column));
    }
  }
  for (const auto& [row, cells] : after) {
    if (!before.contains(row)) wrong.push_back(name_of({row, "new"}));
  }
  return wrong;
}

std::vector<std::string> dangling(const World& world, const std::vector<LinkAt>& links,
                                  const Contents& before, const Contents& after) {
  std::vector<std::string> wrong;
  for (const LinkAt& link : links) {
    const auto now = after.find(link.from);
    if (now == after.end() || after.contains(link.to)) continue;
    const bool answered = std::any_of(links.begin(), links.end(), [&](const LinkAt& other) {
      return other.from == link.from && other.link == link.link && after.contains(other.to);
    });
    const auto by = world.tables[link.from.table].links[link.link].by;
    const std::string column = fmt::format("{}{}", by == Targets::code ? "m" : "l", link.link);
    const auto still = [&](const std::string& name) {
      return now->second.at(name) == before.at(link.from).at(name);
    };
    if (!answered && still(column) && (by != Targets::composite || still("tenant")))
      wrong.push_back(name_of({link.from, column}) + " dangles");
  }
  return wrong;
}

bool all_are(const std::vector<act::Outcome>& outcomes, const std::set<act::Outcome::Kind>& kinds) {
  return std::all_of(outcomes.begin(), outcomes.end(),
                     [&](const act::Outcome& outcome) { return kinds.contains(outcome.kind); });
}

std::optional<Person> somebody(Naive& naive, const World& world) {
  for (const auto& person : world.people) {
    if (naive.find(person).outcome == "found") return person;
  }
  return std::nullopt;
}

}  // namespace habeas::random_schemas
