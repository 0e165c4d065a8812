// Where copies of a datum may stand: every cell of its category, and every link that bears its identifier, in each row of
// a dossier. For rectification, and internal to it.
#pragma once

#include <habeas/plan/datum.h>
#include <habeas/plan/rectification.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace habeas::plan {

struct Concerned {
  std::size_t collection = 0;  // of the dossier
  std::size_t row = 0;
  std::size_t cell = 0;  // in cells_of()
  int correction = 0;
  // What it holds; nothing where it could not be read.
  std::optional<std::vector<std::string>> values{};
};
void each_concerned(const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells,
                    const std::vector<Correction>& corrections,
                    const std::function<void(const Concerned&)>& each);

// The kind of identifier that a link's column bears, if it does.
const subject::KindName* link_kind(const map::Collection& collection, const Cell& cell);
// The activity for which alone the cell is kept, where that is a legal obligation: it says what was true on its date, and
// is not corrected. nullptr: it serves something else too.
const map::Activity* only_for_the_law(const map::Map& map, const dossier::CollectionRows& where,
                                      const Cell& cell);

}  // namespace habeas::plan
