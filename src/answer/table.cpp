#include <habeas/answer/table.h>

#include <habeas/answer/titles.h>
#include <habeas/answer/zip.h>
#include <habeas/base/must.h>
#include <habeas/map/codec.h>
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

void add_columns(Table& table, const map::Map& map, const plan::CollectionPlan& plan) {
  std::set<std::string> taken;
  for (const plan::Cell& cell : plan::cells_of(map, *table.where)) {
    Column column;
    column.column = cell.column;
    if (ever_disclosed(plan, table.columns.size())) column.at = index_of(table.read, cell.column);
    column.technical = cell.technical;
    column.title = table.collection ? column_title(*table.system, *table.collection, cell)
                                    : untranslated(cell.column.text());
    if (cell.field >= 0) column.field = &table.collection->fields[static_cast<std::size_t>(cell.field)];
    column.name = unique(taken, column.field ? column.field->name.text() : cell.column.text());
    if (column.field && column.field->codec.kind == map::Codec::Kind::rows) {
      column.key_value = true;
      column.name_at = index_of(table.read, column.field->codec.name_column);
    }
    table.columns.push_back(std::move(column));
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
  table.title = table.collection && !table.collection->title.empty() ? table.collection->title
                                                                     : untranslated(table.name);
  const map::System* system = map.organisation.system(table.system->system);
  table.system_title =
      system && !system->title.empty() ? system->title : untranslated(table.system->system.text());
  table.file = unique(files, safe_name(table.system->system.text()) + "/" + safe_name(table.name));
  add_columns(table, map, plan);
  return table;
}

Shown withheld(std::string ground) { return {Shown::State::withheld, std::move(ground), {}}; }

bool is_this_rows_field(const Column& column, const relation::Row& row) {
  const auto name = relation::canonical_text(row.at(column.name_at));
  return name && *name == column.field->codec.is;
}

Shown decoded(const Column& column, const relation::Value& cell) {
  const map::Codec::Kind kind = column.field ? column.field->codec.kind : map::Codec::Kind::plain;
  if (kind == map::Codec::Kind::plain || kind == map::Codec::Kind::rows) {
    if (relation::is_null(cell)) return {};
    return {Shown::State::shown, {}, {cell}};
  }
  auto values = map::read_values(column.field->codec, cell);
  if (!values) return withheld("undecodable");
  if (values->empty()) return {};
  Shown shown{Shown::State::shown, {}, {}};
  for (std::string& value : *values) shown.values.emplace_back(relation::Text{std::move(value)});
  return shown;
}

Shown show_cell(const Column& column, const plan::CellFate& fate, const relation::Row& row) {
  if (column.key_value && !is_this_rows_field(column, row)) return {Shown::State::elsewhere, {}, {}};
  if (fate.fate != plan::Fate::disclose) return withheld(fate.ground);
  return decoded(column, row.at(column.at));
}

// A key-value row whose name no field of the map reads: it is said, not guessed.
void report_unknown_names(const Table& table, std::vector<Shown>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!table.columns[i].key_value) continue;
    const auto same_column = [&](std::size_t other) {
      return table.columns[other].key_value && table.columns[other].at == table.columns[i].at;
    };
    bool first = true;
    bool known = false;
    for (std::size_t other = 0; other < cells.size(); ++other) {
      if (!same_column(other)) continue;
      if (other < i) first = false;
      if (cells[other].state != Shown::State::elsewhere) known = true;
    }
    if (first && !known) cells[i] = withheld("undecodable");
  }
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

std::vector<Shown> show(const Table& table, const std::vector<plan::CellFate>& fates,
                        const relation::Row& row) {
  base::must(fates.size() == table.columns.size(), "a plan speaks of every cell");
  std::vector<Shown> cells;
  cells.reserve(fates.size());
  for (std::size_t i = 0; i < fates.size(); ++i) cells.push_back(show_cell(table.columns[i], fates[i], row));
  report_unknown_names(table, cells);
  return cells;
}

void count(const std::vector<plan::CellFate>& fates, const std::vector<Shown>& cells, plan::Counts& counts) {
  ++counts.rows;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].state == Shown::State::elsewhere) continue;
    if (cells[i].state == Shown::State::withheld) {
      counts.add(plan::Fate::withhold, cells[i].ground);
    } else {
      counts.add(plan::Fate::disclose, fates[i].ground);
    }
  }
}

}  // namespace habeas::answer
