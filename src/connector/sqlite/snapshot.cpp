#include <habeas/connector/sqlite/snapshot.h>

#include <habeas/connector/sqlite/copy.h>
#include <habeas/connector/sqlite/indexes.h>

#include <sys/statvfs.h>

namespace habeas::sqlite {

using base::Fault;
using base::FaultKind;
using source::Lookup;
using source::RowSink;

namespace {

// Statements kept prepared: more than the look-ups of any level need, few enough to forget about.
constexpr std::size_t statements_kept = 256;

bool is_wal(Database& database) {
  Statement mode(database, "PRAGMA main.journal_mode", "reading its journal mode");
  return mode.step() && mode.text(0) == "wal";
}

// Where nobody can write, nobody can be disturbed.
bool nobody_can_write(const std::string& path) {
  struct statvfs status{};
  return ::statvfs(path.c_str(), &status) == 0 && (status.f_flag & ST_RDONLY) != 0;
}

// Ends the use of a prepared statement, whatever happens.
struct Use {
  Statement& statement;
  ~Use() { statement.reset(); }
};

}  // namespace

FileSnapshot::FileSnapshot(std::unique_ptr<Database> database, base::Instant taken_at)
    : database_(std::move(database)), taken_at_(taken_at) {}

void FileSnapshot::read(std::span<const Lookup> level, RowSink& sink) {
  for (std::size_t number = 0; number < level.size(); ++number) {
    try {
      in_sink_ = false;
      read_one(number, level[number], sink);
    } catch (const Fault&) {
      if (in_sink_) throw;
      sink.failed(number, std::current_exception());
    }
  }
}

void FileSnapshot::read_one(std::size_t number, const Lookup& lookup, RowSink& sink) {
  // Some errors end the transaction; what is read after that would be of another instant.
  if (!database_->in_transaction()) {
    throw Fault(FaultKind::broken, database_->system(), "an earlier error ended the snapshot");
  }
  const auto limit = lookup.limit;
  database_->stop_at(limit.count() > 0 ? std::chrono::steady_clock::now() + limit : Database::Time::max());
  const auto each = [&](const Query& query) { run(query, number, lookup, sink); };
  if (lookup.inside.empty()) return for_each_query(lookup, shape(lookup.table), database_->system(), each);
  for_each_query(lookup, shape_inside(lookup), database_->system(), each);
}

void FileSnapshot::run(const Query& query, std::size_t number, const Lookup& lookup, RowSink& sink) {
  const Use use{statement(query.sql)};
  use.statement.doing("reading " + relation::to_string(lookup.table));
  for (std::size_t i = 0; i < query.parameters.size(); ++i) {
    use.statement.bind(static_cast<int>(i + 1), query.parameters[i]);
  }
  ++statements_sent_;
  while (use.statement.step()) {
    relation::Row cells;
    cells.reserve(lookup.columns.size());
    for (std::size_t i = 0; i < lookup.columns.size(); ++i)
      cells.push_back(use.statement.value(static_cast<int>(i)));
    in_sink_ = true;
    sink.row(number, base::Personal<relation::Row>(std::move(cells)));
    in_sink_ = false;
  }
}

const Shape& FileSnapshot::shape(const relation::TableName& table) {
  const auto found = shapes_.find(table);
  return found != shapes_.end() ? found->second
                                : shapes_.emplace(table, read_shape(*database_, table)).first->second;
}

// Where few cells hold anything there, ANALYZE counts all the others as equal, and SQLite would rather read the table.
Shape FileSnapshot::shape_inside(const Lookup& lookup) {
  const auto key = std::tuple(lookup.table, lookup.match.front().text(), lookup.form, lookup.inside);
  auto known = inside_.find(key);
  if (known == inside_.end()) {
    relation::Table table;
    table.name = lookup.table;
    read_indexes(*database_, table);
    auto name = index_inside(table, lookup.match.front(), lookup.form, lookup.inside);
    known = inside_.emplace(key, std::move(name)).first;
  }
  Shape result = shape(lookup.table);
  result.index = known->second;
  return result;
}

Statement& FileSnapshot::statement(const std::string& sql) {
  const auto found = statements_.find(sql);
  if (found != statements_.end()) return found->second;
  if (statements_.size() >= statements_kept) statements_.clear();
  return statements_.emplace(sql, Statement(*database_, sql, "preparing")).first->second;
}

std::unique_ptr<source::Snapshot> open_snapshot(const std::string& system, const std::string& path,
                                                const base::Clock& clock, const Settings& settings) {
  auto database = std::make_unique<Database>(system, path, Access::read, settings.wait);
  if (!is_wal(*database) && !nobody_can_write(path)) database = private_copy(*database, settings);
  database->run("BEGIN");
  // BEGIN alone takes nothing: the first read fixes the instant.
  Statement(*database, "SELECT 1 FROM sqlite_master", "taking a snapshot").step();
  return std::make_unique<FileSnapshot>(std::move(database), clock.now());
}

}  // namespace habeas::sqlite
