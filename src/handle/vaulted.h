// What a restriction put away is still hers to see (GDPR 15, 18(2)): her rows as they are, with the values out of the
// register's vault in the places that hold something else meanwhile. Internal to handle/.
#pragma once

#include <habeas/handle/work.h>

namespace habeas::handle {

class WithVault final : public dossier::Cells {
 public:
  WithVault(House& house, const Case& of, dossier::Cells& under);
  void rows(const dossier::CollectionRows& where, const std::vector<relation::ColumnName>& columns,
            const EachRow& each) override;
  bool document(const map::SystemName& system, const base::Personal<std::string>& path,
                const EachPiece& piece) override;

 private:
  relation::Value whole(const dossier::CollectionRows& where, std::size_t row,
                        const relation::ColumnName& column, const relation::Value& now) const;

  House& house_;
  dossier::Cells& under_;
  std::vector<std::string> freezes_;  // requests of hers that put values away
};

}  // namespace habeas::handle
