// In which order systems are changed: those that keep documents before those whose rows name them, upstream ones before
// those that copy from them. Pure. In a ring nobody waits for whoever comes later in the organisation's file.
#pragma once

#include <habeas/map/map.h>

#include <set>
#include <vector>

namespace habeas::act {

struct Turn {
  map::SystemName system;
  std::set<map::SystemName> waits_for;  // earlier ones, which must be done
};

// `changed`: the collections that a plan changes.
std::vector<Turn> sequence(const map::Map& map, const std::vector<map::CollectionAt>& changed);

}  // namespace habeas::act
