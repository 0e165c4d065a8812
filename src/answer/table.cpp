#include <habeas/answer/table.h>

#include <habeas/answer/titles.h>
#include <habeas/answer/zip.h>
#include <habeas/base/text.h>
#include <habeas/plan/cells.h>

#include <algorithm>
#include <set>

namespace habeas::answer {
namespace {

std::size_t index_of(std::vector<relation::ColumnName>& columns, const relation::ColumnName& column) {
  const auto at = std::find(columns.begin(), columns.end(), column);
  const auto index = static_cast<std::size_t>(at - columns.begin());
  if (at == columns.end()) columns.push_back(column);
  return index;
}

// `name`, or with a number behind it where that is taken.
std::string unique(std::set<std::string>& taken, const std::string& name) {
  std::string candidate = name;
  for (int n = 2; !taken.insert(candidate).second; ++n) candidate = name + "-" + std::to_string(n);
  return candidate;
}

bool ever_disclosed(const plan::CollectionPlan& plan, std::size_t cell) {
  return std::any_of(plan.patterns.begin(), plan.patterns.end(),
                     [cell](const auto& fates) { return fates.at(cell).fate == plan::Fate::disclose; });
}

// The fields that read parts of a column, and what is left of it, know of each other.
void join_parts(Table& table, std::size_t rest) {
  const auto read = std::find(table.read.begin(), table.read.end(), table.columns[rest].column);
  if (read != table.read.end()) table.columns[rest].at = static_cast<std::size_t>(read - table.read.begin());
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i == rest || table.columns[i].column != table.columns[rest].column) continue;
    table.columns[i].rest_at = rest;
    table.columns[rest].parts.push_back(i);
  }
}

void add_columns(Table& table, const map::Map& map, const plan::CollectionPlan& plan) {
  std::set<std::string> taken;
  for (const plan::Cell& cell : plan::cells_of(map, *table.where)) {
    Column column;
    column.column = cell.column;
    if (ever_disclosed(plan, table.columns.size())) column.at = index_of(table.read, cell.column);
    column.technical = cell.technical;
    column.title =
        table.collection ? column_title(*table.system, *table.collection, cell) : column_title(cell.column);
    if (cell.field >= 0) column.field = &table.collection->fields[static_cast<std::size_t>(cell.field)];
    column.name = unique(taken, base::to_utf8(column.field ? column.field->name.text() : cell.column.text()));
    if (column.field && column.field->codec.kind == map::Codec::Kind::rows) {
      column.key_value = true;
      column.name_at = index_of(table.read, column.field->codec.name_column);
    }
    column.rest = cell.rest;
    table.columns.push_back(std::move(column));
  }
  for (std::size_t rest = 0; rest < table.columns.size(); ++rest) {
    if (table.columns[rest].rest) join_parts(table, rest);
  }
}

Table table_of(const map::Map& map, const dossier::CollectionRows& where, const plan::CollectionPlan& plan,
               std::set<std::string>& files) {
  Table table;
  table.where = &where;
  table.system = &map.systems.at(where.at.system);
  table.collection = plan::collection_of(map, where);
  table.about_nobody = plan::sight_table_of(map, where);
  table.name = table.collection ? table.collection->name.text() : table.about_nobody->name.text();
  table.title = table.collection ? title_of(*table.collection) : title_of(*table.about_nobody);
  const map::System* system = map.organisation.system(table.system->system);
  table.system_title =
      system && !system->title.empty() ? system->title : untranslated(table.system->system.text());
  table.file = unique(files, safe_name(table.system->system.text()) + "/" + safe_name(table.name));
  add_columns(table, map, plan);
  return table;
}

}  // namespace

std::vector<std::size_t> Table::order() const {
  std::vector<std::size_t> order(columns.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_partition(order.begin(), order.end(), [this](std::size_t i) { return !columns[i].technical; });
  return order;
}

std::vector<Table> tables_of(const map::Map& map, const dossier::Dossier& dossier, const plan::Plan& access) {
  std::vector<Table> tables;
  std::set<std::string> files;
  for (const plan::CollectionPlan& plan : access.collections) {
    tables.push_back(table_of(map, dossier.collections.at(plan.rows_of), plan, files));
  }
  return tables;
}

}  // namespace habeas::answer
