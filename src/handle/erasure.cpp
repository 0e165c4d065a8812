// Erasure (GDPR 17, 19; LIL 51): closing at approval, erased at the end; what is kept is said with its law and date.
#include <habeas/handle/work.h>

#include <habeas/plan/erasure.h>

namespace habeas::handle {
namespace {

// What other measures say about this erasure: a restriction kept for her, disputes that hold data.
plan::ErasureScope scope_of(const Case& of) {
  plan::ErasureScope scope;
  scope.categories = of.all_of("category");
  for (const auto& [reference, since] : of.standing.holds) scope.holds.push_back(reference);
  for (const auto& [activity, freeze] : of.standing.freezes) {
    if (freeze.ground == "b" || freeze.ground == "c") scope.restricted_for_her = true;
  }
  return scope;
}

}  // namespace

Planned plan_erasure(House& house, const Case& of, Found& found, const std::string&) {
  Planned made;
  const plan::ErasureScope scope = scope_of(of);
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
