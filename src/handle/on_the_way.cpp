// What happens between receipt and answer: messages, more time, her change of mind, what a human decides.
#include <habeas/handle/letters.h>
#include <habeas/handle/work.h>

#include <algorithm>

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
  if (decision.outcome != "mistaken")
    return;  // that who asks is entitled is read where it counts (posthumous.cpp)
  add_for(house, of, standing::What::death_mistaken, {}, decision.reasons);
}

void end_freezes(House& house, const Case& of, standing::What what,
                 const base::Personal<std::string>& reasons) {
  for (const std::string& activity : activities_of(of)) add_for(house, of, what, activity, reasons);
}

// The notice holds once it has left; else once it is posted.
void decide_freeze(House& house, const Case& of, const Decision& decision) {
  if (decision.outcome == "notice") {
    if (write_letter(house, of, answer::LetterKind::lift_notice, letter_facts(house, of)).left)
      end_freezes(house, of, standing::What::lift_noticed, decision.reasons);
    return;
  }
  end_freezes(house, of, standing::What::restriction_lifted, decision.reasons);
  send_letter(house, of, answer::LetterKind::restriction_ended, letter_facts(house, of));
}

void decide_anew(House& house, const Case& of, const Decision& decision) {
  add_for(house, of, standing::What::decision_reviewed, of.detail("activity"), decision.reasons,
          decision.outcome);
}

// Provisional, a freeze ends with the decision on the request for it; granted, after its answer left.
void need_freeze(const Case& of) {
  if (of.request.state != request::State::answered && of.request.state != request::State::closed)
    refuse_to(
        of.reference(),
        "this freeze is not decided and answered yet: grant it (plan, run, answer) or refuse it; its end "
        "comes after (GDPR 18(3))");
  for (const std::string& activity : activities_of(of)) {
    if (standing::freeze_of(of.standing, activity, of.detail("ground"))) return;
  }
  refuse_to(of.reference(), "nothing that this request asked for is frozen any more");
}

// GDPR 18(3): she is told before a freeze ends. And it ends in use only when what was put away stands in the systems again.
void need_notice_and_release(House& house, const Case& of) {
  for (const std::string& activity : activities_of(of)) {
    const standing::Freeze* freeze = standing::freeze_of(of.standing, activity, of.detail("ground"));
    if (freeze && freeze->state != standing::Freeze::State::lift_noticed)
      refuse_to(of.reference(), "she must be told before a freeze is lifted: 'notice' first (GDPR 18(3))");
    if (!freezes_in_systems(house, of, activity, of.detail("ground")).empty())
      refuse_to(
          of.reference(),
          "its values are put away or marked in the systems: they are put back first, by a request with "
          "lift=" +
              of.reference() + ", and the use opens when that is done and read back (GDPR 18(2))");
  }
}

// Decided once, while it is open: what was answered is not decided behind her back, nor twice in two ways.
void need_undecided(const Case& of) {
  using request::State;
  const State state = of.request.state;
  const bool open = state == State::received || state == State::identity_pending ||
                    state == State::clarification_pending || state == State::in_progress ||
                    state == State::planned;
  if (!open)
    refuse_to(of.reference(), "only an open request is decided; this one is " +
                                  std::string(request::to_string(state)) + " (GDPR 12(3)-(4))");
  for (const request::Event& event : of.request.events) {
    const std::string* decided = event.what == request::What::noted ? event.fact("decision") : nullptr;
    if (!decided || *decided != law::to_string(of.request.right)) continue;
    if (!is_of_heirs(of) || *event.fact("outcome") != "mistaken")
      refuse_to(of.reference(), "this was decided already: '" + *event.fact("outcome") + "'");
  }
}

// A death announced by mistake, or by malice, is taken back as long as it is held to have happened.
void check_heirs(House& house, const Case& of, const Decision& decision) {
  const bool known = decision.outcome == "mistaken" || decision.outcome == "entitled";
  if (!is_of_heirs(of) || !known || decision.reasons.reveal().empty())
    refuse_to(
        of.reference(),
        "of an announced death it may be said that it was 'mistaken', or that who asks is 'entitled' to what "
        "a directive says (LIL 85 I); and why");
  if (decision.outcome == "mistaken") {
    if (!says_dead(house, of)) refuse_to(of.reference(), "no death is recorded any more (LIL 84)");
    return;
  }
  need_undecided(of);
  if (!of.request.identity_proven)
    refuse_to(of.reference(),
              "who asks proves who he is before it is said to what he is entitled (LIL 85 I)");
}

// What may be decided at all is asked before anything is recorded: a decision that was refused is none.
void check_decision(House& house, const Case& of, const Decision& decision) {
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
      return need_undecided(of);
    case law::Right::restriction:
      need_person(of);
      if (outcome != "notice" && outcome != "lift")
        refuse_to(of.reference(), "a freeze ends by 'notice' first, then 'lift' (GDPR 18(3))");
      need_freeze(of);
      if (outcome == "lift") need_notice_and_release(house, of);
      return;
    case law::Right::automated_decision:
      need_person(of);
      if (outcome.empty() || !reasons)
        refuse_to(of.reference(), "a new decision says its outcome and its reasons (GDPR 22(3))");
      return need_undecided(of);
    case law::Right::posthumous: return check_heirs(house, of, decision);
    default: refuse_to(of.reference(), "this right leaves nothing to decide beside approval and refusal");
  }
}

