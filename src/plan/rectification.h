// Rectification (GDPR 16, 19; LIL 50): correct a datum in every copy of it, in every system; before and after are
// shown first. A past that was true (an invoice's address) is kept and said, not overwritten. docs/changing.md.
#pragma once

#include <habeas/plan/fate.h>

#include <habeas/dossier/cells.h>

#include <optional>
#include <string>
#include <vector>

namespace habeas::plan {

// "contact.address: was '12 rue X', is '3 rue Y'". `was` empty: she did not say (as_it_stands).
struct Correction {
  std::string data;  // the map's category, whole
  base::Personal<std::string> was;
  base::Personal<std::string> is;
  bool several = false;  // she did not say what it was, and her own copies differ: a human asks her
};

// Where she did not say what is written today, and all copies of her own that hold something hold one same value, that is
// what it was. Where they differ, `several`; where none holds anything, `was` stays empty, and her own empty cells are
// completed. Copies kept for a legal obligation alone do not count.
std::vector<Correction> as_it_stands(const map::Map& map, const dossier::Dossier& dossier,
                                     dossier::Cells& cells, std::vector<Correction> corrections);

// The fate `correct` carries the index of its Correction; the new value itself is not in the plan.
// A cell is a copy of the datum when its field has the category and its value is the same under the field's own
// equality (identifiers: *same*; other text: exactly, or alike in case and spaces, which is noted for the human).
// Accounting documents and what is kept for a legal obligation alone keep what was true then ("true-then").
// `catalogues` in the order of Map::systems: what the database would refuse is asked; without them, the database says
// so when it is too late. Whoever is named by several people's row, or bears a key, is asked too.
Plan rectification(const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells,
                   const law::Library& library, const std::vector<Correction>& corrections,
                   const std::vector<std::optional<relation::Catalogue>>& catalogues);

}  // namespace habeas::plan
