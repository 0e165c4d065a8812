// A database made from SQL.
#pragma once

#include <sqlite3.h>

#include <stdexcept>
#include <string>

namespace habeas::support {

// Runs the statements on the file, which is made when it is not there.
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

}  // namespace habeas::support
