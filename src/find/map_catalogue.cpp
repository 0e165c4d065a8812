#include <habeas/find/map_catalogue.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace habeas::find {
namespace {

using relation::ColumnName;
using Columns = std::map<relation::TableName, std::set<ColumnName>>;

void add(Columns& tables, const relation::TableName& table, const std::vector<ColumnName>& columns) {
  tables[table].insert(columns.begin(), columns.end());
}

// What links compare at their far end may be no column that the target's own collection speaks of.
void add_far_ends(Columns& tables, const map::SystemMap& system, const map::Link& link) {
  const auto add_there = [&](const relation::TableName& table) {
    for (const auto& pair : link.columns) tables[table].insert(pair.second);
  };
  if (link.identifier) return;
  for (const auto& collection : system.collections) {
    if (!link.target_is_sight_only && collection.name == link.target) add_there(collection.table);
  }
  for (const auto& table : system.not_personal) {
    if (link.target_is_sight_only && table.name == link.target) add_there(table.table);
  }
}

}  // namespace

relation::Catalogue catalogue_of(const map::SystemMap& system) {
  Columns tables;
  for (const auto& collection : system.collections) {
    add(tables, collection.table, map::columns_read(collection));
    for (const auto& link : collection.links) add_far_ends(tables, system, link);
  }
  for (const auto& table : system.not_personal) {
    add(tables, table.table, table.key);
    add(tables, table.table, table.show);
  }
  relation::Catalogue catalogue;
  catalogue.engine = "the map";
  for (auto& [name, columns] : tables) {
    relation::Table table;
    table.name = name;
    for (const auto& column : columns) {
      relation::Column text;
      text.name = column;
      text.type = "text";
      text.family = relation::Family::text;
      table.columns.push_back(std::move(text));
    }
    catalogue.tables.push_back(std::move(table));
  }
  return catalogue;
}

}  // namespace habeas::find
