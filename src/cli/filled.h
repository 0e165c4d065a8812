// Owner links that are NULL in every row: they say whose a row is, and say nothing. A catalogue cannot show it, so
// rows are read, until the first that is filled.
#pragma once

#include <habeas/cli/systems.h>
#include <habeas/map/check.h>

namespace habeas::cli {

// Of the systems in `known`. What could not be counted is a finding too.
base::Problems check_filled(const map::Map& map, const map::KnownSystems& known, const Systems& systems);

}  // namespace habeas::cli
