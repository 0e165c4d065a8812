// From a request to a plan that a human can approve, or refuse.
#include <habeas/handle/kept.h>
#include <habeas/handle/letters.h>
#include <habeas/handle/preview.h>
#include <habeas/handle/work.h>

#include <algorithm>

namespace habeas::handle {

namespace {

void need_identity(const Case& of) {
  if (of.request.identity_proven || of.request.right == law::Right::information ||
      of.request.right == law::Right::complaint)
    return;
  if (request::least_identity(of.request.right, of.marketing) == "L0") return;
  refuse_to(of.reference(), "nothing is planned before the identity is proven (GDPR 12(6))");
}

}  // namespace

// What held since receipt, and was decided against, holds no longer once she was told (GDPR 18(3)). What was granted
// to her, or what another request asked for, does.
void let_go(House& house, const Case& of, const base::Personal<std::string>& reasons) {
  const bool objection = of.request.right == law::Right::objection;
  if (!objection && of.request.right != law::Right::restriction) return;
  for (const store::PersonId& person : held_by(house, of)) {
    for (const std::string& activity : activities_of(of)) {
      standing::Entry entry = entry_of(house, standing::What::restriction_refused, of.reference());
      entry.activity = activity;
      entry.ground = objection ? "d" : of.detail("ground");
      entry.words = reasons;
      const auto now = standing::at(house.people.entries(person), house.clock.now());
      const standing::Freeze* freeze = standing::freeze_of(now, activity, entry.ground);
      if (!freeze || freeze->by != of.reference() || freeze->state == standing::Freeze::State::active)
        continue;
      if (objection) entry.what = standing::What::objection_refused;
      house.people.add_entry(person, entry);
      for (const auto what : {standing::What::lift_noticed, standing::What::restriction_lifted}) {
        entry.what = what;
        house.people.add_entry(person, entry);
      }
    }
  }
}

// From what was decided; so it can leave later where it could not at once (GDPR 12(4)).
std::string send_refusal(House& house, const Case& of) {
  const auto decided = std::find_if(of.request.events.rbegin(), of.request.events.rend(),
                                    [](const auto& event) { return event.what == request::What::refused; });
  if (decided == of.request.events.rend()) refuse_to(of.reference(), "nothing was refused");
  answer::LetterFacts facts = letter_facts(house, of);
  facts.ground = of.request.ground;
  facts.reasons = decided->text;
  facts.decided_by = decided->by;
  const Sent sent = write_letter(house, of, answer::LetterKind::refusal, facts);
  if (sent.left) let_go(house, of, decided->text);
  return sent.file;
}

Planned planned(House& house, const Case& of, Found& found, const std::string& language) {
  switch (of.request.right) {
    case law::Right::access:
    case law::Right::portability: return plan_access(house, of, found, language);
    case law::Right::erasure: return plan_erasure(house, of, found, language);
    case law::Right::rectification: return plan_rectification(house, of, found, language);
    case law::Right::restriction: return plan_restriction(house, of, found, language);
    case law::Right::objection: return plan_objection(house, of, found, language);
    case law::Right::automated_decision: return plan_automated_decision(house, of, found, language);
    case law::Right::consent: return plan_consent(house, of, found, language);
    case law::Right::posthumous: return plan_posthumous(house, of, found, language);
    case law::Right::information:
    case law::Right::complaint: break;
  }
  refuse_to(of.reference(),
            "nothing is planned for this right: it is answered by itself (habeas request answer)");
}

Preview plan(House& house, const std::string& reference, const std::string& language) {
  const Case of = case_of(house, reference);
  need_identity(of);
  Found found = find_for(house, of);
  need_one_person(of, found.dossier);
  Planned made = planned(house, of, found, language);
  Preview preview = preview_of(house, made, found, language);
  keep(house, of, made.plan, found.dossier);
  record(house, reference,
         event_of(house, request::What::planned, "habeas",
                  {{"plan", made.plan.digest},
                   {"questions", std::to_string(preview.questions.size())},
                   {"not-searched", std::to_string(found.dossier.not_searched.size())}}));
  in_ledger(house, "plan.made", {{"reference", reference}, {"plan", made.plan.digest}});
  return preview;
}

void approve(House& house, const std::string& reference, const std::string& digest, const std::string& by) {
  if (by.empty()) refuse_to(reference, "an approval says who approves");
  const Case of = case_of(house, reference);
  const auto planned = std::find_if(of.request.events.rbegin(), of.request.events.rend(),
                                    [](const auto& event) { return event.what == request::What::planned; });
  const std::string* open = planned == of.request.events.rend() ? nullptr : planned->fact("questions");
  const bool waits = !request::immediate(of.request.right, of.marketing);
  if (waits && open && *open != "0")
    refuse_to(reference, "the plan leaves questions open: a human settles them first");
  record(house, reference, event_of(house, request::What::approved, by, {{"plan", digest}}));
  in_ledger(house, "plan.approved", {{"reference", reference}, {"plan", digest}});
}

void refuse(House& house, const std::string& reference, const std::string& ground,
            const base::Personal<std::string>& reasons, const std::string& by) {
  if (!house.library.ground(ground)) refuse_to(reference, "grounds of refusal are a closed list");
  const Case before = case_of(house, reference);
  if (before.marketing || before.request.right == law::Right::consent)
    refuse_to(reference, "an objection to marketing and a withdrawal are never refused (GDPR 21(3), 7(3))");
  record(house, reference, event_of(house, request::What::refused, by, {{"ground", ground}}, reasons));
  in_ledger(house, "request.refused", {{"reference", reference}, {"ground", ground}});
  send_refusal(house, case_of(house, reference));
}

}  // namespace habeas::handle
