// picture: a map as an SVG that people rather look at than read. Systems are frames; collections are cards in
// columns by their distance from people (layers.h); links are arrows in four styles, each with its word. Nothing is
// said by colour alone; there is a text alternative for those who do not see it, no script, no outside resource, and
// a light ground that prints. Every name is escaped; the same map gives the same bytes.
#pragma once

#include <habeas/map/map.h>

#include <optional>
#include <string>

namespace habeas::map {

struct PictureOf {
  std::string language = "fr";
  std::optional<SystemName> system;  // empty: all
};
std::string picture(const Map& map, const PictureOf& of = {});

}  // namespace habeas::map
