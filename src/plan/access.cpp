#include <habeas/plan/access.h>

#include <habeas/plan/build.h>

#include <array>

namespace habeas::plan {
namespace {

// The ground of each reason to withhold, as the law library names it.
std::string ground_of(Withheld withheld) {
  switch (withheld) {
    case Withheld::no: return "own-data";
    case Withheld::secret: return "secret";
    case Withheld::names_another: return "others-rights";
    case Withheld::unproven_identifier: return "unproven-identifier";
    case Withheld::unmapped: return "unmapped";
    case Withheld::by_link: return "others-rights";
    case Withheld::of_anothers_row: return "others-row";
  }
  return "others-row";
}

}  // namespace

Plan access(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library,
            const Scope& scope) {
  const auto decide = [&](const Rows& rows, const dossier::CollectionRows& where,
                          const dossier::ReachedRow& row, const Cell& cell) {
    if (!scope.asks_for(map, where, cell))
      return Decision{Fate::withhold, "not-asked", article_of_ground(library, "not-asked")};
    const Withheld withheld = rows.withheld(row, cell);
    std::string ground = ground_of(withheld);
    law::Article article = article_of_ground(library, ground);
    const Fate fate = withheld == Withheld::no ? Fate::disclose : Fate::withhold;
    return Decision{fate, std::move(ground), std::move(article)};
  };
  return build(law::Right::access, map, dossier, library, decide);
}

}  // namespace habeas::plan
