// A decision taken by a machine alone, contested and decided anew by a human with power to do so (GDPR 22(3); LIL 47):
// the outcome of the latest decision of this activity is replaced in its source; nothing else changes. docs/rights.md.
#pragma once

#include <habeas/dossier/cells.h>
#include <habeas/plan/fate.h>

#include <string>

namespace habeas::plan {

// `outcome`: what the human decided, as the source spells it; not personal. The latest is by what the collection's
// retention counts from; where nothing tells, and there are several, it is a question for a human.
Plan review(const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells,
            const law::Library& library, const map::ActivityName& activity, const std::string& outcome);

}  // namespace habeas::plan
