#include <habeas/relation/catalogue.h>

#include <algorithm>

namespace habeas::relation {

std::string to_string(const TableName& name) {
  return name.schema.empty() ? name.name : name.schema + "." + name.name;
}

TableName table_named(const std::string& dotted) {
  const auto dot = dotted.find('.');
  if (dot == std::string::npos) return {{}, dotted};
  return {dotted.substr(0, dot), dotted.substr(dot + 1)};
}

std::string_view to_string(Family family) {
  switch (family) {
    case Family::boolean: return "boolean";
    case Family::integer: return "integer";
    case Family::decimal: return "decimal";
    case Family::real: return "real";
    case Family::text: return "text";
    case Family::bytes: return "bytes";
    case Family::date: return "date";
    case Family::time: return "time";
    case Family::timestamp: return "timestamp";
    case Family::json: return "json";
    case Family::uuid: return "uuid";
    case Family::other: return "other";
  }
  return "other";
}

const Column* Table::column(const ColumnName& wanted) const {
  const auto found = std::ranges::find(columns, wanted, &Column::name);
  return found == columns.end() ? nullptr : &*found;
}

const Table* Catalogue::table(const TableName& name) const {
  const auto found = std::ranges::find(tables, name, &Table::name);
  return found == tables.end() ? nullptr : &*found;
}

}  // namespace habeas::relation
