// A package read back, and held against itself: every column of every row is given, withheld on a ground, or left
// undecoded, once; and the counts of manifest.json are those of what is there. It shares no code with answer/.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace habeas::support {

using Files = std::map<std::string, std::string>;  // by name

// All entries of a ZIP.
Files unzip(const std::string& path);

// Where a package contradicts itself, in words that hold no value of anybody's; empty: it does not.
std::vector<std::string> contradictions(const Files& package);

// The contents of the files whose names begin and end so, one after another.
std::string text_of(const Files& package, const std::string& begins, const std::string& ends = "");

}  // namespace habeas::support
