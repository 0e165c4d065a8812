// How far each collection is from people: 0 for those whose rows are people or are found by an identifier, then one
// more for each link. The order in which a map is told and drawn.
#pragma once

#include <habeas/map/map.h>

#include <vector>

namespace habeas::map {

// By index into system.collections. What no link joins to people comes last, one layer beyond the others.
std::vector<std::size_t> layers(const SystemMap& system);

// The collections in the order of their layer, then of their name.
std::vector<std::size_t> by_layer(const SystemMap& system);

}  // namespace habeas::map
