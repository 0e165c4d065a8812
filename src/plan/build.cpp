#include <habeas/plan/build.h>

#include <habeas/base/digest.h>
#include <habeas/base/must.h>

#include <algorithm>
#include <unordered_map>

namespace habeas::plan {
namespace {

CellFate fate_of(const Cell& cell, Decision decision) {
  return {cell.column,
          cell.field,
          cell.first_link(),
          cell.technical,
          decision.fate,
          std::move(decision.ground),
          std::move(decision.article),
          decision.becomes,
          std::move(decision.literal),
          decision.correction,
          decision.until,
          std::move(decision.reference),
          std::move(decision.activity),
          decision.at_least};
}

// Every part says its length, so that two different plans never feed the same bytes.
class Canonical {
 public:
  void add(std::string_view part) {
    bytes_ += std::to_string(part.size());
    bytes_ += ':';
    bytes_ += part;
    if (bytes_.size() > 1 << 16) flush();
  }
  void add(std::size_t number) { add(std::to_string(number)); }
  void add(const std::vector<std::string>& texts) {
    add(texts.size());
    for (const std::string& text : texts) add(text);
  }
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
    add(cell.activity);
    add(cell.at_least ? "at least" : "");
  }
  std::string take_bytes() && { return std::move(bytes_); }
  std::string hex() {
    flush();
    return sha_.hex();
  }

 private:
  void flush() {
    sha_.add(bytes_);
    bytes_.clear();
  }

  std::string bytes_;
  base::Sha256 sha_;
};

// Equal fates as equal bytes, so that a pattern is found at once among many.
std::string key_of(const std::vector<CellFate>& fates) {
  std::string key;
  for (const CellFate& cell : fates) {
    Canonical canonical;
    canonical.add(cell);
    key += std::move(canonical).take_bytes();
  }
  return key;
}

// The patterns of a collection, each once.
class Patterns {
 public:
  explicit Patterns(CollectionPlan& plan) : plan_(plan) {}

  std::uint32_t index(std::vector<CellFate> fates) {
    const auto next = static_cast<std::uint32_t>(plan_.patterns.size());
    const auto [at, is_new] = known_.try_emplace(key_of(fates), next);
    if (is_new) plan_.patterns.push_back(std::move(fates));
    return at->second;
  }

 private:
  CollectionPlan& plan_;
  std::unordered_map<std::string, std::uint32_t> known_;
};

std::vector<CellFate> decide_all(const Rows& rows, const dossier::CollectionRows& where,
                                 const dossier::ReachedRow& row, const Decide& decide) {
  std::vector<CellFate> fates;
  fates.reserve(rows.cells().size());
  for (const Cell& cell : rows.cells()) fates.push_back(fate_of(cell, decide(rows, where, row, cell)));
  return fates;
}

CollectionPlan build_collection(const map::Map& map, const dossier::Dossier& dossier, std::size_t index,
                                const Decide& decide) {
  const dossier::CollectionRows& where = dossier.collections[index];
  const Rows rows(map, where);
  CollectionPlan plan;
  plan.rows_of = index;
  plan.rows.reserve(where.rows.size());
  Patterns patterns(plan);
  std::unordered_map<std::string, std::uint32_t> known;  // treatment → pattern
  for (std::size_t i = 0; i < where.rows.size(); ++i) {
    const dossier::ReachedRow& row = where.rows[i];
    const auto [at, is_new] = known.try_emplace(rows.treatment(row), 0u);
    if (is_new) at->second = patterns.index(decide_all(rows, where, row, decide));
    plan.rows.push_back({static_cast<std::uint32_t>(i), at->second});
  }
  return plan;
}

CollectionPlan build_collection(const map::Map& map, const dossier::Dossier& dossier, std::size_t index,
                                const DecideRow& fates_of) {
  const dossier::CollectionRows& where = dossier.collections[index];
  const std::vector<Cell> cells = cells_of(map, where);
  CollectionPlan plan;
  plan.rows_of = index;
  plan.rows.reserve(where.rows.size());
  Patterns patterns(plan);
  for (std::size_t i = 0; i < where.rows.size(); ++i) {
    std::vector<Decision> decisions = fates_of(index, i);
    base::must(decisions.size() == cells.size(), "every cell of a row has exactly one fate");
    std::vector<CellFate> fates;
    fates.reserve(cells.size());
    for (std::size_t c = 0; c < cells.size(); ++c)
      fates.push_back(fate_of(cells[c], std::move(decisions[c])));
    plan.rows.push_back({static_cast<std::uint32_t>(i), patterns.index(std::move(fates))});
  }
  return plan;
}

std::string name_of(const map::Map& map, const dossier::CollectionRows& where) {
  const map::Collection* collection = collection_of(map, where);
  const auto& name = collection ? collection->name : sight_table_of(map, where)->name;
  return map.systems.at(where.at.system).system.text() + "/" + name.text();
}

std::string digest_of(const Plan& plan, const map::Map& map, const dossier::Dossier& dossier) {
  Canonical canonical;
  canonical.add("habeas plan 2");
  canonical.add(law::to_string(plan.right));
  canonical.add(plan.map_digest);
  canonical.add(plan.law_digest);
  canonical.add(plan.questions);
  canonical.add(plan.notes);
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

template <class Fates>
Plan build_all(law::Right right, const map::Map& map, const dossier::Dossier& dossier,
               const law::Library& library, const Fates& fates) {
  Plan plan;
  plan.right = right;
  plan.map_digest = map.digest;
  plan.law_digest = library.digest();
  for (std::size_t i = 0; i < dossier.collections.size(); ++i) {
    plan.collections.push_back(build_collection(map, dossier, i, fates));
  }
  return plan;
}

}  // namespace

Plan build(law::Right right, const map::Map& map, const dossier::Dossier& dossier,
           const law::Library& library, const Decide& decide) {
  Plan plan = build_all(right, map, dossier, library, decide);
  plan.digest = digest_of(plan, map, dossier);
  return plan;
}

Plan build_by_row(law::Right right, const map::Map& map, const dossier::Dossier& dossier,
                  const law::Library& library, const DecideRow& fates_of,
                  const std::function<Remarks()>& remarks) {
  Plan plan = build_all(right, map, dossier, library, fates_of);
  Remarks said = remarks();
  plan.questions = std::move(said.questions);
  plan.notes = std::move(said.notes);
  plan.digest = digest_of(plan, map, dossier);
  return plan;
}

const law::Article& article_of_ground(const law::Library& library, const std::string& ground) {
  const law::Ground* known = library.ground(ground);
  base::must(known != nullptr, "share/law/grounds.yaml lacks a ground that the plans use");
  return known->article;
}

}  // namespace habeas::plan
