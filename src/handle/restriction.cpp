// Restriction, "gel" (GDPR 18, 19; LIL 53): the permit freezes at once; the systems follow, by flag or by vault.
#include <habeas/handle/kept.h>
#include <habeas/handle/work.h>

#include <habeas/plan/restriction.h>
#include <habeas/plan/stored.h>

#include <algorithm>

namespace habeas::handle {
namespace {

bool is_done(request::State state) {
  return state == request::State::executed || state == request::State::answered ||
         state == request::State::closed;
}

// By its plan as it was carried out; a plan that is not there any more tells nothing, and the freeze is taken to stand.
bool changed_a_system(House& house, const Case& freeze) {
  const auto kept = house.people.put_away(freeze.reference(), "plan/" + freeze.request.plan);
  if (!kept) return true;
  const plan::Plan plan = plan::from_bytes(kept->reveal());
  const auto changes = [](const plan::CellFate& cell) { return cell.becomes != plan::Becomes::same; };
  return std::any_of(plan.collections.begin(), plan.collections.end(), [&](const plan::CollectionPlan& of) {
    return std::any_of(of.patterns.begin(), of.patterns.end(),
                       [&](const std::vector<plan::CellFate>& pattern) {
                         return std::any_of(pattern.begin(), pattern.end(), changes);
                       });
  });
}

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
  made.letter = answer::LetterKind::restriction_ended;
  made.differences = differences_of(house.map, made.plan, found, {}, language);
  made.vault_of = frozen.reference();
  for (const std::string& activity : activities_of(frozen)) {
    const auto still = freezes_in_systems(house, of, activity, frozen.detail("ground"));
    if (std::any_of(still.begin(), still.end(), [&](const auto& one) { return one != frozen.reference(); }))
      continue;
    standing::Entry entry = entry_of(house, standing::What::restriction_lifted, frozen.reference());
    entry.activity = activity;
    entry.ground = frozen.detail("ground");  // what else froze it goes on
    made.entries.push_back(std::move(entry));
  }
  return made;
}

}  // namespace

std::vector<std::string> activities_of(const Case& of) {
  std::vector<std::string> activities = of.all_of("activity");
  if (activities.empty()) activities.emplace_back();
  return activities;
}

std::vector<std::string> freezes_in_systems(House& house, const Case& of, const std::string& activity,
                                            const std::string& ground) {
  std::vector<std::string> standing;
  std::vector<std::string> released;
  if (!of.person) return standing;
  for (const std::string& reference : house.people.requests_of(*of.person)) {
    const Case other = case_of(house, reference);
    if (other.request.right != law::Right::restriction || !other.request.run_begun) continue;
    if (const std::string ends = other.detail("lift"); !ends.empty()) {
      if (is_done(other.request.state)) released.push_back(ends);
      continue;
    }
    const auto activities = activities_of(other);
    const bool same = other.detail("ground") == ground &&
                      std::find(activities.begin(), activities.end(), activity) != activities.end();
    if (same && changed_a_system(house, other)) standing.push_back(reference);
  }
  std::erase_if(standing, [&](const std::string& one) {
    return std::find(released.begin(), released.end(), one) != released.end();
  });
  return standing;
}

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
  for (const std::string& activity : activities_of(of)) {
    standing::Entry entry = entry_of(house, standing::What::restriction_granted, of.reference());
    entry.activity = activity;
    entry.ground = scope.ground;
    made.entries.push_back(std::move(entry));
  }
  return made;
}

}  // namespace habeas::handle
