// Erasure (GDPR 17, 19; LIL 51): closing at approval, erased at the end; what is kept is said with its law and date.
#include <habeas/handle/work.h>

#include <habeas/plan/erasure.h>

#include <algorithm>

namespace habeas::handle {
namespace {

bool kept_for_her(const standing::Freeze& freeze) { return freeze.ground == "b" || freeze.ground == "c"; }

}  // namespace

plan::ErasureScope scope_of(const Case& of) {
  plan::ErasureScope scope;
  for (const auto& [reference, since] : of.standing.holds) scope.holds.push_back(reference);
  for (const auto& [activity, freeze] : of.standing.freezes) {
    scope.restricted_for_her = scope.restricted_for_her || kept_for_her(freeze) ||
                               std::any_of(freeze.also.begin(), freeze.also.end(), kept_for_her);
  }
  return scope;
}

Planned plan_erasure(House& house, const Case& of, Found& found, const std::string&) {
  Planned made;
  plan::ErasureScope scope = scope_of(of);
  scope.categories = of.all_of("category");
  const auto catalogues = catalogues_of(found.systems);
  const base::Date today = house.today();
  made.again = [&house, scope, catalogues, today](const dossier::Dossier& dossier, dossier::Cells& cells) {
    return plan::erasure(house.map, dossier, plan::gather(house.map, dossier, cells), catalogues,
                         house.library, scope, today);
  };
  made.plan = made.again(found.dossier, *found.cells);
  made.changes_systems = true;
  made.effect = "effect.erasure";
  made.letter = answer::LetterKind::erased;
  if (scope.categories.empty())
    made.entries.push_back(entry_of(house, standing::What::erased, of.reference()));
  return made;
}

}  // namespace habeas::handle
