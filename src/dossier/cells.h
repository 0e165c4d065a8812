// Where the cells of a dossier's rows, and the documents they name, come from: the finder's open snapshots, or, in a
// test, values. Whatever plans, answers or acts reads them through this.
#pragma once

#include <habeas/base/personal.h>
#include <habeas/dossier/dossier.h>
#include <habeas/relation/value.h>

#include <functional>
#include <string_view>
#include <vector>

namespace habeas::dossier {

class Cells {
 public:
  using EachRow = std::function<void(std::size_t row, const base::Personal<relation::Row>& cells)>;
  using EachPiece = std::function<void(std::string_view piece)>;

  virtual ~Cells() = default;
  // The rows of `where`, in their order, with these columns in this order.
  virtual void rows(const CollectionRows& where, const std::vector<relation::ColumnName>& columns,
                    const EachRow& each) = 0;
  // Rows of a collection, of the dossier or not, that satisfy `when` and whose `match` cells are one of `keys` as
  // canonical text; with their keys. What knows of the dossier's own rows only gives none.
  using EachMet =
      std::function<void(const relation::RowKey& key, const base::Personal<relation::Row>& match)>;
  virtual void meeting(const map::CollectionAt& /*at*/, const std::vector<relation::ColumnName>& /*match*/,
                       const base::Personal<std::vector<relation::Row>>& /*keys*/,
                       const relation::Condition& /*when*/, const EachMet& /*each*/) {}
  // False: there is no document by that path.
  virtual bool document(const map::SystemName& system, const base::Personal<std::string>& path,
                        const EachPiece& piece) = 0;
};

}  // namespace habeas::dossier
