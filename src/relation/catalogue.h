// Catalogue: what a database says of itself, as a value. Read once per run by a connector; everything that
// judges a map against a database is pure over it.
#pragma once

#include <habeas/base/name.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace habeas::relation {

struct ColumnTag;
using ColumnName = base::Name<ColumnTag>;

// A table, view or CSV file; `schema` is empty where the engine has none.
struct TableName {
  std::string schema;
  std::string name;

  friend bool operator==(const TableName&, const TableName&) = default;
  friend auto operator<=>(const TableName&, const TableName&) = default;
};
std::string to_string(const TableName& name);      // "audit.customer_log", "customer"
TableName table_named(const std::string& dotted);  // splits at the first dot

enum class Family { boolean, integer, decimal, real, text, bytes, date, time, timestamp, json, uuid, other };
std::string_view to_string(Family family);

struct Column {
  ColumnName name;
  std::string type;  // the engine's own words: "varchar(80)"
  Family family = Family::other;
  bool nullable = true;
  bool generated = false;     // computed by the database: cannot be written
  std::string default_value;  // SQL text, empty if none
  std::string collation;      // empty: the engine's default
  std::string comment;

  friend bool operator==(const Column&, const Column&) = default;
};

enum class OnDelete { no_action, restrict, cascade, set_null, set_default };

struct ForeignKey {
  std::vector<ColumnName> columns;
  TableName target;
  std::vector<ColumnName> target_columns;
  OnDelete on_delete = OnDelete::no_action;

  friend bool operator==(const ForeignKey&, const ForeignKey&) = default;
};

struct Index {
  std::string name;
  // Each part as a column's name, or as an expression's SQL text where it is one (`column` is then empty).
  struct Part {
    ColumnName column;
    std::string expression;
    std::string collation;
    friend bool operator==(const Part&, const Part&) = default;
  };
  std::vector<Part> parts;
  bool unique = false;
  std::string where;  // a partial index: its condition's SQL text

  friend bool operator==(const Index&, const Index&) = default;
};

struct Trigger {
  std::string name;
  std::string event;  // "AFTER DELETE"
  std::string text;   // the definition, as far as it can be read
  friend bool operator==(const Trigger&, const Trigger&) = default;
};

enum class TableKind { table, view, materialised_view, partition, virtual_table, document_folder };

struct Table {
  TableName name;
  TableKind kind = TableKind::table;
  std::vector<Column> columns;
  std::vector<ColumnName> primary_key;
  std::vector<ForeignKey> foreign_keys;
  std::vector<Index> indexes;       // unique constraints and primary keys included
  std::vector<std::string> checks;  // SQL texts
  std::vector<Trigger> triggers;
  std::string comment;
  std::optional<std::int64_t> estimated_rows;

  const Column* column(const ColumnName& name) const;
  friend bool operator==(const Table&, const Table&) = default;
};

struct Catalogue {
  std::string engine;                // "SQLite 3.40.1"
  std::vector<Table> tables;         // sorted by name
  std::vector<std::string> remarks;  // what could not be read, and why

  const Table* table(const TableName& name) const;
  friend bool operator==(const Catalogue&, const Catalogue&) = default;
};

// A SHA-256 of everything in it but the estimates of rows, whatever the order of its tables: a plan is bound to
// the catalogue it was made on.
std::string digest(const Catalogue& catalogue);

}  // namespace habeas::relation
