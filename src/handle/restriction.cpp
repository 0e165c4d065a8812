// Restriction, "gel" (GDPR 18, 19; LIL 53): the permit freezes at once; the systems follow, by flag or by vault.
#include <habeas/handle/kept.h>
#include <habeas/handle/work.h>

#include <habeas/plan/restriction.h>

namespace habeas::handle {
namespace {

// The end of an earlier freeze: only after notice (GDPR 18(3)), and exactly what it froze.
Planned plan_release(House& house, const Case& of, Found& found, const std::string& language) {
  const Case frozen = case_of(house, of.detail("lift"));
  if (frozen.request.right != law::Right::restriction || frozen.request.plan.empty() ||
      frozen.person != of.person)
    refuse_to(of.reference(), "'lift' names no freeze of hers");
  for (const auto& [activity, freeze] : of.standing.freezes) {
    if (freeze.by == frozen.reference() && freeze.state != standing::Freeze::State::lift_noticed)
      refuse_to(of.reference(),
                "she is told before a freeze ends (GDPR 18(3)): habeas request decide --outcome notice");
  }
  Planned made;
  const Kept kept = take_up(house, frozen);
  made.again = [&house, kept](const dossier::Dossier& dossier, dossier::Cells&) {
    return plan::release(house.map, dossier, house.library, kept.plan, kept.dossier);
  };
  made.plan = made.again(found.dossier, *found.cells);
  made.changes_systems = true;
  made.effect = "effect.release";
  made.letter = answer::LetterKind::lift_notice;
  made.differences = differences_of(house.map, made.plan, found, {}, language);
  made.vault_of = frozen.reference();
  std::vector<std::string> activities = frozen.all_of("activity");
  if (activities.empty()) activities.emplace_back();
  for (const std::string& activity : activities) {
    standing::Entry entry = entry_of(house, standing::What::restriction_lifted, frozen.reference());
    entry.activity = activity;
    entry.ground = frozen.detail("ground");  // what else froze it goes on
    made.entries.push_back(std::move(entry));
  }
  return made;
}

}  // namespace

Planned plan_restriction(House& house, const Case& of, Found& found, const std::string& language) {
  if (!of.detail("lift").empty()) return plan_release(house, of, found, language);
  Planned made;
  plan::RestrictionScope scope;
  scope.ground = of.detail("ground");
  for (const std::string& activity : of.all_of("activity")) scope.only.emplace_back(activity);
  scope.vault = of.detail("vault") == "yes";
  const auto catalogues = catalogues_of(found.systems);
  made.again = [&house, scope, catalogues](const dossier::Dossier& dossier, dossier::Cells&) {
    return plan::restriction(house.map, dossier, house.library, scope, catalogues);
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
