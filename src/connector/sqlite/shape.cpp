#include <habeas/connector/sqlite/shape.h>

#include <habeas/connector/sqlite/sql_text.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace habeas::sqlite {

using base::Fault;
using base::FaultKind;
using relation::Family;

namespace {

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// A name of the row's number that no column of the table has taken.
std::string row_number(const std::vector<Shape::Column>& columns) {
  for (const std::string_view name : {"ROWID", "_ROWID_", "OID"}) {
    const bool taken = std::any_of(columns.begin(), columns.end(),
                                   [&](const Shape::Column& column) { return upper(column.name) == name; });
    if (!taken) return std::string(row_alias) + "." + std::string(name);
  }
  return {};
}

struct Kind {
  std::string name;
  std::string type;  // table, view, virtual, shadow
  bool without_rowid = false;
};

Kind read_kind(Database& database, const relation::TableName& table) {
  if (table.schema.empty() || table.schema == "main") {
    Statement found = pragma(database, "table_list", table.name);
    while (found.step()) {
      if (found.text(0) == "main") return {found.text(1), found.text(2), found.integer(4) != 0};
    }
  }
  throw Fault(FaultKind::vanished, database.system(), "there is no table " + relation::to_string(table));
}

bool has_own_json_each(Database& database) {
  return Statement(database, "SELECT 1 FROM sqlite_master WHERE name = 'json_each' COLLATE NOCASE",
                   "reading its tables")
      .step();
}

}  // namespace

Statement pragma(Database& database, const std::string& what, const std::string& about) {
  return Statement(database, "PRAGMA main." + what + "(" + literal(about) + ")",
                   "reading the " + what + " of " + about);
}

Affinity affinity_of(std::string_view declared_type) {
  const std::string type = upper(declared_type);
  if (has(type, "INT")) return Affinity::integer;
  if (has(type, "CHAR") || has(type, "CLOB") || has(type, "TEXT")) return Affinity::text;
  if (type.empty() || has(type, "BLOB")) return Affinity::none;
  if (has(type, "REAL") || has(type, "FLOA") || has(type, "DOUB")) return Affinity::real;
  return Affinity::numeric;
}

Family family_of(std::string_view declared_type) {
  static constexpr std::array<std::pair<std::string_view, Family>, 12> words = {
      {{"BOOL", Family::boolean},
       {"TIMESTAMP", Family::timestamp},
       {"DATETIME", Family::timestamp},
       {"DATE", Family::date},
       {"TIME", Family::time},
       {"JSON", Family::json},
       {"UUID", Family::uuid},
       {"GUID", Family::uuid},
       {"UNIQUEIDENTIFIER", Family::uuid},
       {"DECIMAL", Family::decimal},
       {"NUMERIC", Family::decimal},
       {"MONEY", Family::decimal}}};
  const std::string type = upper(declared_type);
  for (const auto& [word, family] : words) {
    if (has(type, word)) return family;
  }
  switch (affinity_of(declared_type)) {
    case Affinity::integer: return Family::integer;
    case Affinity::text: return Family::text;
    case Affinity::real: return Family::real;
    case Affinity::none: return type.empty() ? Family::other : Family::bytes;
    case Affinity::numeric: return Family::other;
  }
  return Family::other;
}

Shape read_shape(Database& database, const relation::TableName& table) {
  const Kind kind = read_kind(database, table);
  Shape shape;
  shape.table = kind.name;
  shape.json_keys = !has_own_json_each(database);
  Statement columns = pragma(database, "table_xinfo", kind.name);
  std::map<std::int64_t, std::string> key;
  while (columns.step()) {
    if (columns.integer(6) == 1) continue;  // a virtual table's hidden column
    shape.columns.push_back({columns.text(1), affinity_of(columns.text(2))});
    if (columns.integer(5) > 0) key[columns.integer(5)] = qualified(shape.columns.back());
  }
  if (kind.type != "table" && kind.type != "shadow") return shape;
  if (!kind.without_rowid) shape.order = row_number(shape.columns);
  if (!shape.order.empty()) return shape;
  for (const auto& [place, column] : key) shape.order += (shape.order.empty() ? "" : ", ") + column;
  return shape;
}

const Shape::Column& column_of(const Shape& shape, const relation::ColumnName& name,
                               const std::string& system) {
  const std::string wanted = upper(name.text());
  for (const auto& column : shape.columns) {
    if (upper(column.name) == wanted) return column;
  }
  throw Fault(FaultKind::vanished, system, "table " + shape.table + " has no column " + name.text());
}

std::string qualified(const Shape::Column& column) {
  return std::string(row_alias) + "." + sqlite::quoted(column.name);
}

}  // namespace habeas::sqlite
