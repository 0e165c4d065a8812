#include <habeas/connector/sqlite/transaction.h>

#include <habeas/base/must.h>
#include <habeas/connector/sqlite/database.h>
#include <habeas/connector/sqlite/marker.h>
#include <habeas/connector/sqlite/shape.h>
#include <habeas/connector/sqlite/sql_text.h>
#include <habeas/source/step.h>

#include <sqlite3.h>

#include <map>

namespace habeas::sqlite {

using base::Fault;
using base::FaultKind;
using relation::Value;
using source::RowChange;

namespace {

struct Written {
  std::string sql;
  std::vector<Value> parameters;
};

const char* type_of(const Value& value) {
  static constexpr const char* names[] = {"null", "integer", "real", "text", "blob"};
  return names[value.index()];
}

class FileTransaction final : public source::Transaction {
 public:
  FileTransaction(const std::string& system, const std::string& path, const base::Clock& clock,
                  std::chrono::milliseconds wait)
      : database_(system, path, Access::change, wait), clock_(clock) {
    database_.run("PRAGMA foreign_keys = ON");
    database_.run("PRAGMA secure_delete = ON");
    database_.run("BEGIN IMMEDIATE");
  }

  ~FileTransaction() override {
    if (database_.in_transaction()) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }

  std::size_t apply(const RowChange& change) override {
    check_alive();
    source::step();
    const Written written = write(change);
    Statement statement(database_, written.sql, "changing " + relation::to_string(change.table));
    for (std::size_t i = 0; i < written.parameters.size(); ++i) {
      statement.bind(static_cast<int>(i + 1), written.parameters[i]);
    }
    statement.step();
    const auto rows = static_cast<std::size_t>(sqlite3_changes(database_.handle()));
    if (rows == 0 || rows == change.copies) return rows;
    alive_ = false;
    throw Fault(FaultKind::changed, database_.system(),
                "a key of " + relation::to_string(change.table) + " names " + std::to_string(rows) +
                    " rows, not " + std::to_string(change.copies));
  }

  void mark(const std::string& run) override {
    check_alive();
    source::step();
    write_marker(database_, run, clock_.now());
  }

  void commit() override {
    check_alive();
    source::step();
    database_.run("COMMIT");
    alive_ = false;
  }

 private:
  void check_alive() const {
    if (alive_ && database_.in_transaction()) return;
    throw Fault(FaultKind::cancelled, database_.system(), "the transaction has already ended");
  }

  Written write(const RowChange& change) {
    const auto found = shapes_.find(change.table);
    const Shape& shape =
        found != shapes_.end()
            ? found->second
            : shapes_.emplace(change.table, read_shape(database_, change.table)).first->second;
    switch (change.kind) {
      case RowChange::Kind::insert: return insert(change, shape);
      case RowChange::Kind::remove: return remove(change, shape);
      case RowChange::Kind::update: return update(change, shape);
    }
    return {};
  }

  Written insert(const RowChange& change, const Shape& shape) const {
    Written written;
    std::string columns;
    std::string marks;
    for (const auto* cells : {&change.key.reveal(), &change.cells.reveal()}) {
      for (const auto& [name, value] : *cells) {
        columns += (columns.empty() ? "" : ", ") + sqlite::quoted(column_of(shape, name, database_.system()).name);
        marks += marks.empty() ? "?" : ", ?";
        written.parameters.push_back(value);
      }
    }
    const std::string values =
        columns.empty() ? " DEFAULT VALUES" : " (" + columns + ") VALUES (" + marks + ")";
    written.sql = "INSERT INTO main." + sqlite::quoted(shape.table) + values;
    return written;
  }

  Written remove(const RowChange& change, const Shape& shape) const {
    Written written;
    written.sql = "DELETE FROM main." + sqlite::quoted(shape.table) + " AS " + std::string(row_alias) + " WHERE ";
    written.sql += same_cells(change, shape, written.parameters);
    return written;
  }

  Written update(const RowChange& change, const Shape& shape) const {
    Written written;
    std::string set;
    for (const auto& [name, value] : change.cells.reveal()) {
      set += (set.empty() ? "" : ", ") + sqlite::quoted(column_of(shape, name, database_.system()).name) + " = ?";
      written.parameters.push_back(value);
    }
    base::must(!set.empty(), "an update changes something");
    written.sql =
        "UPDATE main." + sqlite::quoted(shape.table) + " AS " + std::string(row_alias) + " SET " + set + " WHERE ";
    written.sql += same_cells(change, shape, written.parameters);
    return written;
  }

  // The first IS may use an index; alone it would go by the column's affinity and collation.
  std::string same_cells(const RowChange& change, const Shape& shape, std::vector<Value>& parameters) const {
    base::must(!change.key.reveal().empty(), "a change names its row");
    std::string sql;
    for (const auto* cells : {&change.key.reveal(), &change.expected.reveal()}) {
      for (const auto& [name, value] : *cells) {
        const std::string column = qualified(column_of(shape, name, database_.system()));
        sql += (sql.empty() ? "" : " AND ") + column + " IS ? AND " + column +
               " IS ? COLLATE BINARY AND typeof(" + column + ") = '" + type_of(value) + "'";
        parameters.push_back(value);
        parameters.push_back(value);
      }
    }
    return sql;
  }

  Database database_;
  const base::Clock& clock_;
  std::map<relation::TableName, Shape> shapes_;
  bool alive_ = true;
};

}  // namespace

std::unique_ptr<source::Transaction> begin_transaction(const std::string& system, const std::string& path,
                                                       const base::Clock& clock,
                                                       std::chrono::milliseconds wait) {
  return std::make_unique<FileTransaction>(system, path, clock, wait);
}

}  // namespace habeas::sqlite
