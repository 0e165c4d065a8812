// What happens between receipt and answer: messages, more time, her change of mind, what a human decides.
#include <habeas/handle/letters.h>
#include <habeas/handle/work.h>

namespace habeas::handle {
namespace {

void need_person(const Case& of) {
  if (!of.person)
    refuse_to(of.reference(), "nobody in the register is bound to this request: prove identity first");
}

// For everybody for whom this request made something hold: whoever bore what was supplied, and whom it was bound to.
void add_for(House& house, const Case& of, standing::What what, const std::string& activity,
             const base::Personal<std::string>& words = {}, const std::string& outcome = {}) {
  standing::Entry entry = entry_of(house, what, of.reference());
  entry.activity = activity;
  entry.words = words;
  entry.outcome = outcome;
  entry.ground = of.request.right == law::Right::restriction ? of.detail("ground") : std::string();
  if (of.request.right == law::Right::automated_decision) entry.reference = of.reference();
  for (const store::PersonId& person : held_by(house, of)) house.people.add_entry(person, entry);
  in_ledger(house, "standing.changed",
            {{"reference", of.reference()}, {"what", std::string(standing::to_string(what))}});
}

void decide_objection(House& house, const Case& of, const Decision& decision) {
  if (decision.outcome == "upheld")
    return add_for(house, of, standing::What::objection_upheld, of.detail("activity"), decision.reasons);
  refuse(house, of.reference(), "overriding-grounds", decision.reasons, decision.by);
}

// A death that was announced by mistake, or by malice: what held before holds again.
void decide_death(House& house, const Case& of, const Decision& decision) {
  add_for(house, of, standing::What::death_mistaken, {}, decision.reasons);
}

void decide_freeze(House& house, const Case& of, const Decision& decision) {
  std::vector<std::string> activities = of.all_of("activity");
  if (activities.empty()) activities.emplace_back();
  for (const std::string& activity : activities) {
    add_for(house, of,
            decision.outcome == "notice" ? standing::What::lift_noticed : standing::What::restriction_lifted,
            activity, decision.reasons);
  }
  if (decision.outcome == "notice")
    send_letter(house, of, answer::LetterKind::lift_notice, letter_facts(house, of));
}

void decide_anew(House& house, const Case& of, const Decision& decision) {
  add_for(house, of, standing::What::decision_reviewed, of.detail("activity"), decision.reasons,
          decision.outcome);
}

// GDPR 18(3): she is told before a freeze ends.
void need_notice(const Case& of) {
  std::vector<std::string> activities = of.all_of("activity");
  if (activities.empty()) activities.emplace_back();
  for (const std::string& activity : activities) {
    const standing::Freeze* freeze = standing::freeze_of(of.standing, activity, of.detail("ground"));
    if (freeze && freeze->state != standing::Freeze::State::lift_noticed)
      refuse_to(of.reference(), "she must be told before a freeze is lifted: 'notice' first (GDPR 18(3))");
  }
}

// What may be decided at all is asked before anything is recorded: a decision that was refused is none.
void check_decision(const Case& of, const Decision& decision) {
  const std::string& outcome = decision.outcome;
  const bool reasons = !decision.reasons.reveal().empty();
  switch (of.request.right) {
    case law::Right::objection:
      need_person(of);
      if (of.marketing) refuse_to(of.reference(), "an objection to marketing is not balanced (GDPR 21(3))");
      if (outcome != "upheld" && outcome != "overridden")
        refuse_to(of.reference(), "an objection is 'upheld' or 'overridden' (GDPR 21(1))");
      if (!reasons)
        refuse_to(of.reference(), "the balance of an objection is documented: say the reasons (GDPR 21(1))");
      return;
    case law::Right::restriction:
      need_person(of);
      if (outcome != "notice" && outcome != "lift")
        refuse_to(of.reference(), "a freeze ends by 'notice' first, then 'lift' (GDPR 18(3))");
      if (outcome == "lift") need_notice(of);
      return;
    case law::Right::automated_decision:
      need_person(of);
      if (outcome.empty() || !reasons)
        refuse_to(of.reference(), "a new decision says its outcome and its reasons (GDPR 22(3))");
      return;
    case law::Right::posthumous:
      if (!is_of_heirs(of) || outcome != "mistaken" || !reasons)
        refuse_to(of.reference(), "of an announced death it may be said that it was 'mistaken', and why");
      return;
    default: refuse_to(of.reference(), "this right leaves nothing to decide beside approval and refusal");
  }
}

}  // namespace

void extend(House& house, const std::string& reference, base::Date noticed, const std::string& reason,
            const std::string& by) {
  record(
      house, reference,
      event_of(house, request::What::extended, by, {{"noticed", base::to_iso(noticed)}, {"reason", reason}}));
  const Case of = case_of(house, reference);
  answer::LetterFacts facts = letter_facts(house, of);
  facts.reasons = base::Personal<std::string>(reason);
  send_letter(house, of, answer::LetterKind::extension, facts);
}

void message(House& house, const std::string& reference, const base::Personal<std::string>& text,
             bool from_person, const std::string& by) {
  if (text.reveal().empty()) refuse_to(reference, "an empty message says nothing");
  record(house, reference,
         event_of(house, from_person ? request::What::message_in : request::What::message_out, by, {}, text));
}

void note(House& house, const std::string& reference, const std::string& what, const std::string& how) {
  record(house, reference, event_of(house, request::What::noted, "habeas", {{what, how}}));
}

void clarify(House& house, const std::string& reference, const std::string& why,
             const base::Personal<std::string>& question, const std::string& by) {
  record(house, reference,
         event_of(house, request::What::clarification_asked, by,
                  {{"why", why}, {"on", base::to_iso(house.today())}}, question));
  Case of = case_of(house, reference);
  if (const std::string known = contact_on_file(house, of); !known.empty())
    of.details.emplace_back(proven_contact, known);
  answer::LetterFacts facts = letter_facts(house, of);
  facts.reasons = question;
  send_letter(house, of, answer::LetterKind::clarification, facts);
  in_ledger(house, "clarification.asked", {{"reference", reference}, {"why", why}});
}

void clarified(House& house, const std::string& reference, const base::Personal<std::string>& answer,
               const std::string& by) {
  if (answer.reveal().empty())
    refuse_to(reference, "an answer says something: what she meant, what the mandate covers");
  record(
      house, reference,
      event_of(house, request::What::clarification_given, by, {{"on", base::to_iso(house.today())}}, answer));
  in_ledger(house, "clarification.given", {{"reference", reference}});
}

void withdraw(House& house, const std::string& reference) {
  record(house, reference, event_of(house, request::What::withdrawn, "person"));
  in_ledger(house, "request.withdrawn", {{"reference", reference}});
}

void decide(House& house, const std::string& reference, const Decision& decision) {
  if (decision.by.empty()) refuse_to(reference, "a decision says who decides");
  const Case of = case_of(house, reference);
  check_decision(of, decision);
  record(
      house, reference,
      event_of(house, request::What::noted, decision.by,
               {{"decision", std::string(law::to_string(of.request.right))}, {"outcome", decision.outcome}},
               decision.reasons));
  switch (of.request.right) {
    case law::Right::objection: return decide_objection(house, of, decision);
    case law::Right::restriction: return decide_freeze(house, of, decision);
    case law::Right::automated_decision: return decide_anew(house, of, decision);
    default: return decide_death(house, of, decision);
  }
}

void carry_out_at_once(House& house, const std::string& reference) {
  const Case of = case_of(house, reference);
  if (!request::immediate(of.request.right, of.marketing))
    refuse_to(reference, "only an objection to marketing and a withdrawal are carried out without approval");
  const Preview preview = plan(house, reference, of.request.language);
  approve(house, reference, preview.digest, "rule: GDPR 7(3), 21(3)");
  run(house, reference);
  answer(house, reference);
}

}  // namespace habeas::handle
