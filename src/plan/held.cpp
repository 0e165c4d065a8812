#include <habeas/plan/held.h>

#include <habeas/plan/cells.h>
#include <habeas/plan/meeting.h>

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace habeas::plan {
namespace {

using relation::ColumnName;
using Held = std::set<std::pair<std::size_t, std::size_t>>;

std::vector<std::size_t> all_places(std::size_t count) {
  std::vector<std::size_t> places(count);
  for (std::size_t i = 0; i < count; ++i) places[i] = i;
  return places;
}

class Outside {
 public:
  Outside(const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells)
      : map_(map), dossier_(dossier), cells_(cells) {}

  Held all() {
    for (std::size_t c = 0; c < dossier_.collections.size(); ++c) {
      const map::Collection* collection = collection_of(map_, dossier_.collections[c]);
      if (collection && !dossier_.collections[c].rows.empty()) hold(c, *collection);
    }
    return std::move(held_);
  }

 private:
  void hold(std::size_t c, const map::Collection& target) {
    const auto system = dossier_.collections[c].at.system;
    const auto& collections = map_.systems.at(system).collections;
    for (std::size_t h = 0; h < collections.size(); ++h) {
      for (const map::Link& link : collections[h].links) {
        if (!link.identifier && !link.target_is_sight_only && link.target == target.name)
          hold_by(c, {system, h}, link);
      }
    }
  }

  void hold_by(std::size_t c, const map::CollectionAt& at, const map::Link& link) {
    std::vector<ColumnName> here;
    std::vector<ColumnName> there;
    for (const auto& [one, other] : link.columns) {
      here.push_back(one);
      there.push_back(other);
    }
    const auto places = all_places(link.columns.size());
    std::unordered_multimap<std::string, std::size_t> rows;
    std::vector<relation::Row> keys;
    cells_.rows(dossier_.collections[c], there,
                [&](std::size_t row, const base::Personal<relation::Row>& cells) {
                  const auto key = meeting_key(cells.reveal(), places);
                  if (!key) return;
                  if (!rows.contains(*key)) keys.push_back(cells.reveal());
                  rows.emplace(*key, row);
                });
    if (keys.empty()) return;
    const auto& known = known_rows(at);
    cells_.meeting(at, here, base::Personal(std::move(keys)), link.when,
                   [&](const relation::RowKey& key, const base::Personal<relation::Row>& match) {
                     if (known.contains(key.reveal_encoded())) return;
                     const auto met = meeting_key(match.reveal(), places);
                     if (!met) return;
                     const auto [from, to] = rows.equal_range(*met);
                     for (auto row = from; row != to; ++row) held_.emplace(c, row->second);
                   });
  }

  const std::unordered_set<std::string>& known_rows(const map::CollectionAt& at) {
    const auto [found, is_new] = known_.try_emplace({at.system, at.collection});
    if (const auto* rows = is_new ? dossier_.rows_of(at) : nullptr) {
      for (const auto& row : rows->rows) found->second.insert(row.key.reveal_encoded());
    }
    return found->second;
  }

  const map::Map& map_;
  const dossier::Dossier& dossier_;
  dossier::Cells& cells_;
  std::map<std::pair<std::size_t, std::size_t>, std::unordered_set<std::string>> known_;
  Held held_;
};

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> held_from_outside(const map::Map& map,
                                                                   const dossier::Dossier& dossier,
                                                                   dossier::Cells& cells) {
  const Held held = Outside(map, dossier, cells).all();
  return {held.begin(), held.end()};
}

}  // namespace habeas::plan
