// Would a column take this text? Type, length, NULL, and the form of an identifier: asked before, so that the database
// need not refuse in the middle of a run. The words never hold the text.
#pragma once

#include <habeas/plan/cells.h>
#include <habeas/plan/refusals.h>

#include <string>

namespace habeas::plan {

// Why not; empty: it fits, as far as is known. An empty text means that the cell loses its value.
std::string why_not_fit(const map::Map& map, const Refusals& refusals, const map::CollectionAt& at,
                        const Cell& cell, const map::Field* field, const std::string& text);

}  // namespace habeas::plan
