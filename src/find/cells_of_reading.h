// A Reading's rows and documents as dossier::Cells: what plans, packages and acts read through.
#pragma once

#include <habeas/dossier/cells.h>
#include <habeas/find/find.h>

namespace habeas::find {

class CellsOfReading final : public dossier::Cells {
 public:
  explicit CellsOfReading(Reading& reading) : reading_(reading) {}
  void rows(const dossier::CollectionRows& where, const std::vector<relation::ColumnName>& columns,
            const EachRow& each) override {
    reading_.cells(where, columns, each);
  }
  void meeting(const map::CollectionAt& at, const std::vector<relation::ColumnName>& match,
               const base::Personal<std::vector<relation::Row>>& keys, const relation::Condition& when,
               const EachMet& each) override {
    reading_.meeting(at, match, keys, when, each);
  }
  bool document(const map::SystemName& system, const base::Personal<std::string>& path,
                const EachPiece& piece) override {
    return reading_.document(system, path, piece);
  }

 private:
  Reading& reading_;
};

}  // namespace habeas::find
