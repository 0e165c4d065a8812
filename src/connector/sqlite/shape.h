// Shape: what must be known of a table to ask it anything: its columns with their affinity, and a fixed order
// of its rows. Read from the snapshot itself, so that a table or column that vanished since the catalogue was
// read is told as such. https://www.sqlite.org/datatype3.html § 3.1
#pragma once

#include <habeas/connector/sqlite/database.h>
#include <habeas/relation/catalogue.h>

#include <string>
#include <string_view>
#include <vector>

namespace habeas::sqlite {

enum class Affinity { integer, text, none, real, numeric };
Affinity affinity_of(std::string_view declared_type);
relation::Family family_of(std::string_view declared_type);

struct Shape {
  struct Column {
    std::string name;  // as declared; columns are found without regard to ASCII case, as SQLite does
    Affinity affinity = Affinity::none;
  };
  std::string table;
  std::vector<Column> columns;
  bool json_keys = true;  // false: json_each means something else here, a table of theirs
  std::string order;      // "habeas_row.rowid" or the key's columns; empty for views and virtual tables
  std::string index;      // the only one to search by; empty: as SQLite likes
};

// The name by which a statement calls the row it looks at, so that no column of the table can be taken for
// one of ours.
inline constexpr std::string_view row_alias = "habeas_row";

// The rows of `PRAGMA main.what('about')`. As a statement, because a table may be named like a pragma's function.
Statement pragma(Database& database, const std::string& what, const std::string& about);

Shape read_shape(Database& database, const relation::TableName& table);  // Fault vanished if there is none
// Fault vanished if there is none.
const Shape::Column& column_of(const Shape& shape, const relation::ColumnName& name,
                               const std::string& system);
std::string qualified(const Shape::Column& column);  // habeas_row."name"

}  // namespace habeas::sqlite
