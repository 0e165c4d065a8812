#include "database.h"

#include <sqlite3.h>

#include <filesystem>
#include <map>
#include <stdexcept>

namespace habeas::demo {

struct Database::State {
  sqlite3* connection = nullptr;
  std::map<std::string, sqlite3_stmt*> inserts;

  void run(const char* sql) {
    char* message = nullptr;
    if (sqlite3_exec(connection, sql, nullptr, nullptr, &message) != SQLITE_OK) {
      const std::string what = message ? message : "SQLite refused";
      sqlite3_free(message);
      throw std::runtime_error(what);
    }
  }
  ~State() {
    for (auto& [table, statement] : inserts) sqlite3_finalize(statement);
    sqlite3_close(connection);
  }
};

Database::Database(const std::string& path, const char* schema) : state_(std::make_unique<State>()) {
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(path + suffix);
  if (sqlite3_open(path.c_str(), &state_->connection) != SQLITE_OK) {
    throw std::runtime_error(path + ": cannot be created");
  }
  state_->run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536");
  state_->run(schema);
  state_->run("BEGIN");
}

Database::~Database() = default;

namespace {

struct Bind {
  sqlite3_stmt* statement;
  int at;
  int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, at); }
  int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, at, value); }
  int operator()(double value) const { return sqlite3_bind_double(statement, at, value); }
  int operator()(const std::string& text) const {
    return sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }
  int operator()(const Blob& blob) const {
    return sqlite3_bind_blob(statement, at, blob.bytes.data(), static_cast<int>(blob.bytes.size()),
                             SQLITE_STATIC);
  }
};

}  // namespace

void Database::insert(const char* table, const std::vector<Cell>& cells) {
  sqlite3_stmt*& statement = state_->inserts[table];
  if (statement == nullptr) {
    std::string sql = std::string("INSERT INTO ") + table + " VALUES (?";
    for (std::size_t i = 1; i < cells.size(); ++i) sql += ",?";
    sql += ")";
    if (sqlite3_prepare_v2(state_->connection, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
      throw std::runtime_error(sqlite3_errmsg(state_->connection));
    }
  }
  for (std::size_t i = 0; i < cells.size(); ++i)
    std::visit(Bind{statement, static_cast<int>(i + 1)}, cells[i]);
  if (sqlite3_step(statement) != SQLITE_DONE) {
    throw std::runtime_error(std::string(table) + ": " + sqlite3_errmsg(state_->connection));
  }
  sqlite3_reset(statement);
  ++rows_;
}

void Database::finish(const char* journal) {
  state_->run("COMMIT; ANALYZE");
  state_->run((std::string("PRAGMA journal_mode = ") + journal).c_str());
}

std::vector<std::string> answers(const std::string& path, const std::string& sql) {
  sqlite3* connection = nullptr;
  std::vector<std::string> lines;
  const auto line = [](void* to, int count, char** cells, char**) {
    std::string text;
    for (int i = 0; i < count; ++i) text += (i == 0 ? "" : " | ") + std::string(cells[i] ? cells[i] : "");
    static_cast<std::vector<std::string>*>(to)->push_back(text);
    return 0;
  };
  char* message = nullptr;
  int code = sqlite3_open_v2(path.c_str(), &connection, SQLITE_OPEN_READONLY, nullptr);
  if (code == SQLITE_OK) code = sqlite3_exec(connection, sql.c_str(), line, &lines, &message);
  const std::string what = message ? message : sqlite3_errstr(code);
  sqlite3_free(message);
  sqlite3_close(connection);
  if (code != SQLITE_OK) throw std::runtime_error(path + ": " + what);
  return lines;
}

}  // namespace habeas::demo
