// Rows and faults of a level, collected; look-ups written briefly.
#pragma once

#include <habeas/base/fault.h>
#include <habeas/source/source.h>

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace habeas::support {

struct Collected final : source::RowSink {
  std::map<std::size_t, std::vector<relation::Row>> rows;
  std::map<std::size_t, base::FaultKind> faults;
  std::string message;  // of the last fault

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

inline source::Lookup look_up(const std::string& table, const std::vector<std::string>& columns,
                              const std::vector<std::string>& match = {},
                              std::vector<relation::Row> keys = {}, source::Form form = source::Form::exact) {
  source::Lookup lookup;
  lookup.table.name = table;
  for (const auto& column : columns) lookup.columns.emplace_back(column);
  for (const auto& column : match) lookup.match.emplace_back(column);
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

inline Collected read(source::Snapshot& snapshot, const std::vector<source::Lookup>& level) {
  Collected collected;
  snapshot.read(level, collected);
  return collected;
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

}  // namespace habeas::support
