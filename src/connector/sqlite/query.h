// From a look-up to SQL: the statements, with their parameters, that propose every row the look-up may want.
// Pure. Keys go as one JSON array where JSON carries them without loss (integers, clean text), else as
// parameters; at most `keys_per_statement` at a time. Names are quoted; values are never written into the SQL.
#pragma once

#include <habeas/connector/sqlite/shape.h>
#include <habeas/source/source.h>

#include <functional>
#include <string>
#include <vector>

namespace habeas::sqlite {

struct Query {
  std::string sql;
  std::vector<relation::Value> parameters;
};

inline constexpr std::size_t keys_per_statement = 10'000;

// Calls `run` for each statement of the look-up, in a fixed order. No keys: none.
void for_each_query(const source::Lookup& lookup, const Shape& shape, const std::string& system,
                    const std::function<void(const Query&)>& run);

// `column` as the form compares it: what an index must be on. `column` is SQL: a quoted name.
std::string form_expression(source::Form form, const std::string& column, Affinity affinity);

// A condition as SQL, NULL where it is unknown (relation/condition.h); its parameters are added.
std::string condition_sql(const relation::Condition& condition, const Shape& shape, const std::string& system,
                          std::vector<relation::Value>& parameters);

// The values, of any type, whose canonical text is `text`: how text meets a typed column through its index.
std::vector<relation::Value> spellings(const std::string& text);

}  // namespace habeas::sqlite
