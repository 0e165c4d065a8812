#include <habeas/relation/condition.h>

#include <algorithm>

namespace habeas::relation {
namespace {

enum class Truth { no, unknown, yes };  // in this order: `all` is the least of its parts, `any` the greatest

using Cell = std::function<const Value&(const ColumnName&)>;

Truth truth(const Condition& condition, const Cell& cell);

Truth least(const std::vector<Condition>& parts, const Cell& cell) {
  Truth result = Truth::yes;
  for (const Condition& part : parts) result = std::min(result, truth(part, cell));
  return result;
}

Truth greatest(const std::vector<Condition>& parts, const Cell& cell) {
  Truth result = Truth::no;
  for (const Condition& part : parts) result = std::max(result, truth(part, cell));
  return result;
}

Truth opposite(Truth of) {
  if (of == Truth::unknown) return Truth::unknown;
  return of == Truth::yes ? Truth::no : Truth::yes;
}

Truth compared(const Value& cell, const Value& constant) {
  const auto one = canonical_text(cell);
  const auto other = canonical_text(constant);
  if (!one || !other) return Truth::unknown;
  return *one == *other ? Truth::yes : Truth::no;
}

Truth truth(const Condition& condition, const Cell& cell) {
  switch (condition.kind) {
    case Condition::Kind::all: return least(condition.parts, cell);
    case Condition::Kind::any: return greatest(condition.parts, cell);
    case Condition::Kind::none_of: return opposite(greatest(condition.parts, cell));
    case Condition::Kind::equals: return compared(cell(condition.column), condition.value);
    case Condition::Kind::is_null: return is_null(cell(condition.column)) ? Truth::yes : Truth::no;
  }
  return Truth::unknown;
}

void collect(const Condition& condition, std::vector<ColumnName>& columns) {
  const bool reads = condition.kind == Condition::Kind::equals || condition.kind == Condition::Kind::is_null;
  if (reads && std::ranges::find(columns, condition.column) == columns.end())
    columns.push_back(condition.column);
  for (const Condition& part : condition.parts) collect(part, columns);
}

}  // namespace

Condition equals(ColumnName column, Value value) {
  return {Condition::Kind::equals, {}, std::move(column), std::move(value)};
}

Condition all_of(std::vector<Condition> parts) { return {Condition::Kind::all, std::move(parts), {}, {}}; }

bool holds(const Condition& condition, const std::function<const Value&(const ColumnName&)>& cell) {
  return truth(condition, cell) == Truth::yes;
}

std::vector<ColumnName> columns_of(const Condition& condition) {
  std::vector<ColumnName> columns;
  collect(condition, columns);
  return columns;
}

}  // namespace habeas::relation
