#include <habeas/connector/sqlite/query.h>

#include <charconv>

namespace habeas::sqlite {

using relation::Condition;
using relation::Text;
using relation::Value;

namespace {

// The one real whose canonical text is `text`, or NULL.
Value real_of(const std::string& text) {
  double real = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), real);
  const bool whole = end.ec == std::errc() && end.ptr == text.data() + text.size();
  return whole && relation::canonical_text(real) == text ? Value{real} : Value{};
}

// Equal by canonical text, whatever the type of the cell and the collation of the column. The IN comes first
// because it can use an index; it alone would let through what the column's affinity and collation join.
std::string equals_sql(const std::string& column, const Value& value, std::vector<Value>& parameters) {
  const auto text = relation::canonical_text(value);
  if (!text) return "NULL";
  const auto values = spellings(*text);
  std::string marks;
  for (const auto& spelling : values) {
    marks += marks.empty() ? "?" : ", ?";
    parameters.push_back(spelling);
  }
  parameters.push_back(real_of(*text));
  parameters.emplace_back(Text{*text});
  return "(" + column + " IN (" + marks + ") AND CASE typeof(" + column + ") WHEN 'real' THEN " + column +
         " IS ? ELSE CASE typeof(" + column + ") WHEN 'blob' THEN lower(hex(" + column + ")) ELSE CAST(" +
         column + " AS TEXT) END = ? COLLATE BINARY END)";
}

}  // namespace

std::string condition_sql(const Condition& condition, const Shape& shape, const std::string& system,
                          std::vector<Value>& parameters) {
  const auto joined = [&](const char* word, const char* none) {
    std::string sql;
    for (const auto& part : condition.parts) {
      sql += (sql.empty() ? "" : word) + condition_sql(part, shape, system, parameters);
    }
    return sql.empty() ? std::string(none) : "(" + sql + ")";
  };
  switch (condition.kind) {
    case Condition::Kind::all: return joined(" AND ", "1");
    case Condition::Kind::any: return joined(" OR ", "0");
    case Condition::Kind::none_of: return "NOT " + joined(" OR ", "0");
    case Condition::Kind::is_null: return qualified(column_of(shape, condition.column, system)) + " IS NULL";
    case Condition::Kind::equals:
      return equals_sql(qualified(column_of(shape, condition.column, system)), condition.value, parameters);
  }
  return "0";
}

}  // namespace habeas::sqlite
