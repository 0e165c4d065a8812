// docs/map.md in plain SQL: the slow and obvious way to find a person, against which the finder is held. It shares no
// code with find/; of the lower rooms it uses only what *same* and *contradict* mean.
#pragma once

#include "world.h"

#include <set>
#include <string>
#include <vector>

namespace habeas::random_schemas {

struct Expected {
  std::string outcome;
  std::vector<std::string> rows;        // "t1 | cells | class | person | links to others | unproven", sorted
  std::vector<std::string> candidates;  // "t1 | cells | why", sorted
};

// A row by its table and rowid, and one of its cells.
struct RowAt {
  std::size_t table = 0;
  std::string rowid;
  friend auto operator<=>(const RowAt&, const RowAt&) = default;
};
struct CellAt {
  RowAt row;
  std::string column;
  friend auto operator<=>(const CellAt&, const CellAt&) = default;
};
// What an erasure may touch at most.
struct MayChange {
  std::set<RowAt> rows;    // may go
  std::set<CellAt> cells;  // may change in a row that stays
};
// A link of one row that leads to another.
struct LinkAt {
  RowAt from;
  std::size_t link = 0;
  RowAt to;
};

// The databases of a world, all in one, and what docs/map.md says of a person in them.
class Naive {
 public:
  explicit Naive(const World& world);
  ~Naive();
  Naive(const Naive&) = delete;
  Naive& operator=(const Naive&) = delete;

  Expected find(const std::vector<std::pair<std::string, std::string>>& supplied);

  // Of the person found last, if one was: hers alone, what a link's rule takes along when a row of `gone` goes, and what
  // names her in rows of others. `gone`: rows that went.
  MayChange may_change(const std::set<RowAt>& gone);
  std::set<RowAt> mine();       // hers alone
  std::vector<LinkAt> links();  // of every row there is

 private:
  struct Database;
  const World& world_;
  map::Map map_;
  Database* database_;
};

// A row's cells as text, for comparing.
std::string shown(const std::vector<std::string>& cells);

}  // namespace habeas::random_schemas
