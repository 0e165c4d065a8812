// Worlds by chance. What is drawn is made sound afterwards (a target that exists, a sight table that is only
// shown), so that every part can be made smaller on its own when a property fails.
#pragma once

#include "world.h"

#include <rapidcheck.h>

namespace habeas::random_schemas {

rc::Gen<World> worlds();

}  // namespace habeas::random_schemas
