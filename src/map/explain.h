// explain: what a map says, in plain words, as a careful colleague would read it aloud: who is a person, what
// belongs to whom and by which columns, what is withheld, what becomes of it, for which activity, on which basis,
// how long. For people to find the mistake in a map that no machine can see. In French or English; plain text.
#pragma once

#include <habeas/map/map.h>

#include <optional>
#include <string>

namespace habeas::map {

struct Wanted {
  std::string language = "fr";
  std::optional<SystemName> system;          // empty: all
  std::optional<CollectionName> collection;  // in every system that has one of this name
};

// Empty if the map has no such system or collection.
std::string explain(const Map& map, const Wanted& wanted = {});

}  // namespace habeas::map
