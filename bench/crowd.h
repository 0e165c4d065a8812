// A crowd: people with the same number of rows each, in one database of eleven tables, two links deep.
#pragma once

#include <habeas/map/map.h>
#include <habeas/support/folder.h>

#include <cstddef>
#include <string>

namespace habeas::bench {

// About `rows` rows for each of `people`. In WAL mode.
void fill_crowd(const std::string& file, std::size_t people, std::size_t rows);
map::Map map_of_crowd();                         // one system, "work"
std::string email_of_crowd(std::size_t person);  // from 1

}  // namespace habeas::bench
