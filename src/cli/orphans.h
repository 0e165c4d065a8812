// Rows of nobody (MAP.md, Semantics 4): counted per collection, with the difference to the last run, which is kept
// as counts only in var/orphans.json.
#pragma once

#include <habeas/cli/systems.h>

namespace habeas::cli {

void say_orphans(const Context& context, const map::Map& map, const Systems& systems);

}  // namespace habeas::cli
