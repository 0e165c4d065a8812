#include "crowd.h"

#include <habeas/law/library.h>
#include <habeas/map/load.h>

#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdlib>
#include <utility>
#include <vector>

namespace habeas::bench {
namespace {

constexpr std::size_t tables = 5;  // that hang on people; each has one table that hangs on it

std::string numbers(std::size_t count) {
  return fmt::format("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) ", count);
}

std::string fill_table(const std::string& table, const std::string& parent, std::size_t rows) {
  return fmt::format(
      "CREATE TABLE {0} (id INTEGER PRIMARY KEY, parent_id INTEGER, status TEXT, note TEXT, at DATETIME);"
      "{1}INSERT INTO {0} SELECT i, {2}, 'sent', 'Note ' || i, '2024-05-06 07:08:09' FROM n;"
      "CREATE INDEX {0}_parent ON {0}(parent_id);",
      table, numbers(rows), parent);
}

std::string collection(const std::string& table, const std::string& parent) {
  return fmt::format(
      "  {}:\n    key: id\n    of: {{parent_id: {}}}\n    for: [orders]\n"
      "    fields: {{status: order.status, note: content.comment, at: order.date}}\n",
      table, parent);
}

constexpr const char* organisation =
    "controller: {name: Maison Verdier SAS, address: Dijon, contact: donnees@verdier.example, country: FR}\n"
    "systems:\n  work: {sqlite: work.db}\n";

constexpr const char* activities =
    "activities:\n  orders:\n    title: Commandes\n    purpose: Livrer\n"
    "    basis: {contract: \"GDPR 6(1)(b)\"}\n    retention: {active: 3 years, since: last order}\n";

std::vector<map::MapFile> files() {
  std::string yaml =
      "system: work\ncollections:\n"
      "  person:\n    is: customer\n    key: id\n    for: [orders]\n    fields:\n"
      "      email: {data: contact.email, identifier: email}\n      name: identity.name\n";
  for (std::size_t table = 0; table < tables; ++table) {
    const auto name = fmt::format("t{}", table);
    yaml += collection(name, "person") + collection(name + "_line", name);
  }
  return {{"habeas.yaml", organisation}, {"activities.yaml", activities}, {"maps/work.yaml", yaml}};
}

}  // namespace

void fill_crowd(const std::string& file, std::size_t people, std::size_t rows) {
  std::string sql = "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; BEGIN;";
  sql += "CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT, name TEXT);" + numbers(people) +
         "INSERT INTO person SELECT i, 'person' || i || '@example.org', 'Name ' || i FROM n;"
         "CREATE INDEX person_email ON person(lower(trim(email)));";
  const auto each = rows / (2 * tables);
  for (std::size_t table = 0; table < tables; ++table) {
    const auto name = fmt::format("t{}", table);
    sql += fill_table(name, fmt::format("(i - 1) / {} + 1", each), people * each);
    sql += fill_table(name + "_line", "i", people * each);
  }
  sqlite3* handle = nullptr;
  sqlite3_open(file.c_str(), &handle);
  if (sqlite3_exec(handle, (sql + "COMMIT").c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) std::abort();
  sqlite3_close(handle);
}

map::Map map_of_crowd() {
  auto loaded = map::load(files(), law::Library());
  if (!loaded.usable()) std::abort();
  return std::move(loaded.map);
}

std::string email_of_crowd(std::size_t person) { return fmt::format("person{}@example.org", person); }

}  // namespace habeas::bench
