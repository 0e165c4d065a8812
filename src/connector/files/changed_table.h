// A CSV file while it is being changed, in memory: rows are found by their cells, and what is not changed keeps its
// bytes, to the last blank line.
#pragma once

#include <habeas/connector/files/beneath.h>
#include <habeas/connector/files/files.h>
#include <habeas/connector/files/layout.h>
#include <habeas/source/source.h>

#include <string>
#include <vector>

namespace habeas::files {

class ChangedTable {
 public:
  // Fault broken for what is no CSV, full when it is larger than Settings::change_limit.
  ChangedTable(const Folder& folder, const Descriptor& file, std::string table, const Settings& settings);

  // As source::Transaction::apply.
  std::size_t apply(const source::RowChange& change);
  bool changed() const { return changed_; }
  std::string content() const;

 private:
  struct Record {
    relation::Row cells;
    RecordLayout layout;  // of an inserted record: none
    std::vector<bool> rewritten;
    bool removed = false;
  };

  std::size_t column(const relation::ColumnName& name) const;
  bool has(const Record& record, const source::RowChange::Cells& cells) const;
  std::size_t insert(const source::RowChange& change);
  std::string written(const Record& record) const;
  std::string field(const relation::Value& cell, bool quoted) const;

  std::string system_;
  std::string table_;
  Settings settings_;
  char delimiter_ = ',';
  std::string bytes_;
  std::vector<std::string> header_;
  std::vector<Record> records_;
  std::string line_end_ = "\r\n";
  bool changed_ = false;
};

}  // namespace habeas::files
