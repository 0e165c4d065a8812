#include <habeas/plan/verdicts.h>

#include <algorithm>
#include <unordered_map>

namespace habeas::plan {
namespace {

std::string date(const std::optional<base::Date>& date) { return date ? base::to_iso(*date) : "-"; }

// Everything of a row that its verdicts depend on.
std::string key_of(const std::vector<KeptFor>& claims, const std::vector<std::uint32_t>& elsewhere) {
  std::string key;
  for (const KeptFor& claim : claims) {
    key +=
        claim.activity->name.text() + ":" + std::to_string(claim.field) + date(claim.start) + date(claim.end);
    key += claim.start_missing ? "m" : "";
    key += claim.at_least ? "l" : "";
    key += claim.from_request ? "r;" : ";";
  }
  for (const std::uint32_t field : elsewhere) key += "e" + std::to_string(field);
  return key;
}

const std::vector<std::uint32_t>& elsewhere_of(const Facts& facts, std::size_t collection, std::size_t row) {
  static const std::vector<std::uint32_t> none;
  return collection < facts.elsewhere.size() ? facts.elsewhere[collection].at(row) : none;
}

bool has(const std::vector<std::uint32_t>& fields, int field) {
  return field >= 0 &&
         std::find(fields.begin(), fields.end(), static_cast<std::uint32_t>(field)) != fields.end();
}

std::vector<Verdict> verdicts_of_row(const map::SystemMap& system, const CollectionVerdicts& where,
                                     const std::vector<KeptFor>& claims,
                                     const std::vector<std::uint32_t>& other_rows, const Purposes& purposes) {
  std::vector<Verdict> verdicts;
  verdicts.reserve(where.cells.size());
  for (const Cell& cell : where.cells) {
    if (has(other_rows, cell.field)) {
      verdicts.push_back({Verdict::Kind::follows, Fate::erase, std::string(elsewhere)});
    } else {
      verdicts.push_back(purposes.of(datum_of(system, *where.collection, cell), cell.field, claims));
    }
  }
  return verdicts;
}

}  // namespace

std::vector<CollectionVerdicts> verdicts_of(const map::Map& map, const dossier::Dossier& dossier,
                                            const Facts& facts, const Purposes& purposes) {
  std::vector<CollectionVerdicts> all;
  for (std::size_t i = 0; i < dossier.collections.size(); ++i) {
    const dossier::CollectionRows& where = dossier.collections[i];
    CollectionVerdicts& one = all.emplace_back();
    one.collection = collection_of(map, where);
    one.cells = cells_of(map, where);
    if (!one.collection) continue;
    std::unordered_map<std::string, std::uint32_t> known;
    for (std::size_t row = 0; row < where.rows.size(); ++row) {
      const auto& claims = facts.of(i, row);
      const auto& other_rows = elsewhere_of(facts, i, row);
      const auto next = static_cast<std::uint32_t>(one.alike.size());
      const auto [at, is_new] = known.try_emplace(key_of(claims, other_rows), next);
      if (is_new)
        one.alike.push_back(
            verdicts_of_row(map.systems.at(where.at.system), one, claims, other_rows, purposes));
      one.of_row.push_back(at->second);
    }
  }
  return all;
}

}  // namespace habeas::plan
