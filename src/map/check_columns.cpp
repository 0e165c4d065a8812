// Tables and columns: is what the map names there, and does the map speak of everything that is there?
#include <habeas/map/judging.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace habeas::map {
namespace {

using relation::Table;
using relation::TableName;

std::string did_you_mean(const std::string& wrong, const std::vector<std::string>& known) {
  const auto near = base::nearest(wrong, known);
  return near.empty() ? std::string() : fmt::format("Did you mean {}?", shown(near));
}

std::vector<std::string> table_names(const relation::Catalogue& catalogue) {
  std::vector<std::string> names;
  for (const auto& table : catalogue.tables) names.push_back(relation::to_string(table.name));
  return names;
}

std::vector<std::string> column_names(const Table& table) {
  std::vector<std::string> names;
  for (const auto& column : table.columns) names.push_back(column.name.text());
  return names;
}

void missing_table(const Judged& judged, const TableName& table, const Place& place, Findings& findings) {
  const auto name = relation::to_string(table);
  findings.error(place,
                 fmt::format("There is no table {} in system {}", shown(name), judged.system.system.text()),
                 did_you_mean(name, table_names(judged.catalogue)));
}

void missing_column(const Table& table, const ColumnName& column, const Place& place, Findings& findings) {
  findings.error(
      place,
      fmt::format("Table {} has no column {}", shown(relation::to_string(table.name)), shown(column.text())),
      did_you_mean(column.text(), column_names(table)));
}

void need_column(const Table& table, const ColumnName& column, const Place& place, Findings& findings) {
  if (table.column(column) == nullptr) missing_column(table, column, place, findings);
}

void check_collection(const Judged& judged, const Collection& collection, Findings& findings) {
  const auto* table = judged.table_of(collection);
  if (table == nullptr) return missing_table(judged, collection.table, collection.place, findings);
  for (const auto& [column, place] : mentions(collection)) need_column(*table, column, place, findings);
  for (const auto& link : collection.links) {
    const auto* target = judged.table_of(link);
    if (target == nullptr) continue;
    for (const auto& [here, there] : link.columns) need_column(*target, there, link.place, findings);
  }
}

// A start of retention: a field or column here, or one over a link, `order_id.placed_at`.
void check_since(const Judged& judged, const Collection& collection, Findings& findings) {
  const auto& since = collection.retention_since;
  const auto* table = judged.table_of(collection);
  if (since.empty() || since == "request" || table == nullptr) return;
  const auto here = [&](const std::string& name) {
    return collection.field(FieldName(name)) != nullptr || table->column(ColumnName(name)) != nullptr;
  };
  const auto dot = since.find('.');
  if (here(since) || (dot != std::string::npos && here(since.substr(0, dot)))) return;
  findings.error(collection.place,
                 fmt::format("The retention of {} counts from {}, which is no field or column of it",
                             shown(collection.name.text()), shown(since)),
                 did_you_mean(since, column_names(*table)));
}

void check_sight(const Judged& judged, const NotPersonal& out, Findings& findings) {
  const auto* table = judged.catalogue.table(out.table);
  if (table == nullptr) return missing_table(judged, out.table, out.place, findings);
  for (const auto& column : out.key) need_column(*table, column, out.place, findings);
  for (const auto& column : out.show) need_column(*table, column, out.place, findings);
}

// Several collections may read one table, each a part of its rows: together they must speak of every column.
void check_classified(const Judged& judged, const Table& table, Findings& findings) {
  const auto collections = judged.collections_of(table.name);
  std::set<ColumnName> read;
  for (const auto* collection : collections) {
    for (const auto& column : columns_read(*collection)) read.insert(column);
  }
  const auto* first = *std::min_element(collections.begin(), collections.end(),
                                        [](const auto* a, const auto* b) { return a->place < b->place; });
  for (const auto& column : table.columns) {
    if (read.contains(column.name)) continue;
    findings.error(
        first->place, fmt::format("Column {} is not classified", dotted(table.name, column.name)),
        fmt::format("Say under {} what it is: a field, a link, or technical", shown(first->name.text())));
  }
}

// "It refers to 'customer' by 'customer_id'."
std::string refers_to_person(const Judged& judged, const Table& table) {
  for (const auto& key : table.foreign_keys) {
    const auto targets = judged.collections_of(key.target);
    if (targets.empty() || key.columns.empty()) continue;
    return fmt::format("It refers to {} by {}: map it, perhaps with of: {{{}: {}}}",
                       shown(targets.front()->name.text()), shown(key.columns.front().text()),
                       key.columns.front().text(), targets.front()->name.text());
  }
  return {};
}

void check_table_spoken_of(const Judged& judged, const Table& table, Findings& findings) {
  if (judged.sight_only(table.name) || judged.declared_copy(table.name)) return;
  const auto referring = refers_to_person(judged, table);
  const std::string shadow = table.comment.empty() ? std::string() : " (" + table.comment + ")";
  findings.error(judged.whole_file(),
                 fmt::format("Table {}{} is neither mapped nor listed under not_personal",
                             shown(relation::to_string(table.name)), shadow),
                 referring.empty()
                     ? "Map it, declare it under copies, or list it under not_personal with the reason"
                     : referring);
}

}  // namespace

void check_columns(const Judged& judged, Findings& findings) {
  for (const auto& collection : judged.system.collections) {
    check_collection(judged, collection, findings);
    check_since(judged, collection, findings);
  }
  for (const auto& out : judged.system.not_personal) check_sight(judged, out, findings);
  for (const auto& table : judged.catalogue.tables) {
    if (!judged.collections_of(table.name).empty()) {
      check_classified(judged, table, findings);
    } else if (holds_rows(table)) {
      check_table_spoken_of(judged, table, findings);
    }
  }
}

}  // namespace habeas::map
