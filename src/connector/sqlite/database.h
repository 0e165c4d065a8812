// One connection to one SQLite file, and its statements, with every failure turned into a Fault that names the
// system and never a person's data: SQLite's own message is repeated only where it can hold nothing but names.
// A connection belongs to one thread at a time.
#pragma once

#include <habeas/base/fault.h>
#include <habeas/relation/value.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

struct sqlite3;
struct sqlite3_stmt;

namespace habeas::sqlite {

enum class Access { read, change, create };  // create: a change, of a file that may be missing or empty

class Database {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // A missing file is unavailable, and is not created by read or change; what is no database is broken.
  Database(std::string system, const std::string& path, Access access, std::chrono::milliseconds wait);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  sqlite3* handle() const { return handle_.get(); }
  const std::string& system() const { return system_; }
  void run(const std::string& sql);
  bool in_transaction() const;
  // Statements stop with Fault timed_out at `when`; Time::max() for no limit.
  void stop_at(Time when) { stop_at_ = when; }
  // The Fault for a result code. `doing` says what we were at: names only.
  base::Fault fault(int code, const std::string& doing) const;
  // Was damage met: a file that is no database, or pages that contradict each other?
  bool damaged() const { return damaged_; }
  // Faults of a private copy name its original.
  void stands_for(const Database& original) { path_ = original.path_; }

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  static int on_progress(void* self);

  std::string system_;
  std::string path_;
  mutable bool damaged_ = false;  // learnt while a Fault is made
  std::unique_ptr<sqlite3, Close> handle_;
  Time stop_at_ = Time::max();
};

// `path` as a file: URI that SQLite reads as exactly this path.
std::string file_uri(std::string_view path, std::string_view query);

class Statement {
 public:
  // `doing` is what a Fault says we were at: names only.
  Statement(Database& database, std::string_view sql, std::string doing);

  // Parameters from 1. Text and bytes are not copied: they must live until the last step().
  void bind(int parameter, const relation::Value& value);
  bool step();  // true: there is a row
  void reset();
  void doing(std::string what) { doing_ = std::move(what); }

  relation::Value value(int column) const;
  std::int64_t integer(int column) const;
  std::string text(int column) const;  // "" for NULL
  bool null(int column) const;
  sqlite3_stmt* handle() const { return handle_.get(); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const;
  };
  Database* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
  std::string doing_;
};

}  // namespace habeas::sqlite
