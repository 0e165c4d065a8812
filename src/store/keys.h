// Keys of a register: one file of 32 random bytes in a folder of its own, from which one key for each use is
// derived. The file lies outside the register and its backups: who has only one of the two has nothing.
#pragma once

#include <array>
#include <string>

namespace habeas::store {

using Key = std::array<unsigned char, 32>;

struct Keys {
  Key seal{};         // personal content
  Key identifiers{};  // who is known by what
  Key tombstones{};   // what was erased
  Key secrets{};      // one-time codes and links
};

// Where the key of a register lies.
std::string key_file(const std::string& key_folder);
// Creates folder (0700) and file (0600), durably. A key that is there already is kept.
void make_keys(const std::string& key_folder);
// A Fault when the key is missing, not a key, or readable by others than its owner.
Keys read_keys(const std::string& key_folder);

}  // namespace habeas::store
