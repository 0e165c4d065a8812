#include <habeas/act/compare.h>

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace habeas::act {
namespace {

using Rows = std::unordered_map<std::string, std::size_t>;  // encoded key → index in CollectionPlan::rows

struct Side {
  const plan::CollectionPlan* plan = nullptr;
  const dossier::CollectionRows* rows = nullptr;

  const dossier::ReachedRow& row(std::size_t i) const { return rows->rows.at(plan->rows.at(i).row); }
  const std::vector<plan::CellFate>& fates(std::size_t i) const {
    return plan->patterns.at(plan->rows.at(i).pattern);
  }
  std::size_t size() const { return plan == nullptr ? 0 : plan->rows.size(); }
};

// Tables about nobody are never changed: what of them is shown does not matter here.
Side side_of(const Planned& planned, const map::CollectionAt& at) {
  for (const auto& collection : planned.plan.collections) {
    const auto& rows = planned.dossier.collections.at(collection.rows_of);
    if (!rows.sight_table && rows.at == at) return {&collection, &rows};
  }
  return {};
}

Rows by_key(const Side& side) {
  Rows rows;
  for (std::size_t i = 0; i < side.size(); ++i) rows.emplace(side.row(i).key.reveal_encoded(), i);
  return rows;
}

bool covered(const Side& approved, const Side& now, std::size_t i) {
  const auto& row = now.row(i);
  for (std::size_t k = 0; k < approved.size(); ++k) {
    const auto& known = approved.row(k);
    if (known.klass == row.klass && known.is_person == row.is_person && approved.fates(k) == now.fates(i))
      return true;
  }
  return false;
}

struct Differences {
  std::uint64_t added = 0, uncovered = 0, gone = 0, otherwise = 0;
};

Differences differences(const Side& approved, const Side& now) {
  Differences result;
  const auto known = by_key(approved);
  std::uint64_t met = 0;
  for (std::size_t i = 0; i < now.size(); ++i) {
    const auto found = known.find(now.row(i).key.reveal_encoded());
    if (found == known.end()) {
      ++(covered(approved, now, i) ? result.added : result.uncovered);
      continue;
    }
    ++met;
    const bool same = approved.row(found->second).copies == now.row(i).copies &&
                      approved.row(found->second).klass == now.row(i).klass &&
                      approved.fates(found->second) == now.fates(i);
    if (!same) ++result.otherwise;
  }
  result.gone = approved.size() - met;
  return result;
}

std::string in_words(const std::string& name, const Differences& found) {
  std::string words;
  const auto add = [&](std::uint64_t count, std::string_view what) {
    if (count > 0) words += fmt::format("{}{} row(s) {}", words.empty() ? "" : ", ", count, what);
  };
  add(found.gone, "that were approved are not there or not hers any more");
  add(found.otherwise, "would be treated otherwise than was approved");
  add(found.uncovered, "are new and of a kind that was not approved");
  return words.empty() ? words : name + ": " + words;
}

}  // namespace

Comparison compare(const map::Map& map, const Planned& approved, const Planned& now, std::size_t system) {
  Comparison result;
  const auto& collections = map.systems.at(system).collections;
  for (std::size_t c = 0; c < collections.size(); ++c) {
    const auto found = differences(side_of(approved, {system, c}), side_of(now, {system, c}));
    result.added += found.added;
    const auto words = in_words(collections[c].name.text(), found);
    if (!words.empty()) result.moved += (result.moved.empty() ? "" : "; ") + words;
  }
  return result;
}

}  // namespace habeas::act
