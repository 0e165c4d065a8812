#include <habeas/find/judge.h>

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

// What one person reaches, and by which ways.
namespace habeas::find {
namespace {

using By = dossier::Arrival::By;

constexpr std::uint32_t far = std::numeric_limits<std::uint32_t>::max();

struct Merged {
  Reach reach;
  bool changed = false;
};

Merged merged(const Reach& a, const Reach& b) {
  const Reach both{a.owned || b.owned, a.seen || b.seen, a.seen_onward || b.seen_onward};
  return {both, !(both == a)};
}

bool is_somebody_else(const Chart& chart, const Graph& graph, const Owners& owners, RowId row,
                      std::uint32_t number) {
  return chart.places[graph.rows[row].place].is_person() && !owners.is_person(row, number);
}

// What a human said is somebody else's is never hers; she may see it where the map says so.
bool is_barred(const Person& person, RowId row, const Reach& by) {
  return by.owned && person.decided_others.contains(row);
}

class Paths {
 public:
  Paths(const Graph& graph, const Reached& reached, Ways& ways)
      : graph_(graph), reached_(reached), ways_(ways) {}

  void sort() {
    measure();
    for (auto& [row, ways] : ways_) {
      std::sort(ways.begin(), ways.end(), [&](const Way& a, const Way& b) { return before(a, b); });
      std::vector<Way> once;
      for (const auto& way : ways) {
        const bool is_new =
            std::none_of(once.begin(), once.end(), [&](const Way& kept) { return same_kind(kept, way); });
        if (is_new) once.push_back(way);
      }
      ways = std::move(once);
    }
  }

 private:
  // Distances from what was supplied: over ownership for what is hers, then over everything for what she sees.
  void measure() {
    std::unordered_map<RowId, std::vector<std::pair<RowId, bool>>> next;
    std::map<std::uint32_t, std::vector<RowId>> at;
    for (const auto& [row, ways] : ways_) {
      for (const auto& way : ways) {
        if (way.from) {
          next[*way.from].emplace_back(row, way.sight);
        } else if (counts(row, way.sight) && distance_.try_emplace(row, 0).second) {
          at[0].push_back(row);
        }
      }
    }
    while (!at.empty()) {
      const auto [depth, rows] = std::move(*at.begin());
      at.erase(at.begin());
      for (const auto row : rows) {
        for (const auto& [to, sight] : next[row]) {
          if (!counts(to, sight) || !distance_.try_emplace(to, depth + 1).second) continue;
          at[depth + 1].push_back(to);
        }
      }
    }
  }

  // A row that is hers is explained by the way that made it hers.
  bool counts(RowId row, bool sight) const { return !sight || !reached_.at(row).owned; }

  std::uint32_t length(const Way& way) const {
    if (!way.from) return 0;
    const auto found = distance_.find(*way.from);
    return found == distance_.end() ? far : found->second + 1;
  }

  bool before(const Way& a, const Way& b) const {
    const auto rank = [&](const Way& way) {
      return std::tuple(way.sight, length(way), way.by != By::decision, way.by, way.link,
                        way.from ? graph_.rows[*way.from].place : nowhere);
    };
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    return a.from && b.from && comes_before(graph_, *a.from, *b.from);
  }

  bool same_kind(const Way& a, const Way& b) const {
    const auto kind = [&](const Way& way) {
      return std::tuple(way.by, way.link, way.sight, way.from ? graph_.rows[*way.from].place : nowhere);
    };
    return kind(a) == kind(b);
  }

  const Graph& graph_;
  const Reached& reached_;
  Ways& ways_;
  std::unordered_map<RowId, std::uint32_t> distance_;
};

}  // namespace

Reached reached_by(const Chart& chart, const Graph& graph, const Owners& owners, const Person& person,
                   std::uint32_t number) {
  Reached reached;
  std::vector<RowId> open;
  const auto reach = [&](RowId row, const Reach& by) {
    if (by == Reach{} || is_barred(person, row, by)) return;
    const auto [both, changed] = merged(reached[row], by);
    reached[row] = both;
    if (changed) open.push_back(row);
  };
  for (const auto row : person.rows) reach(row, {.owned = true});
  for (const auto& [row, decision] : person.decided_hers) reach(row, {.owned = true});
  for (const auto& known : person.known) {
    if (!known.followed) continue;
    for (const auto& hit : graph.idents[known.ident].hits) reach(hit.row, begins(chart, graph, hit));
  }
  while (!open.empty()) {
    const auto row = open.back();
    open.pop_back();
    const auto from = reached[row];
    if (!from.onward()) continue;
    for (const auto& edge : graph.rows[row].onward) {
      reach(edge.to,
            passes(chart.links[edge.link], from, is_somebody_else(chart, graph, owners, edge.to, number)));
    }
  }
  return reached;
}

Ways ways_to(const Chart& chart, const Graph& graph, const Owners& owners, const Person& person,
             std::uint32_t number, const Reached& reached) {
  Ways ways;
  for (const auto& [row, decision] : person.decided_hers)
    ways[row].push_back({By::decision, static_cast<std::uint32_t>(decision), false, std::nullopt});
  for (const auto& known : person.known) {
    if (!known.followed) continue;
    for (const auto& hit : graph.idents[known.ident].hits) {
      if (!reached.contains(hit.row) || known.found_in == hit.row) continue;
      const bool is_her = owners.is_person(hit.row, number) && hit.what == Hit::What::field;
      const auto by = begins(chart, graph, hit);
      if ((by == Reach{} && !is_her) || is_barred(person, hit.row, by)) continue;
      ways[hit.row].push_back({hit.what == Hit::What::link ? By::identifier_link : By::identifier, hit.index,
                               !by.owned && !is_her, known.found_in});
    }
  }
  for (const auto& [row, from] : reached) {
    if (!from.onward()) continue;
    for (const auto& edge : graph.rows[row].onward) {
      const auto& link = chart.links[edge.link];
      const auto by = passes(link, from, is_somebody_else(chart, graph, owners, edge.to, number));
      if (by == Reach{} || edge.to == row || is_barred(person, edge.to, by)) continue;
      ways[edge.to].push_back({edge.up ? By::link_up : By::link_down, link.index, !by.owned, row});
    }
  }
  Paths(graph, reached, ways).sort();
  return ways;
}

}  // namespace habeas::find
