// What is remembered of the rows of nobody between two runs: a keyed hash for each, by system and collection.
#pragma once

#include <habeas/relation/row_key.h>

#include <map>
#include <string>
#include <vector>

namespace habeas::cli {

class OrphanMemory {
 public:
  using Marks = std::vector<std::string>;  // sorted; equal rows of a collection without key come twice
  using Collections = std::map<std::string, Marks>;  // by collection, those without orphans too
  using Run = std::map<std::string, Collections>;    // by system

  // In this folder (var). What is damaged or of an older form is as if there had been no run.
  explicit OrphanMemory(std::string folder);

  const Run& last() const { return last_; }
  std::string mark(const std::string& collection, const relation::RowKey& key) const;
  void keep(const Run& run) const;  // Fault when it cannot be written

 private:
  std::string folder_;
  std::string key_;
  Run last_;
};

}  // namespace habeas::cli
