// A catalogue made from the map, for a system that has none of its own because a person searches it: the tables and
// columns that the map names, all text. What the evidence then lacks fails in its own look-up.
#pragma once

#include <habeas/map/map.h>
#include <habeas/relation/catalogue.h>

namespace habeas::find {

relation::Catalogue catalogue_of(const map::SystemMap& system);

}  // namespace habeas::find
