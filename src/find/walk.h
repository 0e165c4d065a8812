// Walk: loads the rows that anybody of the wave reaches, those that own them, and what their links point at, level
// by level to the fix-point. It asks the databases; whose a row is, is decided in owners.h and judge.h.
#pragma once

#include <habeas/find/identity.h>

#include <vector>

namespace habeas::find {

// How a row is reached: as owner (what is hers), in sight, and in sight with sight going on from it.
struct Reach {
  bool owned = false;
  bool seen = false;
  bool seen_onward = false;

  bool onward() const { return owned || seen_onward; }
  friend bool operator==(const Reach&, const Reach&) = default;
};

// What passes over `edge` from a row that is reached so: docs/map.md, Links. `somebody_else`: the row entered *is* a
// person, and not the one who walks. Nothing passes when nothing is set.
Reach passes(const ChartedLink& link, const Reach& from, bool entering_somebody_else);
// What a hit of one of her identifiers gives.
Reach begins(const Chart& chart, const Graph& graph, const Hit& hit);

// False: something failed, begin again (Level::run).
bool load(Chart& chart, Graph& graph, Reading::State& state, const Limits& limits,
          const std::vector<Person>& people);

}  // namespace habeas::find
