// What was done in a system and is not known there any more: an older copy of it came back. Every run leaves its marker in
// the system itself, in the same transaction. What an erasure removed is erased again (replay.cpp); a correction, a
// freeze or a withdrawal written into a column is named here, for a human to have done again. Internal to handle/.
#pragma once

#include <habeas/handle/handle.h>

#include <string>
#include <vector>

namespace habeas::handle {

struct LostWork {
  std::vector<std::string> lines;     // one for each request and system: what is to be done again
  std::vector<std::string> not_read;  // systems that could not be asked
};

LostWork lost_work(const House& house, Systems& systems);

}  // namespace habeas::handle
