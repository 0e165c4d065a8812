// One instant of one SQLite database, read look-up by look-up.
#pragma once

#include <habeas/connector/sqlite/database.h>
#include <habeas/connector/sqlite/query.h>
#include <habeas/connector/sqlite/sqlite.h>
#include <habeas/source/source.h>

#include <map>
#include <memory>
#include <string>
#include <tuple>

namespace habeas::sqlite {

class FileSnapshot final : public source::Snapshot {
 public:
  // `database` is in a read transaction, which ends with the snapshot.
  FileSnapshot(std::unique_ptr<Database> database, base::Instant taken_at);

  base::Instant taken_at() const override { return taken_at_; }
  void read(std::span<const source::Lookup> level, source::RowSink& sink) override;
  std::uint64_t statements_sent() const override { return statements_sent_; }

 private:
  void read_one(std::size_t number, const source::Lookup& lookup, source::RowSink& sink);
  void run(const Query& query, std::size_t number, const source::Lookup& lookup, source::RowSink& sink);
  const Shape& shape(const relation::TableName& table);
  Shape shape_inside(const source::Lookup& lookup);
  Statement& statement(const std::string& sql);

  std::unique_ptr<Database> database_;
  base::Instant taken_at_;
  std::map<relation::TableName, Shape> shapes_;
  // The index by which a column's cells are searched at a path within them.
  std::map<std::tuple<relation::TableName, std::string, source::Form, source::CellPath>, std::string> inside_;
  std::map<std::string, Statement> statements_;
  std::uint64_t statements_sent_ = 0;
  bool in_sink_ = false;  // an exception now is the sink's own, not a failed look-up
};

// Opens the database, copies it first if its journal mode asks for that, and takes the snapshot.
std::unique_ptr<source::Snapshot> open_snapshot(const std::string& system, const std::string& path,
                                                const base::Clock& clock, const Settings& settings);

}  // namespace habeas::sqlite
