// The tables of the register, their meaning, and how they come to be: one step for each version, each in the same
// transaction as its number. docs/register.md holds the same descriptions; a test compares.
#pragma once

#include <string_view>
#include <vector>

namespace habeas::sqlite {
class Database;
}

namespace habeas::store {

struct Table {
  std::string_view name;
  std::string_view holds;   // what a row is
  std::string_view sealed;  // its sealed columns; empty: none
  std::string_view change;  // "only added", "replaced", "removed when …"
};
// In alphabetical order.
const std::vector<Table>& tables();

inline constexpr int schema_version = 3;
// From whatever version it is up to ours, inside the caller's transaction. A newer one is refused.
void migrate(sqlite::Database& database);
// The version of the file; 0: nothing is there yet. Another program's database is refused.
int version_of(sqlite::Database& database);

}  // namespace habeas::store
