#include <habeas/map/layers.h>

#include <algorithm>
#include <limits>
#include <numeric>

namespace habeas::map {
namespace {

constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

bool begins(const Collection& collection) { return collection.is.has_value(); }

bool bears(const Collection& collection) {
  return std::ranges::any_of(collection.fields, [](const Field& f) { return f.identifier.has_value(); }) ||
         std::ranges::any_of(collection.links, [](const Link& l) { return l.identifier.has_value(); });
}

std::size_t index_of(const SystemMap& system, const Link& link) {
  if (link.identifier || link.target_is_sight_only) return nowhere;
  const auto* target = system.collection(link.target);
  return target == nullptr ? nowhere : static_cast<std::size_t>(target - system.collections.data());
}

// Spreads from what is known, over links in both directions, one layer at a time.
void spread(const SystemMap& system, std::vector<std::size_t>& layer) {
  for (std::size_t depth = 0, changed = 1; changed > 0; ++depth) {
    changed = 0;
    for (std::size_t from = 0; from < layer.size(); ++from) {
      for (const auto& link : system.collections[from].links) {
        const auto to = index_of(system, link);
        if (to == nowhere || to == from) continue;
        for (const auto& [known, other] : {std::pair(from, to), std::pair(to, from)}) {
          if (layer[known] != depth || layer[other] != nowhere) continue;
          layer[other] = depth + 1;
          ++changed;
        }
      }
    }
    // An island of later layers may begin beyond a gap.
    if (changed == 0) changed = static_cast<std::size_t>(std::ranges::count(layer, depth + 1));
  }
}

}  // namespace

std::vector<std::size_t> layers(const SystemMap& system) {
  std::vector<std::size_t> layer(system.collections.size(), nowhere);
  for (std::size_t i = 0; i < layer.size(); ++i) {
    if (begins(system.collections[i])) layer[i] = 0;
  }
  spread(system, layer);
  // Rows that bear an identifier and hang on nobody are found as directly as people are.
  for (std::size_t i = 0; i < layer.size(); ++i) {
    if (layer[i] == nowhere && bears(system.collections[i])) layer[i] = 0;
  }
  spread(system, layer);
  std::size_t last = 0;
  for (const auto one : layer) last = one == nowhere ? last : std::max(last, one + 1);
  for (auto& one : layer) one = one == nowhere ? last : one;
  return layer;
}

std::vector<std::size_t> by_layer(const SystemMap& system) {
  const auto layer = layers(system);
  std::vector<std::size_t> order(layer.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return std::pair(layer[a], system.collections[a].name) < std::pair(layer[b], system.collections[b].name);
  });
  return order;
}

}  // namespace habeas::map
