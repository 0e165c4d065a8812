// For tests only: a database made from SQL in a folder of its own, and rows collected.
#pragma once

#include <habeas/base/fault.h>
#include <habeas/connector/sqlite/sqlite.h>

#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace habeas::sqlite::testing {

class Folder {
 public:
  Folder() {
    std::string path = (std::filesystem::temp_directory_path() / "habeas-test-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = path;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline void run_sql(const std::string& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  char* message = nullptr;
  sqlite3_open(path.c_str(), &handle);
  sqlite3_busy_timeout(handle, 5000);
  const int code = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &message);
  const std::string text = message == nullptr ? "" : message;
  sqlite3_free(message);
  sqlite3_close(handle);
  if (code != SQLITE_OK) throw std::runtime_error(text);
}

// Everything a level gave: rows per look-up, and what failed, with its kind.
struct Collected final : source::RowSink {
  std::map<std::size_t, std::vector<relation::Row>> rows;
  std::map<std::size_t, base::FaultKind> faults;
  std::string message;

  void row(std::size_t lookup, const base::Personal<relation::Row>& cells) override {
    rows[lookup].push_back(cells.reveal());
  }
  void failed(std::size_t lookup, const std::exception_ptr& fault) override {
    try {
      std::rethrow_exception(fault);
    } catch (const base::Fault& f) {
      faults.emplace(lookup, f.kind());
      message = f.what();
    }
  }
};

inline relation::Value text(std::string characters) { return relation::Text{std::move(characters)}; }
inline relation::Value number(std::int64_t value) { return value; }

inline source::Lookup look_up(const std::string& table, std::vector<std::string> columns,
                              std::vector<std::string> match = {}, std::vector<relation::Row> keys = {},
                              source::Form form = source::Form::exact) {
  source::Lookup lookup;
  lookup.table.name = table;
  for (auto& column : columns) lookup.columns.emplace_back(std::move(column));
  for (auto& column : match) lookup.match.emplace_back(std::move(column));
  lookup.form = form;
  lookup.keys = base::Personal<std::vector<relation::Row>>(std::move(keys));
  return lookup;
}

inline base::FixedClock noon() {
  return base::FixedClock(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12));
}

inline std::unique_ptr<source::Snapshot> snapshot_of(source::Source& source) {
  return std::get<std::unique_ptr<source::Snapshot>>(source.open({}));
}

// The first column of what one look-up finds.
inline std::vector<relation::Value> found(source::Snapshot& snapshot, const source::Lookup& lookup) {
  Collected collected;
  snapshot.read({&lookup, 1}, collected);
  if (!collected.faults.empty()) throw std::runtime_error(collected.message);
  std::vector<relation::Value> cells;
  for (const auto& row : collected.rows[0]) cells.push_back(row.at(0));
  return cells;
}

}  // namespace habeas::sqlite::testing
