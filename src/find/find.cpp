#include <habeas/find/find.h>

#include <habeas/base/must.h>
#include <habeas/find/judge.h>
#include <habeas/find/level.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace habeas::find {
namespace {

struct Wave {
  Chart chart;
  Graph graph;
  std::vector<Person> people;
  bool whole = false;  // nothing failed
};

// Everything is read for these people, or something failed and is excluded from now on.
Wave walk(Reading::State& state, std::span<const Sought> sought, const Limits& limits) {
  auto made = chart(state.map, state.catalogues(), state.exclusions);
  Graph graph(made);
  Wave wave{std::move(made), std::move(graph), {}, false};
  for (const auto& person : sought) {
    wave.people.emplace_back();
    wave.people.back().sought = &person;
  }
  wave.whole = identify(wave.chart, wave.graph, state, limits, wave.people) &&
               load(wave.chart, wave.graph, state, limits, wave.people);
  return wave;
}

// A failure begins the wave again without what failed, as if that had never been there: what was found by way of
// it is then not found by way of it, and the Dossiers are the same whenever it failed. Each failure takes
// something out, so this ends.
Wave walk_to_the_end(Reading::State& state, std::span<const Sought> sought, const Limits& limits) {
  while (true) {
    auto wave = walk(state, sought, limits);
    if (wave.whole) return wave;
  }
}

}  // namespace

void find(const map::Map& map, Reading& reading, const std::vector<Sought>& people, const Limits& limits,
          const std::function<void(std::size_t, dossier::Dossier)>& each) {
  base::must(&map == &reading.state().map, "a Reading is of one map");
  base::must(limits.people_at_once > 0, "a wave has somebody in it");
  for (std::size_t begin = 0; begin < people.size(); begin += limits.people_at_once) {
    const auto count = std::min(limits.people_at_once, people.size() - begin);
    const auto wave = walk_to_the_end(reading.state(), std::span(people).subspan(begin, count), limits);
    const Owners owners(wave.chart, wave.graph, wave.people);
    Coverage coverage(wave.chart, wave.graph, reading.state());
    for (std::uint32_t i = 0; i < wave.people.size(); ++i) {
      each(begin + i, judge(wave.chart, wave.graph, reading.state(), owners, coverage, wave.people[i], i));
    }
  }
}

dossier::Dossier find_one(const map::Map& map, Reading& reading, const Sought& person, const Limits& limits) {
  dossier::Dossier result;
  find(map, reading, {person}, limits,
       [&](std::size_t, dossier::Dossier dossier) { result = std::move(dossier); });
  return result;
}

}  // namespace habeas::find
