// A fully automated decision (GDPR 22; LIL 47): contested, its effects suspended by the permit, looked at by a human with
// power to decide otherwise, explained in plain words; the new outcome is written to the source.
#include <habeas/handle/work.h>

#include <habeas/plan/automated_decision.h>

namespace habeas::handle {
namespace {

// What the human decided; empty while nobody has.
std::string outcome_of(const request::Request& request) {
  std::string outcome;
  for (const request::Event& event : request.events) {
    const std::string* decided = event.what == request::What::noted ? event.fact("outcome") : nullptr;
    if (decided) outcome = *decided;
  }
  return outcome;
}

}  // namespace

Planned plan_automated_decision(House& house, const Case& of, Found& found, const std::string& language) {
  const std::string outcome = outcome_of(of.request);
  if (outcome.empty())
    refuse_to(of.reference(),
              "a person with power to decide otherwise looks at it first: habeas request decide "
              "(GDPR 22(3))");
  Planned made;
  const map::ActivityName activity(of.detail("activity"));
  made.again = [&house, activity, outcome](const dossier::Dossier& dossier, dossier::Cells& cells) {
    return plan::review(house.map, dossier, cells, house.library, activity, outcome);
  };
  made.plan = made.again(found.dossier, *found.cells);
  made.changes_systems = true;
  made.effect = "effect.automated-decision";
  made.letter = answer::LetterKind::decision_reviewed;
  made.differences = differences_of(house.map, made.plan, found, {}, language);
  return made;
}

}  // namespace habeas::handle
