// What a wish may say, right by right: a closed list, so that nothing is silently ignored. docs/requests.md.
#pragma once

#include <habeas/handle/handle.h>

namespace habeas::handle {

// Fault `refused` that names the detail and what is allowed; never its value.
void check_details(const map::Map& map, const law::Library& library, const Wish& wish);

// The corrections of a rectification: details data, was, is come in groups, each begun by `data`.
std::vector<plan::Correction> corrections_of(const Details& details);

}  // namespace habeas::handle
