// The fate of every cell of a row, once it is known which rows go: gone with its row, emptied in a row that stays, kept
// by a purpose, kept to hold a shell together, or somebody else's.
#pragma once

#include <habeas/plan/asking.h>
#include <habeas/plan/leaving.h>

namespace habeas::plan {

class Erasing {
 public:
  Erasing(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library,
          const std::vector<CollectionVerdicts>& verdicts, const Leaving& leaving, const Refusals& refusals,
          Asking& asking);

  // The decisions on all cells of a row, in the order of cells_of().
  std::vector<Decision> row(std::size_t collection, std::size_t row);

 private:
  struct Where;  // a row: its place, collection and verdicts

  std::vector<Decision> gone(const Where& where) const;
  std::vector<Decision> of_her_own(const Where& where);
  std::vector<Decision> of_others(const Where& where);

  Decision own_cell(const Where& where, std::size_t cell);
  Decision emptied(const Where& where, std::size_t cell);
  Decision by_purposes(const Where& where, std::size_t cell);
  std::vector<bool> emptied_links(const Where& where) const;
  void her_cells_of_link(const Where& where, std::size_t link, std::vector<bool>& hers) const;
  std::vector<bool> her_cells(const Where& where) const;
  Decision her_cell_of_others(const Where& where, std::size_t cell);

  Decision decided(Fate fate, const std::string& ground) const;
  void ask_about_doubt(const Where& where, const Cell& cell, const Verdict& verdict);
  void ask(const Where& where, const std::string& sentence);
  std::string name(const Where& where, const std::string& part) const;

  const map::Map& map_;
  const dossier::Dossier& dossier_;
  const law::Library& library_;
  const std::vector<CollectionVerdicts>& verdicts_;
  const Leaving& leaving_;
  const Refusals& refusals_;
  Asking& asking_;
};

}  // namespace habeas::plan
