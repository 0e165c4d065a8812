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
  // False: there is no document by that path.
  virtual bool document(const map::SystemName& system, const base::Personal<std::string>& path,
                        const EachPiece& piece) = 0;
};

}  // namespace habeas::dossier
