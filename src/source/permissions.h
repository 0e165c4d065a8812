// What a file's permissions give beyond reading, for connectors whose systems are files: this process writing what it
// only has to read, and everybody on the machine reading or writing what is personal.
#pragma once

#include <habeas/source/source.h>

#include <string>
#include <vector>

namespace habeas::source {

// Of a file, or of a folder and of what lies in it (the first 100 000 files; links are not followed). A path that is
// not there has none.
std::vector<Excess> excess_of(const std::string& path);

}  // namespace habeas::source
