// Restriction, "gel" (GDPR 18, 19; LIL 53): the permit freezes at once; the systems follow, by flag or by vault.
#include <habeas/handle/work.h>

#include <habeas/plan/restriction.h>

namespace habeas::handle {

Planned plan_restriction(House& house, const Case& of, Found& found, const std::string& language) {
  Planned made;
  plan::RestrictionScope scope;
  scope.ground = of.detail("ground");
  for (const std::string& activity : of.all_of("activity")) scope.only.emplace_back(activity);
  scope.vault = of.detail("vault") == "yes";
  made.again = [&house, scope](const dossier::Dossier& dossier, dossier::Cells&) {
    return plan::restriction(house.map, dossier, house.library, scope);
  };
  made.plan = made.again(found.dossier, *found.cells);
  made.changes_systems = true;
  made.effect = "effect.restriction";
  made.letter = answer::LetterKind::restricted;
  made.differences = differences_of(house.map, made.plan, found, {}, language);
  std::vector<std::string> activities = of.all_of("activity");
  if (activities.empty()) activities.emplace_back();
  for (const std::string& activity : activities) {
    standing::Entry entry = entry_of(house, standing::What::restriction_granted, of.reference());
    entry.activity = activity;
    entry.ground = scope.ground;
    made.entries.push_back(std::move(entry));
  }
  return made;
}

}  // namespace habeas::handle
