// Condition: which rows, as a value. Small on purpose: equality of columns with constants, NULL, and/or/not.
// It is what `where` and `when` of a map say, and what a connector renders with parameters.
#pragma once

#include <habeas/relation/catalogue.h>
#include <habeas/relation/value.h>

#include <functional>
#include <string>
#include <vector>

namespace habeas::relation {

struct Condition {
  // With no parts `any` is false, `none_of` and `all` are true (`all` is the default: every row).
  enum class Kind { all, any, none_of, equals, is_null };

  Kind kind = Kind::all;
  std::vector<Condition> parts;  // of all, any, none_of
  ColumnName column;             // of equals, is_null
  Value value;                   // of equals. Never personal: it was written in a map

  bool always() const { return kind == Kind::all && parts.empty(); }
  friend bool operator==(const Condition&, const Condition&) = default;
};

Condition equals(ColumnName column, Value value);
Condition all_of(std::vector<Condition> parts);

// Is it true of a row? `cell` gives a column's value. Comparison is by canonical text, so that a constant
// written as text in a map meets an integer column.
//
// NULL as in SQL, with three truth values: `equals` is unknown when the cell (or the constant) is NULL; `all`
// is false if a part is false, else unknown if one is unknown; `any` is true if a part is true, else unknown if
// one is unknown; `none_of` is NOT (any of its parts), so unknown stays unknown; `is_null` is never unknown. A row
// is selected only when the whole is true. So none_of(status = 'closed') leaves out the rows whose status is
// NULL, exactly as NOT (status = 'closed') does in the database.
bool holds(const Condition& condition, const std::function<const Value&(const ColumnName&)>& cell);

// The columns it reads, without repetition, in order of appearance.
std::vector<ColumnName> columns_of(const Condition& condition);

}  // namespace habeas::relation
