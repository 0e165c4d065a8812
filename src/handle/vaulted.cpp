#include <habeas/handle/vaulted.h>

#include <habeas/act/becoming.h>
#include <habeas/act/compile.h>
#include <habeas/plan/cells.h>

namespace habeas::handle {

using relation::Value;

WithVault::WithVault(House& house, const Case& of, dossier::Cells& under) : house_(house), under_(under) {
  if (!of.person) return;
  for (const std::string& reference : house.people.requests_of(*of.person)) {
    const Case other = case_of(house, reference);
    const bool puts_away = other.request.right == law::Right::restriction && other.detail("vault") == "yes";
    if (puts_away && other.request.run_begun) freezes_.push_back(reference);
  }
}

// Only where what was written instead still stands there: once released, or written by somebody, the cell tells.
Value WithVault::whole(const dossier::CollectionRows& where, std::size_t row,
                       const relation::ColumnName& column, const Value& now) const {
  const map::SystemMap& system = house_.map.systems[where.at.system];
  const std::string name =
      act::vault_name(system.system, system.collections[where.at.collection], column, where.rows[row].key);
  for (const std::string& reference : freezes_) {
    const auto kept = house_.people.put_away(reference, "vault/" + name);
    if (!kept || kept->reveal().empty()) continue;
    if (const auto before = act::put_back(*kept, now)) return *before;
  }
  return now;
}

void WithVault::rows(const dossier::CollectionRows& where, const std::vector<relation::ColumnName>& columns,
                     const EachRow& each) {
  if (freezes_.empty() || !plan::collection_of(house_.map, where)) return under_.rows(where, columns, each);
  under_.rows(where, columns, [&](std::size_t row, const base::Personal<relation::Row>& cells) {
    relation::Row values;
    for (std::size_t i = 0; i < columns.size(); ++i)
      values.push_back(whole(where, row, columns[i], cells.reveal()[i]));
    each(row, base::Personal<relation::Row>(std::move(values)));
  });
}

bool WithVault::document(const map::SystemName& system, const base::Personal<std::string>& path,
                         const EachPiece& piece) {
  return under_.document(system, path, piece);
}

}  // namespace habeas::handle
