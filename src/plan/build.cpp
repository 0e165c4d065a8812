#include <habeas/plan/build.h>

#include <habeas/base/digest.h>
#include <habeas/base/must.h>

#include <algorithm>
#include <unordered_map>

namespace habeas::plan {
namespace {

std::vector<CellFate> decide_all(const Rows& rows, const dossier::CollectionRows& where,
                                 const dossier::ReachedRow& row, const Decide& decide) {
  std::vector<CellFate> fates;
  fates.reserve(rows.cells().size());
  for (const Cell& cell : rows.cells()) {
    Decision decision = decide(rows, where, row, cell);
    fates.push_back({cell.column, cell.field, cell.first_link(), cell.technical, decision.fate,
                     std::move(decision.ground), std::move(decision.article), decision.becomes,
                     std::move(decision.literal), decision.correction, decision.until,
                     std::move(decision.reference)});
  }
  return fates;
}

std::uint32_t pattern_index(CollectionPlan& plan, std::vector<CellFate> fates) {
  const auto at = std::find(plan.patterns.begin(), plan.patterns.end(), fates);
  const auto index = static_cast<std::uint32_t>(at - plan.patterns.begin());
  if (at == plan.patterns.end()) plan.patterns.push_back(std::move(fates));
  return index;
}

CollectionPlan build_collection(const map::Map& map, const dossier::Dossier& dossier, std::size_t index,
                                const Decide& decide) {
  const dossier::CollectionRows& where = dossier.collections[index];
  const Rows rows(map, where);
  CollectionPlan plan;
  plan.rows_of = index;
  plan.rows.reserve(where.rows.size());
  std::unordered_map<std::string, std::uint32_t> known;  // treatment → pattern
  for (std::size_t i = 0; i < where.rows.size(); ++i) {
    const dossier::ReachedRow& row = where.rows[i];
    const auto [at, is_new] = known.try_emplace(rows.treatment(row), 0u);
    if (is_new) at->second = pattern_index(plan, decide_all(rows, where, row, decide));
    plan.rows.push_back({static_cast<std::uint32_t>(i), at->second});
  }
  return plan;
}

// Every part says its length, so that two different plans never feed the same bytes.
class Canonical {
 public:
  void add(std::string_view part) {
    sha_.add(std::to_string(part.size()));
    sha_.add(":");
    sha_.add(part);
  }
  void add(std::size_t number) { add(std::to_string(number)); }
  void add(const CellFate& cell) {
    add(cell.column.text());
    add(std::to_string(cell.field));
    add(std::to_string(cell.link));
    add(cell.technical ? "technical" : "");
    add(to_string(cell.fate));
    add(cell.ground);
    add(law::to_string(cell.article));
    add(to_string(cell.becomes));
    add(cell.literal);
    add(std::to_string(cell.correction));
    add(cell.until ? base::to_iso(*cell.until) : "");
    add(cell.reference);
  }
  std::string hex() { return sha_.hex(); }

 private:
  base::Sha256 sha_;
};

std::string name_of(const map::Map& map, const dossier::CollectionRows& where) {
  const map::Collection* collection = collection_of(map, where);
  const auto& name = collection ? collection->name : sight_table_of(map, where)->name;
  return map.systems.at(where.at.system).system.text() + "/" + name.text();
}

std::string digest_of(const Plan& plan, const map::Map& map, const dossier::Dossier& dossier) {
  Canonical canonical;
  canonical.add("habeas plan 1");
  canonical.add(law::to_string(plan.right));
  canonical.add(plan.map_digest);
  canonical.add(plan.law_digest);
  canonical.add(plan.collections.size());
  for (const CollectionPlan& collection : plan.collections) {
    const dossier::CollectionRows& where = dossier.collections[collection.rows_of];
    canonical.add(name_of(map, where));
    canonical.add(collection.patterns.size());
    for (const auto& pattern : collection.patterns) {
      canonical.add(pattern.size());
      for (const CellFate& cell : pattern) canonical.add(cell);
    }
    canonical.add(collection.rows.size());
    for (const RowFate& row : collection.rows) {
      canonical.add(where.rows[row.row].key.reveal_encoded());
      canonical.add(where.rows[row.row].copies);
      canonical.add(row.pattern);
    }
  }
  return canonical.hex();
}

}  // namespace

Plan build(law::Right right, const map::Map& map, const dossier::Dossier& dossier,
           const law::Library& library, const Decide& decide) {
  Plan plan;
  plan.right = right;
  plan.map_digest = map.digest;
  plan.law_digest = library.digest();
  for (std::size_t i = 0; i < dossier.collections.size(); ++i) {
    plan.collections.push_back(build_collection(map, dossier, i, decide));
  }
  plan.digest = digest_of(plan, map, dossier);
  return plan;
}

const law::Article& article_of_ground(const law::Library& library, const std::string& ground) {
  const law::Ground* known = library.ground(ground);
  base::must(known != nullptr, "share/law/grounds.yaml lacks a ground that the plans use");
  return known->article;
}

}  // namespace habeas::plan
