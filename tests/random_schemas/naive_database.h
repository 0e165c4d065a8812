// The one database of a Naive, and how it is asked. Internal to it.
#pragma once

#include "naive.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace habeas::random_schemas {

struct Naive::Database {
  sqlite3* handle = nullptr;

  // Runs one or more statements; the changes they made.
  int run(const std::string& sql) {
    const auto before = sqlite3_total_changes(handle);
    char* message = nullptr;
    if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &message) != SQLITE_OK) {
      throw std::logic_error(fmt::format("{}\n{}", message, sql));
    }
    return sqlite3_total_changes(handle) - before;
  }

  std::vector<std::vector<std::string>> rows(const std::string& sql) {
    std::vector<std::vector<std::string>> result;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
      throw std::logic_error(fmt::format("{}\n{}", sqlite3_errmsg(handle), sql));
    }
    while (sqlite3_step(statement) == SQLITE_ROW) {
      result.emplace_back();
      for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
        result.back().push_back(bytes == nullptr ? "NULL" : bytes);
      }
    }
    sqlite3_finalize(statement);
    return result;
  }

  bool any(const std::string& sql) { return !rows(sql).empty(); }

  // Runs them over and over until nothing changes: a least fix-point.
  void to_fixpoint(const std::string& sql) {
    while (run(sql) > 0) {
    }
  }
};

}  // namespace habeas::random_schemas
