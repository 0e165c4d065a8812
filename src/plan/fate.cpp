#include <habeas/plan/fate.h>

#include <habeas/base/must.h>

#include <algorithm>
#include <array>
#include <map>

namespace habeas::plan {

std::string_view to_string(Fate fate) {
  static constexpr std::array<std::string_view, 13> words = {
      "disclose", "withhold", "correct", "erase",  "clear",   "mask",     "redact",
      "replace",  "keep",     "archive", "freeze", "release", "untouched"};
  return words.at(static_cast<std::size_t>(fate));
}

std::string_view to_string(Becomes becomes) {
  static constexpr std::array<std::string_view, 10> words = {"same",     "nothing",  "literal",   "truncated",
                                                             "masked",   "redacted", "pseudonym", "corrected",
                                                             "put-away", "put-back"};
  return words.at(static_cast<std::size_t>(becomes));
}

void Counts::add(Fate fate, const std::string& ground, std::uint64_t cells) {
  found += cells;
  if (fate == Fate::disclose) {
    disclosed += cells;
    return;
  }
  withheld += cells;
  const auto at = std::lower_bound(withheld_by_ground.begin(), withheld_by_ground.end(), ground,
                                   [](const auto& entry, const std::string& id) { return entry.first < id; });
  if (at != withheld_by_ground.end() && at->first == ground) {
    at->second += cells;
  } else {
    withheld_by_ground.insert(at, {ground, cells});
  }
}

Counts count(const Plan& plan) {
  Counts counts;
  for (const CollectionPlan& collection : plan.collections) {
    std::vector<std::uint64_t> rows_alike(collection.patterns.size(), 0);
    for (const RowFate& row : collection.rows) ++rows_alike.at(row.pattern);
    counts.rows += collection.rows.size();
    for (std::size_t pattern = 0; pattern < rows_alike.size(); ++pattern) {
      for (const CellFate& cell : collection.patterns[pattern]) {
        counts.add(cell.fate, cell.ground, rows_alike[pattern]);
      }
    }
  }
  return counts;
}

namespace {

std::uint64_t& part_of(Balance& balance, Fate fate) {
  switch (fate) {
    case Fate::erase:
    case Fate::clear: return balance.gone;
    case Fate::correct:
    case Fate::mask:
    case Fate::redact:
    case Fate::replace: return balance.replaced;
    case Fate::disclose:
    case Fate::withhold:
    case Fate::keep:
    case Fate::archive:
    case Fate::freeze:
    case Fate::release: return balance.kept;
    case Fate::untouched: break;
  }
  return balance.untouched;
}

}  // namespace

Balance balance(const Plan& plan) {
  Balance balance;
  std::map<std::string, std::uint64_t> by_ground;
  for (const CollectionPlan& collection : plan.collections) {
    for (const RowFate& row : collection.rows) {
      const std::vector<CellFate>& cells = collection.patterns.at(row.pattern);
      for (const CellFate& cell : cells) {
        ++balance.found;
        ++part_of(balance, cell.fate);
        ++by_ground[cell.ground];
      }
      if (!cells.empty() && cells.front().fate == Fate::erase) ++balance.rows_gone;
    }
  }
  balance.by_ground.assign(by_ground.begin(), by_ground.end());
  return balance;
}

}  // namespace habeas::plan
