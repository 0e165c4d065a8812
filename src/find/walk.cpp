#include <habeas/find/walk.h>

#include <habeas/find/level.h>

#include <algorithm>
#include <utility>

namespace habeas::find {
namespace {

class Loading {
 public:
  Loading(Chart& chart, Graph& graph, Reading::State& state, const Limits& limits)
      : chart_(chart), graph_(graph), state_(state), limits_(limits) {}

  bool run(const std::vector<Person>& people) {
    for (const auto& person : people) {
      if (!person.undecided) begin(person);
    }
    settle();
    while (!open_.empty()) {
      Level level(chart_, graph_, state_, limits_);
      const auto asked = std::exchange(open_, {});
      for (const auto row : asked) level.ask_row(row);
      if (!level.empty() && !level.run()) return false;
      for (const auto row : asked) take_in(row);
      settle();
    }
    return true;
  }

 private:
  void begin(const Person& person) {
    for (const auto row : person.rows) reach(row, {.owned = true});
    for (const auto& [row, decision] : person.decided_hers) reach(row, {.owned = true});
    for (const auto& known : person.known) {
      if (!known.followed) continue;
      for (const auto& hit : graph_.idents[known.ident].hits) reach(hit.row, begins(chart_, graph_, hit));
    }
  }

  void reach(RowId id, const Reach& reached) {
    auto& row = graph_.rows[id];
    const Reach before{row.owned, row.seen, row.seen_onward};
    row.owned = row.owned || reached.owned;
    row.seen = row.seen || reached.seen;
    row.seen_onward = row.seen_onward || reached.seen_onward;
    if (before == Reach{row.owned, row.seen, row.seen_onward}) return;
    want(id, wanted_of(row));
    changed_.push_back(id);
  }

  std::uint8_t wanted_of(const GraphRow& row) const {
    const auto& place = chart_.places[row.place];
    if (place.sight != nullptr) return 0;
    unsigned wanted = ask::own_of | ask::own_others;
    if (row.owned || row.seen_onward) wanted |= ask::pointing;
    if (row.owned && !place.is_person()) wanted |= ask::owning | ask::bearers;
    return static_cast<std::uint8_t>(wanted);
  }

  void want(RowId id, std::uint8_t wanted) {
    auto& row = graph_.rows[id];
    row.wanted = static_cast<std::uint8_t>(row.wanted | wanted);
    if ((row.wanted & ~row.asked) != 0) open_.push_back(id);
  }

  // The rows that own this one, or that it points at, are read for their owners, and those in their turn.
  void want_owners(RowId id) {
    const auto& place = chart_.places[graph_.rows[id].place];
    if (place.sight != nullptr || place.is_person()) return;
    want(id, ask::own_of | ask::owning | ask::bearers);
  }

  void take_in(RowId id) {
    const auto& row = graph_.rows[id];
    const auto owners = row.owners;
    const auto targets = row.targets;
    for (const auto owner : owners) want_owners(owner);
    if (row.owned || row.seen) {
      for (const auto& target : targets) want_owners(target.to);
    }
    changed_.push_back(id);
  }

  // Passes on what was reached over the links already read, until nothing changes.
  void settle() {
    while (!changed_.empty()) {
      const auto id = changed_.back();
      changed_.pop_back();
      const Reach from{graph_.rows[id].owned, graph_.rows[id].seen, graph_.rows[id].seen_onward};
      if (!from.onward()) continue;
      const auto onward = graph_.rows[id].onward;
      for (const auto& edge : onward) {
        const bool person = chart_.places[graph_.rows[edge.to].place].is_person();
        reach(edge.to, passes(chart_.links[edge.link], from, person));
      }
    }
  }

  Chart& chart_;
  Graph& graph_;
  Reading::State& state_;
  const Limits& limits_;
  std::vector<RowId> open_;     // something is wanted that was not asked
  std::vector<RowId> changed_;  // what it passes on is to be looked at again
};

template <class T>
void sort_once(std::vector<T>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace

Reach passes(const ChartedLink& link, const Reach& from, bool entering_somebody_else) {
  if (!from.onward()) return {};
  if (!link.gives_sight()) {
    if (entering_somebody_else) return {};
    if (from.owned) return {.owned = true};
  }
  return {.seen = true, .seen_onward = link.link->follow};
}

Reach begins(const Chart& chart, const Graph& graph, const Hit& hit) {
  const auto& place = chart.places[graph.rows[hit.row].place];
  if (hit.what == Hit::What::shared_field) return {};
  if (hit.what == Hit::What::field) return {.owned = !place.is_person()};
  const auto& link = place.collection->links[hit.index];
  if (link.kind == map::LinkKind::of) return {.owned = !place.is_person()};
  return {.seen = true, .seen_onward = link.follow};
}

bool load(Chart& chart, Graph& graph, Reading::State& state, const Limits& limits,
          const std::vector<Person>& people) {
  if (!Loading(chart, graph, state, limits).run(people)) return false;
  for (auto& row : graph.rows) {
    sort_once(row.onward);
    sort_once(row.owners);
    sort_once(row.targets);
  }
  for (auto& ident : graph.idents) sort_once(ident.hits);
  return true;
}

}  // namespace habeas::find
