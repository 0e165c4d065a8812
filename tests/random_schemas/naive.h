// MAP.md in plain SQL: the slow and obvious way to find a person, against which the finder is held. It shares no
// code with find/; of the lower rooms it uses only what *same* and *contradict* mean.
#pragma once

#include "world.h"

#include <string>
#include <vector>

namespace habeas::random_schemas {

struct Expected {
  std::string outcome;
  std::vector<std::string> rows;        // "t1 | cells | class | person | links to others | unproven", sorted
  std::vector<std::string> candidates;  // "t1 | cells | why", sorted
};

// The databases of a world, all in one, and what MAP.md says of a person in them.
class Naive {
 public:
  explicit Naive(const World& world);
  ~Naive();
  Naive(const Naive&) = delete;
  Naive& operator=(const Naive&) = delete;

  Expected find(const std::vector<std::pair<std::string, std::string>>& supplied);

 private:
  struct Database;
  const World& world_;
  map::Map map_;
  Database* database_;
};

// A row's cells as text, for comparing.
std::string shown(const std::vector<std::string>& cells);

}  // namespace habeas::random_schemas
