// What has come to its end: sealed content is destroyed, and what proves that it was there stays. Octets that were sealed
// are never empty, so an empty text is one that was destroyed.
#include <habeas/store/sql.h>
#include <habeas/store/sqlite_register.h>

namespace habeas::store {
namespace {

// What was overwritten in the file still stands in its log until that is taken up (WAL). Where another process reads, the
// log is taken up when it ends.
void take_up_log(sqlite::Database& database) {
  if (!database.in_transaction()) execute(database, "PRAGMA wal_checkpoint(TRUNCATE)", "taking up the log");
}

}  // namespace

std::vector<std::string> SqliteRegister::names_put_away(const std::string& reference) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> names;
  each_row(*database_, "SELECT name FROM vault WHERE reference = ? ORDER BY name",
           "listing what was put away", {text(reference)},
           [&](const sqlite::Statement& row) { names.push_back(row.text(0)); });
  return names;
}

void SqliteRegister::empty_file(const std::string& reference, const std::string& name) {
  const std::lock_guard lock(mutex_);
  Change change(*database_);
  execute(*database_, "UPDATE file SET content = x'' WHERE reference = ? AND name = ?",
          "destroying a document", {text(reference), text(name)});
  change.commit();
  take_up_log(*database_);
}

void SqliteRegister::empty_request(const std::string& reference) {
  const std::lock_guard lock(mutex_);
  Change change(*database_);
  for (const char* sql :
       {"UPDATE event SET text = x'' WHERE reference = ?",
        "UPDATE file SET content = x'' WHERE reference = ?", "DELETE FROM supplied WHERE reference = ?",
        "DELETE FROM detail WHERE reference = ?", "DELETE FROM vault WHERE reference = ?",
        "DELETE FROM secret WHERE reference = ?", "DELETE FROM attempt WHERE reference = ?"})
    execute(*database_, sql, "destroying what a request held", {text(reference)});
  change.commit();
  take_up_log(*database_);
}

}  // namespace habeas::store
