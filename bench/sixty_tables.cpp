#include "sixty_tables.h"

#include <habeas/law/library.h>
#include <habeas/map/load.h>

#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdlib>

namespace habeas::bench {
namespace {

constexpr int tables = 60;
constexpr int rows_per_person = 3;

std::string table_name(int table) { return table == 0 ? "person" : fmt::format("t{:02}", table); }

// Nine tables hang on the people, fifteen on those, and thirty-five on those.
int parent_of(int table) {
  if (table < 10) return 0;
  return table < 25 ? 1 + table % 9 : 10 + table % 15;
}

std::string numbers(int count) {
  return fmt::format("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) ", count);
}

std::string fill_person() {
  return "CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT, name TEXT);" +
         numbers(people_of_sixty_tables) +
         "INSERT INTO person SELECT i, 'person' || i || '@example.org', 'Name ' || i FROM n;"
         "CREATE INDEX person_email ON person(lower(trim(email)));";
}

std::string fill(int table) {
  const auto parent = parent_of(table) == 0 ? fmt::format("(i - 1) / {} + 1", rows_per_person) : "i";
  return fmt::format(
      "CREATE TABLE {0} (id INTEGER PRIMARY KEY, parent_id INTEGER, status TEXT, note TEXT, at DATETIME);"
      "{1}INSERT INTO {0} SELECT i, {2}, 'sent', 'Note ' || i, '2024-05-06 07:08:09' FROM n;"
      "CREATE INDEX {0}_parent ON {0}(parent_id);",
      table_name(table), numbers(people_of_sixty_tables * rows_per_person), parent);
}

std::string collections() {
  std::string yaml =
      "system: work\ncollections:\n"
      "  person:\n    is: customer\n    key: id\n    for: [orders]\n    fields:\n"
      "      email: {data: contact.email, identifier: email}\n      name: identity.name\n";
  for (int table = 1; table < tables; ++table) {
    yaml += fmt::format(
        "  {}:\n    key: id\n    of: {{parent_id: {}}}\n    for: [orders]\n"
        "    fields: {{status: order.status, note: content.comment, at: order.date}}\n",
        table_name(table), table_name(parent_of(table)));
  }
  return yaml;
}

constexpr const char* organisation =
    "controller: {name: Maison Verdier SAS, address: Dijon, contact: donnees@verdier.example, country: FR}\n"
    "systems:\n  work: {sqlite: work.db}\n";

constexpr const char* activities =
    "activities:\n  orders:\n    title: Commandes\n    purpose: Livrer\n"
    "    basis: {contract: \"GDPR 6(1)(b)\"}\n    retention: {active: 3 years, since: last order}\n";

}  // namespace

void fill_sixty_tables(const std::string& file) {
  std::string sql = "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; BEGIN;" + fill_person();
  for (int table = 1; table < tables; ++table) sql += fill(table);
  sqlite3* handle = nullptr;
  sqlite3_open(file.c_str(), &handle);
  if (sqlite3_exec(handle, (sql + "COMMIT").c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) std::abort();
  sqlite3_close(handle);
}

map::Map map_of_sixty_tables() {
  auto loaded = map::load(
      {{"habeas.yaml", organisation}, {"activities.yaml", activities}, {"maps/work.yaml", collections()}},
      law::Library());
  if (!loaded.usable()) std::abort();
  return std::move(loaded.map);
}

std::string email_of_sixty_tables(int person) { return fmt::format("person{}@example.org", person); }

}  // namespace habeas::bench
