// Building a plan: one pattern for all rows of a collection that are treated alike, and the digest over it all.
#pragma once

#include <habeas/plan/fate.h>
#include <habeas/plan/withhold.h>

#include <functional>

namespace habeas::plan {

// Decides one cell of one row: fate, ground and article. It must depend on nothing of the row but what
// Rows::treatment tells apart.
struct Decision {
  Fate fate = Fate::disclose;
  std::string ground;
  law::Article article;
  Becomes becomes = Becomes::same;
  std::string literal{};
  int correction = -1;
  std::optional<base::Date> until{};
  std::string reference{};
  std::string activity{};
  bool at_least = false;
};
using Decide = std::function<Decision(const Rows& rows, const dossier::CollectionRows& where,
                                      const dossier::ReachedRow& row, const Cell& cell)>;

Plan build(law::Right right, const map::Map& map, const dossier::Dossier& dossier,
           const law::Library& library, const Decide& decide);

// The same for a plan whose decisions differ from row to row of one treatment (dates, neighbours): `fates_of` gives
// the decisions on all cells of a row, in the order of cells_of().
using DecideRow = std::function<std::vector<Decision>(std::size_t collection, std::size_t row)>;
struct Remarks {
  std::vector<std::string> questions;  // in their final order
  std::vector<std::string> notes;
};
Plan build_by_row(law::Right right, const map::Map& map, const dossier::Dossier& dossier,
                  const law::Library& library, const DecideRow& fates_of,
                  const std::function<Remarks()>& remarks);

// The article of a ground that the library must know: the closed list is data.
const law::Article& article_of_ground(const law::Library& library, const std::string& ground);

}  // namespace habeas::plan
