// Which row of a dossier points at which, over the map's links inside one system: what a row that goes would leave
// dangling. Links to identifiers and to tables about nobody lead to no row that could go.
#pragma once

#include <habeas/plan/facts.h>

namespace habeas::plan {

// By the cells themselves, and by the ways that the finder came: a database's own equality may be wider than text.
std::vector<Reference> references_of(const map::Map& map, const dossier::Dossier& dossier,
                                     dossier::Cells& cells);

}  // namespace habeas::plan
