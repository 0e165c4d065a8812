// What must be before a search. Internal to handle/.
#pragma once

#include <habeas/handle/work.h>

namespace habeas::handle {

// Refuses where the right asks for a proof of identity and there is none yet (GDPR 12(6)).
void need_identity(const Case& of);

}  // namespace habeas::handle
