// Systems that a plan changes and where `habeas prepare` was never run: nothing can be changed there, so it is said with
// the plan, and no run begins with one.
#pragma once

#include <habeas/handle/handle.h>

namespace habeas::handle {

// Of the plan that is kept with this request; by their names.
std::vector<std::string> not_prepared(House& house, const std::string& reference);

// Fault `refused` that names the command. What takes effect at once (a withdrawal, an objection to marketing) goes as far
// as it can instead, and its outcome says where it could not.
void need_prepared(House& house, const std::string& reference);

}  // namespace habeas::handle
