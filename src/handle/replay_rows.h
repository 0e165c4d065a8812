// Which erased rows and cells are there again: every collection with tombstones is read once, row by row, and nothing is kept of
// rows that do not match. A row is known again by two keyed hashes, of its key and of what identified it, and only in a
// copy of the system that does not know of the erasure: where the erasure is on record in the system itself (its marker),
// whatever matches came since, a returned customer with a number that was used anew, say. Internal to handle/.
#pragma once

#include <habeas/handle/handle.h>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace habeas::handle {

// What is back of one request's work.
struct BackAgain {
  std::map<std::pair<std::size_t, std::size_t>, std::set<std::string>> by_index;  // system, collection → keys
  std::vector<subject::Identifier> identifiers;                                   // borne by these rows

  std::uint64_t rows() const;
  bool has(const map::Map& map, const map::CollectionAt& at, const relation::RowKey& key) const;
};
struct AllBackAgain {
  std::map<std::string, BackAgain> by_request;
  std::map<std::string, std::set<std::string>> by_place;  // "mailing.subscriber" → encoded keys
  std::map<std::string, std::uint64_t> came_since;  // likewise, how many: they match, and are no older copy's
  std::uint64_t keys_of_others = 0;
  std::vector<std::string> not_read;

  std::uint64_t rows() const;
};

// `stones`: those of work that was done.
AllBackAgain rows_back_again(const House& house, Systems& systems,
                             const std::vector<store::Tombstone>& stones);

// What a tombstone's hash of a key is made of: for a row that went, and for one that stays without some of its cells.
// Rows without a key are known by what the map reads of them.
std::string bytes_of_row(const map::Map& map, const map::SystemName& system,
                         const map::CollectionName& collection, const relation::RowKey& key);
std::string bytes_of_emptied(const map::Map& map, const map::SystemName& system,
                             const map::CollectionName& collection, const relation::RowKey& key);
// Nothing when it could not be opened.
source::Source* source_of(Systems& systems, const std::string& system);
// The name of the run that carries out this plan of this request.
std::string run_of(const std::string& request, const std::string& plan);

}  // namespace habeas::handle
