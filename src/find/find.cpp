#include <habeas/find/find.h>

#include <habeas/base/must.h>
#include <habeas/find/judge.h>
#include <habeas/find/level.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <span>
#include <utility>

namespace habeas::find {
namespace {

struct Wave {
  Chart* chart = nullptr;
  Graph graph;
  std::vector<Person> people;
  bool whole = false;  // nothing failed
};

// Everything is read for these people, or something failed and is excluded from now on.
Wave walk(Reading::State& state, std::span<const Sought> sought, const Limits& limits) {
  auto& made = state.charted();
  Wave wave{&made, Graph(made), {}, false};
  for (const auto& person : sought) {
    wave.people.emplace_back();
    wave.people.back().sought = &person;
  }
  wave.whole = identify(made, wave.graph, state, limits, wave.people) &&
               load(made, wave.graph, state, limits, wave.people);
  if (!wave.whole) state.forget_chart();
  return wave;
}

// A failure begins the wave again without what failed, as if that had never been there: what was found by way of
// it is then not found by way of it, and the Dossiers are the same whenever it failed. Each failure takes
// something out, so this ends. Nothing: these people have too many rows to be walked at once.
std::optional<Wave> walk_to_the_end(Reading::State& state, std::span<const Sought> sought, Limits limits) {
  if (sought.size() == 1) limits.rows_at_once = std::numeric_limits<std::size_t>::max();
  try {
    while (true) {
      auto wave = walk(state, sought, limits);
      if (wave.whole) return wave;
    }
  } catch (const TooManyRows&) {
    return std::nullopt;
  }
}

void judge_all(const Wave& wave, const Reading::State& state, std::size_t first,
               const std::function<void(std::size_t, dossier::Dossier)>& each) {
  const Owners owners(*wave.chart, wave.graph, wave.people);
  Coverage coverage(*wave.chart, wave.graph, state);
  for (std::uint32_t i = 0; i < wave.people.size(); ++i) {
    each(first + i, judge(*wave.chart, wave.graph, state, owners, coverage, wave.people[i], i));
  }
}

}  // namespace

void find(const map::Map& map, Reading& reading, const std::vector<Sought>& people, const Limits& limits,
          const std::function<void(std::size_t, dossier::Dossier)>& each) {
  base::must(&map == &reading.state().map, "a Reading is of one map");
  base::must(limits.people_at_once > 0, "a wave has somebody in it");
  auto at_once = limits.people_at_once;
  for (std::size_t begin = 0; begin < people.size();) {
    const auto count = std::min(at_once, people.size() - begin);
    const auto wave = walk_to_the_end(reading.state(), std::span(people).subspan(begin, count), limits);
    if (!wave) {
      at_once = count / 2;
      continue;
    }
    judge_all(*wave, reading.state(), begin, each);
    begin += count;
    if (wave->graph.rows.size() < limits.rows_at_once / 4)
      at_once = std::min(2 * at_once, limits.people_at_once);
  }
}

dossier::Dossier find_one(const map::Map& map, Reading& reading, const Sought& person, const Limits& limits) {
  dossier::Dossier result;
  find(map, reading, {person}, limits,
       [&](std::size_t, dossier::Dossier dossier) { result = std::move(dossier); });
  return result;
}

}  // namespace habeas::find
