#include "maker.h"

#include <habeas/connector/files/files.h>
#include <habeas/connector/manual/manual.h>
#include <habeas/connector/sqlite/sqlite.h>
#include <habeas/support/folder.h>

#include <sqlite3.h>

namespace habeas::conformance {

using relation::Family;
using relation::Value;
using support::Folder;

namespace {

std::string quoted(const std::string& name) {
  std::string result = "\"";
  for (const char c : name) result += c == '"' ? "\"\"" : std::string(1, c);
  return result + "\"";
}

void run(sqlite3* handle, const std::string& sql) {
  if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sqlite3_errmsg(handle));
  }
}

void bind(sqlite3_stmt* statement, int at, const Value& value) {
  if (const auto* n = std::get_if<std::int64_t>(&value)) sqlite3_bind_int64(statement, at, *n);
  if (const auto* r = std::get_if<double>(&value)) sqlite3_bind_double(statement, at, *r);
  if (const auto* t = std::get_if<relation::Text>(&value)) {
    sqlite3_bind_text64(statement, at, t->characters.data(), t->characters.size(), SQLITE_STATIC,
                        SQLITE_UTF8);
  }
  if (const auto* b = std::get_if<relation::Bytes>(&value)) {
    sqlite3_bind_blob64(statement, at, b->octets.data(), b->octets.size(), SQLITE_STATIC);
  }
}

const char* type_of(Family family) {
  switch (family) {
    case Family::integer: return " INTEGER";
    case Family::real: return " REAL";
    case Family::bytes: return " BLOB";
    case Family::text: return " TEXT";
    default: return "";
  }
}

void fill(sqlite3* handle, const GivenTable& table) {
  std::string columns;
  std::string marks;
  std::string key;
  for (const auto& column : table.columns) {
    columns += (columns.empty() ? "" : ", ") + quoted(column.name) + type_of(column.family);
    marks += marks.empty() ? "?" : ", ?";
  }
  for (const auto& name : table.key) key += (key.empty() ? ", PRIMARY KEY (" : ", ") + quoted(name);
  run(handle, "CREATE TABLE " + quoted(table.name) + " (" + columns + key + (key.empty() ? ")" : "))"));
  sqlite3_stmt* statement = nullptr;
  const std::string insert = "INSERT INTO " + quoted(table.name) + " VALUES (" + marks + ")";
  sqlite3_prepare_v2(handle, insert.c_str(), -1, &statement, nullptr);
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) bind(statement, static_cast<int>(i + 1), row[i]);
    sqlite3_step(statement);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
  }
  sqlite3_finalize(statement);
}

Made make_sqlite(const Given& given, const base::Clock& clock, const std::string& journal) {
  auto folder = std::make_shared<Folder>();
  sqlite3* handle = nullptr;
  sqlite3_open(folder->file("a.db").c_str(), &handle);
  run(handle, "PRAGMA journal_mode = " + journal);
  run(handle, "BEGIN");
  for (const auto& table : given.tables) fill(handle, table);
  run(handle, "COMMIT");
  sqlite3_close(handle);
  const auto again = [folder, &clock] { return sqlite::make("shop", folder->file("a.db"), clock); };
  return {folder, again(), again, {}};
}

std::string csv_cell(const Value& value) {
  const auto text = relation::canonical_text(value);
  if (!text) return "";
  std::string cell = "\"";
  for (const char c : *text) cell += c == '"' ? "\"\"" : std::string(1, c);
  return cell + "\"";
}

std::string csv_of(const GivenTable& table) {
  std::string csv;
  const auto line = [&](std::size_t width, const std::function<std::string(std::size_t)>& cell) {
    for (std::size_t i = 0; i < width; ++i) csv += (i > 0 ? "," : "") + cell(i);
    csv += "\r\n";
  };
  line(table.columns.size(), [&](std::size_t i) { return csv_cell(relation::Text{table.columns[i].name}); });
  for (const auto& row : table.rows) line(row.size(), [&](std::size_t i) { return csv_cell(row[i]); });
  return csv;
}

void write_files(const Folder& folder, const std::string& below, const Given& given) {
  for (const auto& table : given.tables) folder.write(below + table.name + ".csv", csv_of(table));
  for (const auto& [path, content] : given.documents) folder.write(below + path, content);
}

Made make_files(const Given& given, const base::Clock& clock) {
  auto folder = std::make_shared<Folder>();
  write_files(*folder, "", given);
  const auto again = [folder, &clock] { return files::make("scans", folder->path().string(), clock); };
  return {folder, again(), again, {}};
}

// The whole life of a task: asked, searched by a person, done.
Made make_manual(const Given& given, const base::Clock& clock) {
  auto folder = std::make_shared<Folder>();
  write_files(*folder, "found/", given);
  const std::string tasks = folder->file("tasks");
  const auto again = [folder, tasks, &clock] {
    return manual::make("crm", clock, {tasks, "service@shop.example", 5});
  };
  auto source = again();
  const auto pending = std::get<source::Pending>(source->open({}));
  manual::complete(tasks, pending.task, folder->file("found"), {}, clock);
  const auto by_hand = [tasks, &clock] {
    for (const auto& task : manual::list(tasks)) {
      if (task.state == manual::State::open) manual::complete(tasks, task.reference, "", {}, clock);
    }
  };
  return {folder, std::move(source), again, by_hand};
}

}  // namespace

const std::vector<Maker>& makers() {
  static const std::vector<Maker> all = {
      {"sqlite_wal", true,
       [](const auto& given, const auto& clock) { return make_sqlite(given, clock, "WAL"); }},
      {"sqlite_rollback", true,
       [](const auto& given, const auto& clock) { return make_sqlite(given, clock, "DELETE"); }},
      {"files", false, make_files},
      {"manual", false, make_manual, true},
  };
  return all;
}

}  // namespace habeas::conformance
