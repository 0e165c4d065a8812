// Which rows go as a whole, and which links are let go of (docs/map.md, Links `erase`). A row goes if all its cells may go
// and nothing that stays holds on to it; otherwise it stays as a shell. Links: emptied by default; where the database
// refuses that, or the link's column is itself kept, the row it points at stays.
#pragma once

#include <habeas/plan/refusals.h>
#include <habeas/plan/verdicts.h>

#include <vector>

namespace habeas::plan {

class Leaving {
 public:
  Leaving(const dossier::Dossier& dossier, const Facts& facts,
          const std::vector<CollectionVerdicts>& verdicts, const Refusals& refusals);

  bool goes(std::size_t collection, std::size_t row) const { return goes_[collection][row]; }
  // All its cells might have gone: it stays only because something holds on to it.
  bool would_go(std::size_t collection, std::size_t row) const { return wants_[collection][row]; }

  // Somebody else's row, which she has no sight of, points at it: it stays as a shell.
  bool held_from_outside(std::size_t collection, std::size_t row) const;

  // Does the link of this row name her: lead to a row that is her or that goes, or bear an identifier of hers?
  bool names_her(std::size_t collection, std::size_t row, std::size_t link) const;
  // Is it emptied because of that? Then these cells of the row are (indexes in cells_of()).
  std::vector<std::size_t> emptied_by(std::size_t collection, std::size_t row, std::size_t link) const;

  // A link whose rule for a row that goes a human must replace: refuse, placeholder, an heir to be found.
  static bool needs_decision(const map::Link& link, dossier::Class klass);

 private:
  const dossier::ReachedRow& row(std::size_t collection, std::size_t index) const;
  bool could_go(std::size_t collection, std::size_t row) const;
  bool goes_by_rule(std::size_t collection, std::size_t row) const;
  bool lets_go(std::size_t collection, std::size_t row, std::size_t link) const;
  bool can_be_emptied(std::size_t collection, const Cell& cell) const;
  bool arrived_by_identifier(const dossier::ReachedRow& row, std::size_t link) const;
  bool one_pass();
  std::pair<std::vector<Reference>::const_iterator, std::vector<Reference>::const_iterator> from(
      std::size_t collection, std::size_t row) const;

  const dossier::Dossier& dossier_;
  const Facts& facts_;
  const std::vector<CollectionVerdicts>& verdicts_;
  const Refusals& refusals_;
  std::vector<std::vector<bool>> wants_;
  std::vector<std::vector<bool>> goes_;
};

// Does a list of the map name this cell, by its field or by its column?
bool lists(const std::vector<map::FieldName>& names, const map::Collection& collection, const Cell& cell);

}  // namespace habeas::plan
