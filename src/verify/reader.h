// One system, read anew for a check: rows by their cells, each confirmed here, and what fails said as a finding.
#pragma once

#include <habeas/relation/row_key.h>
#include <habeas/verify/verify.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace habeas::verify {

// A collection, as this room asks for it.
struct Asked {
  const map::Collection* collection = nullptr;
  std::vector<relation::ColumnName> columns;  // wanted
  std::vector<relation::ColumnName> match;
  source::Form form = source::Form::as_text;
  relation::Condition when;  // beside the collection's own
};

class Reader {
 public:
  // Findings not_checked where the system cannot be read.
  Reader(const map::SystemMap& map, source::Source* source, const source::Inquiry& inquiry, Report& report);

  bool open() const { return snapshot_ != nullptr; }
  const map::SystemMap& map() const { return map_; }
  // Rows whose `match` columns are one of `keys` (a NULL meets a NULL), with `columns`.
  void rows(const Asked& asked, const std::vector<relation::Row>& keys,
            const std::function<void(const relation::Row& cells)>& each);
  Finding& add(Finding::Kind kind, const map::Collection& collection, std::string column = {});

 private:
  const map::SystemMap& map_;
  Report& report_;
  std::unique_ptr<source::Snapshot> snapshot_;
};

// The cells of a key as text: what two readings of one row have in common, whatever the system's types.
std::string as_text(const relation::Row& row);
// The columns by which a row is known again: its key, or all that the map reads.
std::vector<relation::ColumnName> key_columns(const map::Collection& collection);
relation::Row key_cells(const map::Collection& collection, const relation::RowKey& key);

}  // namespace habeas::verify
