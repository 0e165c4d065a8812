#include <habeas/plan/references.h>

#include <habeas/plan/cells.h>
#include <habeas/plan/meeting.h>
#include <habeas/relation/condition.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace habeas::plan {
namespace {

using Index = std::unordered_multimap<std::string, std::size_t>;

class Search {
 public:
  Search(const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells)
      : map_(map), dossier_(dossier), cells_(cells) {}

  void read(std::size_t collection) {
    const dossier::CollectionRows& where = dossier_.collections[collection];
    const map::Collection* of = collection_of(map_, where);
    if (!of || where.rows.empty()) return;
    Wanted wanted;
    for (std::size_t i = 0; i < of->links.size(); ++i) want(where, of->links[i], i, wanted);
    if (wanted.links.empty()) return;
    cells_.rows(where, wanted.columns, [&](std::size_t row, const base::Personal<relation::Row>& cells) {
      for (const Wanted::Link& link : wanted.links) meet(collection, row, wanted, link, cells.reveal());
    });
  }

  // The ways that the finder came by.
  void add_ways(std::size_t collection) {
    const dossier::CollectionRows& where = dossier_.collections[collection];
    if (where.sight_table) return;
    for (std::size_t row = 0; row < where.rows.size(); ++row) {
      for (const dossier::Arrival& arrival : where.rows[row].arrivals) add_way(collection, row, arrival);
    }
  }

  std::vector<Reference> take() && { return {found_.begin(), found_.end()}; }

 private:
  struct Wanted {
    struct Link {
      std::size_t index = 0;
      const map::Link* link = nullptr;
      std::size_t target = 0;             // in the dossier
      std::vector<std::size_t> places;    // of its columns in `columns`
      const Index* rows_there = nullptr;  // of the target
    };
    std::vector<relation::ColumnName> columns;
    std::vector<Link> links;
  };

  void want(const dossier::CollectionRows& where, const map::Link& link, std::size_t index, Wanted& wanted) {
    if (link.identifier || link.target_is_sight_only) return;
    const auto target = rows_of_collection(map_, dossier_, where.at.system, link.target);
    if (!target) return;
    Wanted::Link one{index, &link, *target, {}, &index_of(*target, link)};
    for (const auto& [here, there] : link.columns) one.places.push_back(place_of(wanted.columns, here));
    for (const auto& column : relation::columns_of(link.when)) place_of(wanted.columns, column);
    wanted.links.push_back(std::move(one));
  }

  const Index& index_of(std::size_t target, const map::Link& link) {
    std::vector<relation::ColumnName> columns;
    std::vector<std::size_t> places;
    for (const auto& [here, there] : link.columns) places.push_back(place_of(columns, there));
    std::vector<relation::ColumnName> name;
    for (const auto& [here, there] : link.columns) name.push_back(there);
    const auto [at, is_new] = indexes_.try_emplace({target, name});
    if (!is_new) return at->second;
    cells_.rows(dossier_.collections[target], columns,
                [&](std::size_t row, const base::Personal<relation::Row>& cells) {
                  if (const auto key = meeting_key(cells.reveal(), places)) at->second.emplace(*key, row);
                });
    return at->second;
  }

  void meet(std::size_t collection, std::size_t row, const Wanted& wanted, const Wanted::Link& link,
            const relation::Row& cells) {
    const auto cell = [&](const relation::ColumnName& column) -> const relation::Value& {
      const auto at = std::find(wanted.columns.begin(), wanted.columns.end(), column);
      return cells.at(static_cast<std::size_t>(at - wanted.columns.begin()));
    };
    if (!relation::holds(link.link->when, cell)) return;
    const auto key = meeting_key(cells, link.places);
    if (!key) return;
    const auto [from, to] = link.rows_there->equal_range(*key);
    for (auto at = from; at != to; ++at)
      found_.insert({collection, row, link.index, link.target, at->second});
  }

  void add_way(std::size_t collection, std::size_t row, const dossier::Arrival& arrival) {
    if (!arrival.from || !arrival.from_row) return;
    const auto from = std::find_if(
        dossier_.collections.begin(), dossier_.collections.end(),
        [&](const dossier::CollectionRows& rows) { return !rows.sight_table && rows.at == *arrival.from; });
    if (from == dossier_.collections.end() || *arrival.from_row >= from->rows.size()) return;
    const auto there = static_cast<std::size_t>(from - dossier_.collections.begin());
    if (arrival.by == dossier::Arrival::By::link_down)
      found_.insert({collection, row, arrival.link, there, *arrival.from_row});
    if (arrival.by == dossier::Arrival::By::link_up)
      found_.insert({there, *arrival.from_row, arrival.link, collection, row});
  }

  const map::Map& map_;
  const dossier::Dossier& dossier_;
  dossier::Cells& cells_;
  std::map<std::pair<std::size_t, std::vector<relation::ColumnName>>, Index> indexes_;
  std::set<Reference> found_;
};

}  // namespace

std::vector<Reference> references_of(const map::Map& map, const dossier::Dossier& dossier,
                                     dossier::Cells& cells) {
  Search search(map, dossier, cells);
  for (std::size_t i = 0; i < dossier.collections.size(); ++i) search.read(i);
  for (std::size_t i = 0; i < dossier.collections.size(); ++i) search.add_ways(i);
  return std::move(search).take();
}

}  // namespace habeas::plan
