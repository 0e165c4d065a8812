#include <habeas/connector/sqlite/catalogue.h>

#include <habeas/connector/sqlite/indexes.h>
#include <habeas/connector/sqlite/marker.h>
#include <habeas/connector/sqlite/shape.h>
#include <habeas/connector/sqlite/sql_text.h>

#include <sqlite3.h>

#include <strings.h>
#include <algorithm>
#include <map>

namespace habeas::sqlite {

using relation::Catalogue;
using relation::Column;
using relation::ColumnName;
using relation::ForeignKey;
using relation::OnDelete;
using relation::Table;
using relation::TableKind;
using relation::Text;
using relation::Value;

namespace {

struct Entry {
  std::string name;
  std::string type;
  bool without_rowid = false;
};

bool same_name(const std::string& a, const std::string& b) { return ::strcasecmp(a.c_str(), b.c_str()) == 0; }

std::vector<Entry> entries(Database& database) {
  Statement list(database, "PRAGMA main.table_list", "listing the tables");
  std::vector<Entry> result;
  while (list.step()) {
    const bool internal = ::strncasecmp(list.text(1).c_str(), "sqlite_", 7) == 0;
    if (list.text(0) == "main" && !internal)
      result.push_back({list.text(1), list.text(2), list.integer(4) != 0});
  }
  return result;
}

TableKind kind_of(const std::string& type) {
  if (type == "view") return TableKind::view;
  return type == "virtual" ? TableKind::virtual_table : TableKind::table;
}

std::string collation_of(Database& database, const std::string& table, const std::string& column) {
  const char* collation = nullptr;
  const int code = sqlite3_table_column_metadata(database.handle(), "main", table.c_str(), column.c_str(),
                                                 nullptr, &collation, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK || collation == nullptr || same_name(collation, "BINARY")) return {};
  return collation;
}

void read_columns(Database& database, Table& table) {
  Statement columns = pragma(database, "table_xinfo", table.name.name);
  std::map<std::int64_t, ColumnName> key;
  while (columns.step()) {
    const auto hidden = columns.integer(6);
    if (hidden == 1) continue;  // a virtual table's hidden column
    Column column;
    column.name = ColumnName(columns.text(1));
    column.type = columns.text(2);
    column.family = family_of(column.type);
    column.nullable = columns.integer(3) == 0;
    column.generated = hidden == 2 || hidden == 3;
    column.default_value = columns.text(4);
    if (table.kind == TableKind::table)
      column.collation = collation_of(database, table.name.name, column.name.text());
    if (columns.integer(5) > 0) key[columns.integer(5)] = column.name;
    table.columns.push_back(std::move(column));
  }
  for (auto& [place, column] : key) table.primary_key.push_back(column);
}

// A lone INTEGER PRIMARY KEY is the row's number, and never NULL; other primary keys may hold NULL in SQLite,
// for historical reasons. It has no index of its own to be listed: the table is one.
void name_row_number(Table& table, bool without_rowid) {
  if (table.primary_key.size() != 1 || without_rowid || table.kind != TableKind::table) return;
  for (auto& column : table.columns) {
    if (column.name != table.primary_key[0] || !same_name(column.type, "INTEGER")) continue;
    column.nullable = false;
    table.indexes.push_back({"PRIMARY KEY", {{column.name, "", ""}}, true, ""});
  }
}

OnDelete on_delete(const std::string& action) {
  if (action == "CASCADE") return OnDelete::cascade;
  if (action == "RESTRICT") return OnDelete::restrict;
  if (action == "SET NULL") return OnDelete::set_null;
  if (action == "SET DEFAULT") return OnDelete::set_default;
  return OnDelete::no_action;
}

void read_foreign_keys(Database& database, Table& table) {
  Statement part = pragma(database, "foreign_key_list", table.name.name);
  std::map<std::int64_t, ForeignKey, std::greater<>> keys;  // the pragma numbers the last one written 0
  while (part.step()) {
    ForeignKey& key = keys[part.integer(0)];
    key.target.name = part.text(2);
    key.on_delete = on_delete(part.text(6));
    key.columns.emplace_back(part.text(3));
    if (!part.null(4)) key.target_columns.emplace_back(part.text(4));
  }
  for (auto& [number, key] : keys) table.foreign_keys.push_back(std::move(key));
}

void read_triggers(Database& database, Table& table) {
  Statement triggers(
      database,
      "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? COLLATE NOCASE "
      "ORDER BY name",
      "reading the triggers of " + table.name.name);
  const Value name = Text{table.name.name};
  triggers.bind(1, name);
  while (triggers.step()) {
    table.triggers.push_back({triggers.text(0), read_trigger_event(triggers.text(1)), triggers.text(1)});
  }
}

void read_table_checks(Database& database, Table& table) {
  Statement text(database, "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?",
                 "reading the definition of " + table.name.name);
  const Value name = Text{table.name.name};
  text.bind(1, name);
  if (text.step()) table.checks = read_checks(text.text(0));
}

bool has_table(Database& database, const std::string& name) {
  Statement find(database, "SELECT 1 FROM sqlite_master WHERE name = ?", "looking for statistics");
  const Value value = Text{name};
  find.bind(1, value);
  return find.step();
}

// What ANALYZE found, else the highest row number: one step down a tree, where count(*) would read it whole.
void estimate_rows(Database& database, Table& table, bool without_rowid) {
  if (table.kind != TableKind::table) return;
  if (has_table(database, "sqlite_stat1")) {
    Statement stat(database, "SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = ?",
                   "reading statistics");
    const Value name = Text{table.name.name};
    stat.bind(1, name);
    if (stat.step() && !stat.null(0)) table.estimated_rows = stat.integer(0);
  }
  if (table.estimated_rows || without_rowid) return;
  const bool shadowed = table.column(ColumnName("rowid")) != nullptr;
  if (shadowed) return;
  Statement last(database, "SELECT max(rowid) FROM main." + sqlite::quoted(table.name.name),
                 "estimating " + table.name.name);
  if (last.step()) table.estimated_rows = last.null(0) ? 0 : std::max<std::int64_t>(0, last.integer(0));
}

Table read_table(Database& database, const Entry& entry) {
  Table table;
  table.name.name = entry.name;
  table.kind = kind_of(entry.type);
  if (entry.type == "shadow") table.comment = "kept by a virtual table: may hold copies of its text";
  read_columns(database, table);
  name_row_number(table, entry.without_rowid);
  read_triggers(database, table);
  if (table.kind != TableKind::table) return table;
  read_foreign_keys(database, table);
  read_indexes(database, table);
  read_table_checks(database, table);
  estimate_rows(database, table, entry.without_rowid);
  return table;
}

// A foreign key names its target in any case, and leaves out the columns when it means the primary key.
void resolve(Catalogue& catalogue) {
  for (auto& table : catalogue.tables) {
    for (ForeignKey& key : table.foreign_keys) {
      const auto target =
          std::find_if(catalogue.tables.begin(), catalogue.tables.end(),
                       [&](const Table& other) { return same_name(other.name.name, key.target.name); });
      if (target == catalogue.tables.end()) {
        catalogue.remarks.push_back("table " + table.name.name + " refers to " + key.target.name +
                                    ", which does not exist");
        continue;
      }
      key.target = target->name;
      if (key.target_columns.empty()) key.target_columns = target->primary_key;
      for (ColumnName& name : key.target_columns) {
        for (const Column& column : target->columns) {
          if (same_name(column.name.text(), name.text())) name = column.name;
        }
      }
    }
  }
}

}  // namespace

Catalogue read_catalogue(Database& database) {
  Catalogue catalogue;
  catalogue.engine = std::string("SQLite ") + sqlite3_libversion();
  for (const Entry& entry : entries(database)) {
    if (is_marker_table(database, entry.name)) continue;
    try {
      catalogue.tables.push_back(read_table(database, entry));
    } catch (const base::Fault& fault) {
      // A view of what is gone, or a module that is not here, concerns itself alone. A damaged file is never a table
      // that is missing.
      const bool its_own =
          fault.kind() == base::FaultKind::vanished || fault.kind() == base::FaultKind::broken;
      if (!its_own || database.damaged()) throw;
      catalogue.remarks.push_back(entry.type + " " + entry.name + " cannot be read: " + fault.detail());
    }
  }
  resolve(catalogue);
  if (has_table(database, "sqlite_stat4")) {
    catalogue.remarks.emplace_back(
        "sqlite_stat4 keeps samples of indexed values, which may be personal; "
        "ANALYZE makes it anew");
  }
  std::sort(catalogue.tables.begin(), catalogue.tables.end(),
            [](const Table& a, const Table& b) { return a.name < b.name; });
  return catalogue;
}

}  // namespace habeas::sqlite
