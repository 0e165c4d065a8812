// Which erased rows are there again: every collection with tombstones is read once, row by row, and nothing is kept of
// rows that do not match. Internal to handle/.
#pragma once

#include <habeas/handle/handle.h>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace habeas::handle {

struct BackAgain {
  std::map<std::string, std::set<std::string>> by_place;  // "mailing.subscriber" → encoded keys
  std::map<std::pair<std::size_t, std::size_t>, std::set<std::string>>
      by_index;  // the same, by the map's indexes
  std::uint64_t keys_of_others = 0;
  std::vector<find::Sought>
      people;  // identifiers borne by the rows that are back, one for each row that bears any
  std::vector<std::string> not_read;

  std::uint64_t rows() const;
  bool has(const map::CollectionAt& at, const relation::RowKey& key) const;
};

BackAgain rows_back_again(const House& house, Systems& systems, const std::vector<store::Tombstone>& stones);

}  // namespace habeas::handle
