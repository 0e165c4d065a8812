// A database of sixty tables, each with an index on its link: people, and fifty-nine tables that hang on them three
// links deep, with three rows of each person in every table. In WAL mode.
#pragma once

#include <habeas/map/map.h>
#include <habeas/support/folder.h>

#include <string>

namespace habeas::bench {

inline constexpr int people_of_sixty_tables = 10'000;

void fill_sixty_tables(const std::string& file);
map::Map map_of_sixty_tables();                 // one system, "work"
std::string email_of_sixty_tables(int person);  // from 1

}  // namespace habeas::bench
