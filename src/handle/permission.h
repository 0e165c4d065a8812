// May this activity use this person's data now? The same facts for the command, the API and `screen`: the standing of
// everybody in the register who bears one of the identifiers; a denial of any of them holds. docs/permit.md.
#pragma once

#include <habeas/handle/handle.h>
#include <habeas/permit/permit.h>

namespace habeas::handle {

permit::Permit may(const House& house, const std::vector<subject::Identifier>& identifiers,
                   const map::ActivityName& activity, const std::string& channel);

}  // namespace habeas::handle
