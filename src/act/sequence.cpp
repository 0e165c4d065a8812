#include <habeas/act/sequence.h>

#include <algorithm>
#include <map>

namespace habeas::act {
namespace {

using Waits = std::map<map::SystemName, std::set<map::SystemName>>;

void add_waits(const map::Map& map, const map::CollectionAt& at, Waits& waits) {
  const auto& system = map.systems.at(at.system);
  const auto& collection = system.collections.at(at.collection);
  for (const auto& field : collection.fields) {
    if (field.file && *field.file != system.system) waits[system.system].insert(*field.file);
  }
  for (const auto& downstream : collection.feeds) {
    if (downstream != system.system) waits[downstream].insert(system.system);
  }
}

std::vector<map::SystemName> in_the_file(const map::Map& map, const Waits& waits) {
  std::vector<map::SystemName> names;
  const auto add = [&](const map::SystemName& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const auto& system : map.systems) add(system.system);
  for (const auto& [system, others] : waits) {
    for (const auto& other : others) add(other);
  }
  return names;
}

}  // namespace

std::vector<Turn> sequence(const map::Map& map, const std::vector<map::CollectionAt>& changed) {
  Waits waits;
  for (const auto& at : changed) add_waits(map, at, waits);
  auto left = in_the_file(map, waits);
  std::vector<Turn> turns;
  while (!left.empty()) {
    const auto free = std::find_if(left.begin(), left.end(), [&](const map::SystemName& name) {
      const auto& others = waits[name];
      return std::none_of(left.begin(), left.end(),
                          [&](const auto& other) { return others.contains(other); });
    });
    const auto next = free == left.end() ? left.begin() : free;
    Turn turn{*next, {}};
    for (const auto& earlier : turns) {
      if (waits[*next].contains(earlier.system)) turn.waits_for.insert(earlier.system);
    }
    left.erase(next);
    turns.push_back(std::move(turn));
  }
  return turns;
}

}  // namespace habeas::act
