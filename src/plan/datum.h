// What the map says of a cell as a datum about somebody: its category, who gave it, what it is processed for.
// A key, link or condition column takes what its collection says; a link column has the category of the field
// it points at (docs/map.md, Semantics 7).
#pragma once

#include <habeas/plan/cells.h>

#include <string>

namespace habeas::plan {

struct Datum {
  std::string category;  // empty: none of the closed list
  map::From from = map::From::subject;
  const std::vector<map::ActivityName>* purposes = nullptr;  // of the map: never null
  bool special = false;
};

Datum datum_of(const map::SystemMap& system, const map::Collection& collection, const Cell& cell);

}  // namespace habeas::plan
