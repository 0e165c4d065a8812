// Which rows of the dossier somebody else's rows point at that she has no sight of (a link `shows` or `owns` that leads to
// her, a row that is another person's). If such a row went, theirs would lead nowhere, and theirs is not ours to change:
// it stays as an emptied shell. Internal to plan/.
#pragma once

#include <habeas/plan/facts.h>

namespace habeas::plan {

std::vector<std::pair<std::size_t, std::size_t>> held_from_outside(const map::Map& map,
                                                                   const dossier::Dossier& dossier,
                                                                   dossier::Cells& cells);

}  // namespace habeas::plan
