// Small helpers over the SQLite connector's statements: parameters in, rows out, transactions that end.
#pragma once

#include <habeas/connector/sqlite/database.h>

#include <string>

namespace habeas::store {

inline void bind_all(sqlite::Statement& statement, const relation::Row& values) {
  int parameter = 0;
  for (const relation::Value& value : values) statement.bind(++parameter, value);
}

// `doing` is what a Fault says we were at.
inline void execute(sqlite::Database& database, std::string_view sql, std::string doing,
                    const relation::Row& values = {}) {
  sqlite::Statement statement(database, sql, std::move(doing));
  bind_all(statement, values);
  while (statement.step()) {
  }
}

template <class Each>
void each_row(sqlite::Database& database, std::string_view sql, std::string doing,
              const relation::Row& values, const Each& each) {
  sqlite::Statement statement(database, sql, std::move(doing));
  bind_all(statement, values);
  while (statement.step()) each(statement);
}

inline relation::Text text(std::string characters) { return {std::move(characters)}; }
inline relation::Bytes bytes(std::string octets) { return {std::move(octets)}; }
// The octets of a BLOB column.
inline std::string octets(const sqlite::Statement& statement, int column) {
  const relation::Value value = statement.value(column);
  const auto* held = std::get_if<relation::Bytes>(&value);
  return held == nullptr ? std::string() : held->octets;
}

// A transaction that writes: what is not committed is rolled back. Within another one it is a part of it, which can be
// rolled back alone, and is on the disk when the other one is.
class Change {
 public:
  explicit Change(sqlite::Database& database) : database_(database), is_part_(database.in_transaction()) {
    database_.run(is_part_ ? "SAVEPOINT part" : "BEGIN IMMEDIATE");
  }
  ~Change() {
    if (committed_) return;
    try {
      if (database_.in_transaction()) database_.run(is_part_ ? "ROLLBACK TO part; RELEASE part" : "ROLLBACK");
    } catch (const base::Fault&) {
      // The connection closes, and SQLite rolls back.
    }
  }
  Change(const Change&) = delete;
  Change& operator=(const Change&) = delete;
  void commit() {
    database_.run(is_part_ ? "RELEASE part" : "COMMIT");
    committed_ = true;
  }

 private:
  sqlite::Database& database_;
  bool is_part_;
  bool committed_ = false;
};

}  // namespace habeas::store