// She need not come and look whether somebody wrote. Where there is a portal the mail says that there is a message, and
// she reads it there; where there is none it holds the message, and leaves only for a contact that was proven.
void tell_of_message(House& house, const Case& of, const base::Personal<std::string>& text) {
  answer::LetterFacts facts = letter_facts(house, of);
  if (facts.link.empty() && of.request.identity_proven) facts.reasons = text;
  const bool says_something = !facts.link.empty() || of.request.identity_proven;
  if (says_something && mail_letter(house, of, answer::LetterKind::message, facts) == Mailed::sent)
    record(house, of.reference(), event_of(house, request::What::noted, "habeas", {{"mailed", "message"}}));
}

}  // namespace

namespace {

request::Event extension(const House& house, const std::string& reason, const std::string& by) {
  return event_of(house, request::What::extended, by,
                  {{"noticed", base::to_iso(house.today())}, {"reason", reason}});
}

// What was said last with this fact, of events of one kind.
const request::Event* last_with(const Case& of, request::What what, std::string_view fact,
                                std::string_view value) {
  const auto found =
      std::find_if(of.request.events.rbegin(), of.request.events.rend(), [&](const auto& event) {
        const std::string* said = event.what == what ? event.fact(fact) : nullptr;
        return said && *said == value;
      });
  return found == of.request.events.rend() ? nullptr : &*found;
}

// What waited for this letter to leave.
void follow_up(House& house, const Case& of, const std::string& letter) {
  if (letter == "acknowledgement")
    record(house, of.reference(), event_of(house, request::What::acknowledged, "habeas"));
  if (letter == "refusal") {
    for (const request::Event& event : of.request.events)
      if (event.what == request::What::refused) let_go_after_notice(house, of, event.text);
  }
  if (letter != "lift-notice") return;
  const request::Event* decided = last_with(of, request::What::noted, "outcome", "notice");
  end_freezes(house, of, standing::What::lift_noticed,
              decided ? decided->text : base::Personal<std::string>());
}

}  // namespace

// The letter is the notice, and leaves now: its day is today, whoever says otherwise (GDPR 12(3)). It says the date as it
// will be; the date holds once the letter has left.
void extend(House& house, const std::string& reference, const std::string& reason, const std::string& by) {
  const request::Event extended = extension(house, reason, by);
  const Case of = case_of(house, reference);
  const auto then = request::after(of.request, extended, house.rules());
  if (!then) refuse_to(reference, then.error());
  Case later = of;
  later.request = *then;
  answer::LetterFacts facts = letter_facts(house, later);
  facts.reasons = base::Personal<std::string>(reason);
  if (write_letter(house, of, answer::LetterKind::extension, facts, {{"reason", reason}}).left)
    record(house, reference, extended);
}

void posted(House& house, const std::string& reference, const std::string& letter, const std::string& by) {
  const Case of = case_of(house, reference);
  const request::Event* written = last_with(of, request::What::letter_sent, "letter", letter);
  const auto fact = [&](const char* name) {
    const std::string* said = written ? written->fact(name) : nullptr;
    return said ? *said : std::string();
  };
  // Both or neither: a letter that is posted and does not count would be posted again.
  house.people.in_one([&] {
    if (letter == "extension" && written && !request::has_left(*written))
      record(house, reference, extension(house, fact("reason"), by));
    record(house, reference,
           event_of(house, request::What::letter_sent, by,
                    {{"letter", letter}, {"sha256", fact("sha256")}, {"mailed", "by post"}}));
  });
  follow_up(house, of, letter);
  in_ledger(house, "letter.posted", {{"reference", reference}, {"letter", letter}});
}

void message(House& house, const std::string& reference, const base::Personal<std::string>& text,
             bool from_person, const std::string& by) {
  if (text.reveal().empty()) refuse_to(reference, "an empty message says nothing");
  record(house, reference,
         event_of(house, from_person ? request::What::message_in : request::What::message_out, by, {}, text));
  if (!from_person) tell_of_message(house, case_of(house, reference), text);
}

void fetched(House& house, const std::string& reference, const std::string& file) {
  record(house, reference, event_of(house, request::What::package_fetched, "person", {{"file", file}}));
  in_ledger(house, "package.fetched", {{"reference", reference}});
}

void note(House& house, const std::string& reference, const std::string& what, const std::string& how) {
  record(house, reference, event_of(house, request::What::noted, "habeas", {{what, how}}));
}

namespace {

// Where a question of ours goes. Before proof like every letter, whoever is known or not: what reaches a stranger must not
// depend on whether somebody bears the number that he wrote. Whom somebody says to act for is asked herself, at the
// contact on file (décret 2019-536 art. 78); whoever says so receives nothing, known or not.
std::string address_of_question(House& house, const Case& of) {
  if (of.request.identity_proven || of.detail("agent").empty()) return address_of(of);
  return contact_on_file(house, of);
}

}  // namespace

void clarify(House& house, const std::string& reference, const std::string& why,
             const base::Personal<std::string>& question, const std::string& by) {
  record(house, reference,
         event_of(house, request::What::clarification_asked, by,
                  {{"why", why}, {"on", base::to_iso(house.today())}}, question));
  const Case of = case_of(house, reference);
  answer::LetterFacts facts = letter_facts(house, of);
  facts.reasons = question;
  write_letter_to(house, of, address_of_question(house, of), answer::LetterKind::clarification, facts);
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
  house.people.in_one([&] {
    record(house, reference, event_of(house, request::What::withdrawn, "person"));
    let_go(house, case_of(house, reference), base::Personal<std::string>("withdrawn by herself"));
  });
  in_ledger(house, "request.withdrawn", {{"reference", reference}});
}

void decide(House& house, const std::string& reference, const Decision& decision) {
  if (decision.by.empty()) refuse_to(reference, "a decision says who decides");
  const Case of = case_of(house, reference);
  check_decision(house, of, decision);
  // With its effect, or not at all: it is decided once.
  house.people.in_one([&] {
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
  });
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
