// Cells that are read more than once while a package is written: a small collection is kept, a large one read again.
#pragma once

#include <habeas/dossier/cells.h>

namespace habeas::answer {

using dossier::Cells;

// The package reads a collection once for each file it writes of it. A small collection is read once and kept;
// a large one is read again from the same snapshot, so that memory stays bounded.
class CellsRemembered final : public Cells {
 public:
  CellsRemembered(Cells& cells, std::size_t bytes) : cells_(cells), limit_(bytes) {}
  void rows(const dossier::CollectionRows& where, const std::vector<relation::ColumnName>& columns,
            const EachRow& each) override;
  bool document(const map::SystemName& system, const base::Personal<std::string>& path,
                const EachPiece& piece) override;

 private:
  Cells& cells_;
  std::size_t limit_;
  const dossier::CollectionRows* kept_of_ = nullptr;
  std::vector<relation::ColumnName> kept_columns_;
  std::vector<std::pair<std::size_t, base::Personal<relation::Row>>> kept_;
};

}  // namespace habeas::answer
