// Rows and faults of a level, collected; look-ups written briefly.
#pragma once

#include <habeas/base/fault.h>
#include <habeas/source/source.h>

#include <map>
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

inline Collected read(source::Snapshot& snapshot, const std::vector<source::Lookup>& level) {
  Collected collected;
  snapshot.read(level, collected);
  return collected;
}

}  // namespace habeas::support
