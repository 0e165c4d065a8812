#include "bare_client.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string_view>

namespace habeas::bench {
namespace {

std::mutex guard;  // systems are read in parallel
std::vector<Sent> kept;

// The connector's reads of rows all name their table so; what it asks about the schema does not.
bool reads_rows(std::string_view sql) {
  return sql.starts_with("SELECT ") && sql.find(" FROM main.") != std::string_view::npos;
}

int keep(unsigned, void* context, void* statement, void*) {
  auto* const handle = static_cast<sqlite3_stmt*>(statement);
  if (!reads_rows(sqlite3_sql(handle))) return 0;
  const char* const file = sqlite3_db_filename(static_cast<sqlite3*>(context), "main");
  char* const sql = sqlite3_expanded_sql(handle);
  {
    const std::lock_guard lock(guard);
    kept.push_back({file == nullptr ? "" : file, sql});
  }
  sqlite3_free(sql);
  return 0;
}

int watch(sqlite3* opened) { return sqlite3_trace_v2(opened, SQLITE_TRACE_STMT, keep, opened); }

// SQLite calls it with the connection first, whatever else its own type says.
void (*as_extension())() { return reinterpret_cast<void (*)()>(watch); }

}  // namespace

Recording::Recording() {
  take();
  sqlite3_auto_extension(as_extension());
}

Recording::~Recording() { sqlite3_cancel_auto_extension(as_extension()); }

std::vector<Sent> Recording::take() {
  const std::lock_guard lock(guard);
  return std::exchange(kept, {});
}

BareClient::BareClient(const std::vector<Sent>& sent) {
  for (const auto& [file, sql] : sent) {
    if (!std::filesystem::exists(file)) continue;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(open(file), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) std::abort();
    statements_.push_back(statement);
  }
}

BareClient::~BareClient() {
  for (auto* statement : statements_) sqlite3_finalize(statement);
  for (auto& [file, handle] : files_) sqlite3_close(handle);
}

sqlite3* BareClient::open(const std::string& file) {
  const auto known =
      std::find_if(files_.begin(), files_.end(), [&](const auto& one) { return one.first == file; });
  if (known != files_.end()) return known->second;
  sqlite3* handle = nullptr;
  if (sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) std::abort();
  sqlite3_exec(handle, "BEGIN", nullptr, nullptr, nullptr);
  files_.emplace_back(file, handle);
  return handle;
}

std::uint64_t BareClient::run() {
  std::uint64_t rows = 0;
  for (auto* statement : statements_) {
    for (; sqlite3_step(statement) == SQLITE_ROW; ++rows) {
      for (int i = 0; i < sqlite3_column_count(statement); ++i) sqlite3_column_text(statement, i);
    }
    sqlite3_reset(statement);
  }
  return rows;
}

}  // namespace habeas::bench
