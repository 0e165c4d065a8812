// What an access or portability request is about: everything, or the categories of data and the systems that she
// asked for (docs/map.md, Semantics 7). The rest is found, counted and left where it is, on the ground "not-asked".
#pragma once

#include <habeas/plan/cells.h>

#include <string>
#include <vector>

namespace habeas::plan {

struct Scope {
  std::vector<std::string> categories;   // of `data`, whole dotted segments; empty: all
  std::vector<map::SystemName> systems;  // empty: all

  // Of a table about nobody only the systems decide: it makes sense of the rows beside it.
  bool asks_for(const map::Map& map, const dossier::CollectionRows& where, const Cell& cell) const;
};

}  // namespace habeas::plan
