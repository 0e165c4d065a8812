// What the purposes say of every cell of a dossier, before structure is asked (purposes.h). Rows with the same claims
// share one list.
#pragma once

#include <habeas/plan/purposes.h>

#include <cstdint>
#include <vector>

namespace habeas::plan {

struct CollectionVerdicts {
  const map::Collection* collection = nullptr;  // nullptr: a table about nobody
  std::vector<Cell> cells;
  std::vector<std::vector<Verdict>> alike;  // each: one for each cell
  std::vector<std::uint32_t> of_row;        // index in `alike`

  const std::vector<Verdict>& of(std::size_t row) const { return alike[of_row[row]]; }
};

// By the dossier's collections.
std::vector<CollectionVerdicts> verdicts_of(const map::Map& map, const dossier::Dossier& dossier,
                                            const Facts& facts, const Purposes& purposes);

// A key-value field that another row holds: it has no cell here, and does what the row does.
inline constexpr std::string_view elsewhere = "elsewhere";

}  // namespace habeas::plan
