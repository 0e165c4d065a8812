// What of a reached row is not hers to see, cell by cell: secrets, cells that name somebody else, and what the
// links she came by do not let through (GDPR 15(4), 20(4); docs/map.md, Links `withhold` and Semantics 3 and 6).
// Access and portability ask the same question here.
#pragma once

#include <habeas/plan/cells.h>

#include <string_view>

namespace habeas::plan {

// The one thing a cell is withheld for, in the order in which the rules are asked.
enum class Withheld {
  no,
  secret,               // never shown; in another's row the ground is the row's
  names_another,        // the column of a link that leads to somebody else
  unproven_identifier,  // an identifier that is not proven to be hers
  unmapped,             // what no field reads of a column, in a row that is not hers alone: it may be theirs
  by_link,              // a link of ownership lists it in `withhold`
  of_anothers_row,      // the row is somebody else's, and every link she came by keeps this cell back
};

class Rows {
 public:
  Rows(const map::Map& map, const dossier::CollectionRows& where);

  const std::vector<Cell>& cells() const { return cells_; }
  Withheld withheld(const dossier::ReachedRow& row, const Cell& cell) const;

  // Everything that withheld() depends on, as bytes: rows with the same are treated alike.
  std::string treatment(const dossier::ReachedRow& row) const;

 private:
  const map::Link* link_of(const dossier::Arrival& arrival) const;
  bool keeps_back(const dossier::ReachedRow& row, const dossier::Arrival& arrival, const Cell& cell) const;
  bool stub_shows(const dossier::Arrival& arrival, const map::Link* link, const Cell& cell) const;
  bool names_another(const dossier::ReachedRow& row, const Cell& cell) const;
  bool personal(const Cell& cell) const;
  bool listed(const map::Withhold& withhold, const Cell& cell) const;

  const map::Map& map_;
  const map::Collection* collection_;  // nullptr: a table about nobody
  std::vector<Cell> cells_;
};

}  // namespace habeas::plan
