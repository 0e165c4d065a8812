// A SQLite file being filled: one transaction, prepared statements, parameters only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace habeas::demo {

struct Blob {
  std::string bytes;
};
using Cell = std::variant<std::nullptr_t, std::int64_t, double, std::string, Blob>;

// NULL where there is nothing.
inline Cell maybe(const std::optional<std::string>& text) { return text ? Cell{*text} : Cell{nullptr}; }

class Database {
 public:
  // Creates the file (an older one is replaced) with this schema, and begins.
  Database(const std::string& path, const char* schema);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Inserts one row. The statement of a table is prepared once, for the number of cells of its first row.
  void insert(const char* table, const std::vector<Cell>& cells);
  // Commits, gathers statistics, and leaves the file in this journal mode: WAL or DELETE.
  void finish(const char* journal);
  std::int64_t rows() const { return rows_; }

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::int64_t rows_ = 0;
};

// The rows that a statement gives, cells joined by " | "; the file is only read. Throws what SQLite says.
std::vector<std::string> answers(const std::string& path, const std::string& sql);

}  // namespace habeas::demo
