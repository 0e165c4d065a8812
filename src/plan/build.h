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
};
using Decide = std::function<Decision(const Rows& rows, const dossier::CollectionRows& where,
                                      const dossier::ReachedRow& row, const Cell& cell)>;

Plan build(law::Right right, const map::Map& map, const dossier::Dossier& dossier,
           const law::Library& library, const Decide& decide);

// The article of a ground that the library must know: the closed list is data (RIGHTS.md C10).
const law::Article& article_of_ground(const law::Library& library, const std::string& ground);

}  // namespace habeas::plan
