// Files that hold what is somebody's: their owner's alone, on the disk, and whole or not there at all.
#pragma once

#include <string>
#include <string_view>

namespace habeas::base {

// Makes the file (mode 0600) and forces it to the disk. Throws Fault: refused when it is there already, full when it
// could not be written whole (what was begun is removed), unavailable otherwise.
void write_new(const std::string& path, std::string_view bytes);

// The same for a file that may be there: it is replaced in one act (POSIX rename), or stays as it was.
void replace(const std::string& path, std::string_view bytes);

}  // namespace habeas::base
