// One look-up over the records of one CSV file: which columns it compares, with which keys, and whether a
// record is proposed. Exact in its form: a scan has no reason to propose more.
#pragma once

#include <habeas/source/source.h>

#include <chrono>
#include <string>
#include <unordered_set>
#include <vector>

namespace habeas::files {

class Scan {
 public:
  // Fault vanished when a column is not in the header.
  Scan(std::size_t number, const source::Lookup& lookup, const std::vector<std::string>& header,
       const std::string& system);

  std::size_t number() const { return number_; }
  bool wants(const relation::Row& record) const;
  relation::Row cells(const relation::Row& record) const;
  bool late() const { return std::chrono::steady_clock::now() >= stop_at_; }

 private:
  bool matches(const relation::Row& record) const;
  std::size_t place(const relation::ColumnName& column) const;

  std::size_t number_;
  const source::Lookup* lookup_;
  const std::vector<std::string>* header_;
  std::string system_;
  std::vector<std::size_t> columns_;
  std::vector<std::size_t> match_;
  std::unordered_set<std::string> keys_;  // each encoded, its cells in their reference form
  std::vector<std::string> parts_;        // of `contains`
  std::chrono::steady_clock::time_point stop_at_ = std::chrono::steady_clock::time_point::max();
};

}  // namespace habeas::files
