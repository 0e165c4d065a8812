// What may follow in a request: each rule with its article.
#include <habeas/law/duration.h>
#include <habeas/request/reading.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>

namespace habeas::request {
namespace {

using No = std::optional<std::string>;  // why not
using law::Right;

struct Asked {
  const Request& request;
  const Event& event;
  const Rules& rules;

  bool in(std::initializer_list<State> states) const {
    return std::find(states.begin(), states.end(), request.state) != states.end();
  }
  bool immediate() const { return request::immediate(request.right, request.marketing); }
};

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

bool is_named_human(const std::string& by) {
  static constexpr std::array<std::string_view, 7> others = {"",       "habeas", "person", "portal",
                                                             "system", "rule",   "job"};
  if (by.starts_with("rule:")) return false;  // which rule: "rule: GDPR 7(3)"
  return std::find(others.begin(), others.end(), by) == others.end();
}

No lacks(const Event& event, std::string_view key) {
  if (!is_blank(said(event, key))) return std::nullopt;
  return fmt::format("{} needs '{}'", to_string(event.what), key);
}

No not_in_state(const Asked& asked) {
  return fmt::format(
      "a request that is {} cannot be {}: a needed step is missing, or it is past (RIGHTS 4.1)",
      to_string(asked.request.state), to_string(asked.event.what));
}

// A date that the event claims: it exists, and is neither before the receipt nor in the future.
No bad_day(const Asked& asked, std::string_view key) {
  const std::string* written = asked.event.fact(key);
  if (written == nullptr) return std::nullopt;
  const auto day = base::parse_date(*written);
  if (!day) return fmt::format("'{}' is not a day that exists (YYYY-MM-DD)", key);
  if (*day < asked.request.course.received) return fmt::format("'{}' is before the receipt", key);
  if (*day > asked.rules.today) return fmt::format("'{}' is in the future", key);
  return std::nullopt;
}

// --- every event ------------------------------------------------------------------------------------------

No badly_formed(const Event& event) {
  if (is_blank(event.by)) return "an event says who did it (GDPR 5(2))";
  std::vector<std::string_view> keys;
  for (const auto& [key, value] : event.facts) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  const auto twice = std::adjacent_find(keys.begin(), keys.end());
  if (twice != keys.end()) return fmt::format("the fact '{}' is given twice", *twice);
  return std::nullopt;
}

// --- asking -----------------------------------------------------------------------------------------------

// By this plan, or by one before it.
bool was_begun(const Request& request) { return request.run_begun || request.begun_before; }

bool can_be_asked(const Asked& asked) {
  return !was_begun(asked.request) &&
         asked.in({State::received, State::identity_pending, State::clarification_pending, State::in_progress,
                   State::planned});
}

No identity_asked(const Asked& asked) {
  const Request& request = asked.request;
  if (least_identity(request.right, request.marketing) == "L0")
    return fmt::format("no proof of identity is asked for {} ({}; GDPR 12(6), 21(3))",
                       law::to_string(request.right), law::to_string(law::article_of(request.right)));
  if (request.identity_proven) return "identity is proven: nothing more is asked (GDPR 12(6))";
  if (request.identity_asked) return "identity was asked for and is awaited";
  if (!can_be_asked(asked)) return not_in_state(asked);
  for (const auto* key : {"method", "why"})
    if (No no = lacks(asked.event, key)) return *no + ": reasonable doubt, and what removes it (GDPR 12(6))";
  return bad_day(asked, "on");
}

// A withdrawal is carried out for whoever asks; the erasure that follows from it is not, and she may prove who she is
// after the first to have the second (GDPR 17(1)(b)).
bool proves_what_follows(const Asked& asked) {
  const bool is_carried_out =
      was_begun(asked.request) || asked.in({State::executed, State::answered, State::closed});
  return asked.request.right == Right::consent && is_carried_out;
}

No identity_proven(const Asked& asked) {
  const Request& request = asked.request;
  if (request.identity_proven) return "identity is proven already";
  if (!can_be_asked(asked) && !proves_what_follows(asked)) return not_in_state(asked);
  if (No no = lacks(asked.event, "method")) return no;
  const int level = level_number(said(asked.event, "level"));
  if (level < 0) return "'level' is one of L0 to L6 (RIGHTS B)";
  const int least = level_number(least_identity(request.right, request.marketing));
  const bool contact_is_all = least == 2 && level == 1 && !is_blank(said(asked.event, "because"));
  if (level < least && !contact_is_all)
    return fmt::format(
        "{} asks for identity L{}, not L{} (GDPR 12(6)); L1 does for L2 where the contact on file is all "
        "there is: "
        "say so in 'because'",
        law::to_string(request.right), least, level);
  if (No no = bad_day(asked, "on")) return no;
  if (request.identity_asked && day_of(asked.event) < *request.identity_asked)
    return "the proof is dated before it was asked for";
  return std::nullopt;
}

No clarification_asked(const Asked& asked) {
  static constexpr std::array<std::string_view, 3> reasons = {"much-held", "mandate", "unclear"};
  if (asked.immediate())
    return "a withdrawal or a marketing objection is carried out, not questioned (GDPR 7(3), 21(3))";
  if (asked.request.clarification_asked) return "a clarification was asked for and is awaited";
  if (!can_be_asked(asked)) return not_in_state(asked);
  if (std::find(reasons.begin(), reasons.end(), said(asked.event, "why")) == reasons.end())
    return "'why' is much-held (recital 63), mandate (décret 2019-536 art. 78) or unclear";
  if (is_blank(asked.event.text.reveal())) return "say what is asked, in words";
  return bad_day(asked, "on");
}

No clarification_given(const Asked& asked) {
  if (!asked.request.clarification_asked) return "no clarification was asked for";
  if (!can_be_asked(asked)) return not_in_state(asked);
  if (No no = bad_day(asked, "on")) return no;
  if (day_of(asked.event) < *asked.request.clarification_asked)
    return "the answer is dated before the question";
  return std::nullopt;
}

// --- time -------------------------------------------------------------------------------------------------

No extension_of_this_right(const Asked& asked) {
  const Right right = asked.request.right;
  if (asked.immediate())
    return "a withdrawal or a marketing objection takes effect at once: no extension (GDPR 7(3), 21(3))";
  if (right == Right::erasure && asked.request.minor)
    return "the erasure of a minor's data is not extended (LIL 51 II)";
  if (right == Right::information || right == Right::complaint)
    return "an extension is for requests under GDPR 15 to 22 (GDPR 12(3))";
  return std::nullopt;
}

No extended(const Asked& asked) {
  if (No no = extension_of_this_right(asked)) return no;
  if (asked.request.course.extension) return "a request is extended once only (GDPR 12(3))";
  if (asked.in({State::answered, State::closed, State::withdrawn})) return not_in_state(asked);
  const auto noticed = base::parse_date(said(asked.event, "noticed"));
  if (!noticed) return "'noticed' is the day on which she was told: a day that exists (GDPR 12(3))";
  if (*noticed > asked.rules.today) return "the notice of an extension lies in the future (GDPR 12(3))";
  switch (
      law::may_extend({*noticed, said(asked.event, "reason")}, asked.request.course, asked.rules.calendar)) {
    case law::ExtensionVerdict::allowed: return std::nullopt;
    case law::ExtensionVerdict::too_late:
      return "the extension and its reasons are told within the first month (GDPR 12(3)): it is too late";
    case law::ExtensionVerdict::no_reason: return "an extension needs its reasons (GDPR 12(3))";
    case law::ExtensionVerdict::before_receipt: return "the notice is dated before the receipt";
  }
  return "unknown verdict";
}

// --- deciding ---------------------------------------------------------------------------------------------

// Where a system was not done, what is left is planned anew: the first plan was made without it, or of rows that have
// changed since. Not a freeze: what it put away would be put away again.
bool has_something_left(const Request& request) {
  return !request.systems_failed.empty() && request.right != Right::restriction;
}

No planned(const Asked& asked) {
  if (asked.request.run_begun && !has_something_left(asked.request))
    return "the run has begun: its plan stands";
  if (!is_identified(asked.request)) return "identity is not proven: nothing is planned before (GDPR 12(6))";
  if (asked.request.identity_asked || asked.request.clarification_asked)
    return "an answer of hers is awaited: the plan comes after it";
  if (!asked.in({State::received, State::in_progress, State::planned, State::approved}))
    return not_in_state(asked);
  return lacks(asked.event, "plan");
}

// Reading changes nothing; there the controller may have signed a rule.
bool may_be_approved_by_rule(const Request& request) {
  return !needs_approval(request.right, request.marketing) || request.right == Right::access ||
         request.right == Right::portability;
}

No approved(const Asked& asked) {
  if (asked.request.state != State::planned) return not_in_state(asked);
  if (said(asked.event, "plan") != asked.request.plan)
    return "an approval binds the plan that was shown, by its digest: this is another one";
  if (is_named_human(asked.event.by)) return std::nullopt;
  const bool by_rule = asked.event.by == "rule" || asked.event.by.starts_with("rule:");
  if (by_rule && may_be_approved_by_rule(asked.request)) return std::nullopt;
  return "a plan is approved by a named human";
}

// Before identity is proven, a refusal may rest on that alone: it must not show what is held.
No premature(const Asked& asked, const std::string& ground) {
  const bool about_identity = ground == "identity-not-proven" || ground == "not-identifiable";
  if (about_identity && is_identified(asked.request)) return "identity is proven: this ground does not hold";
  // Who did not show that he is an heir, or that somebody died, is told just that: nothing of hers is in it.
  static constexpr std::array<std::string_view, 3> say_nothing = {"manifestly-unfounded-or-excessive",
                                                                  "heir-not-proven", "death-not-proven"};
  const bool shows = std::find(say_nothing.begin(), say_nothing.end(), ground) == say_nothing.end();
  if (!about_identity && shows && !is_identified(asked.request))
    return "identity is not proven: a refusal on this ground would show what is held (GDPR 12(6))";
  if (ground != "identity-not-proven") return std::nullopt;
  if (!asked.request.identity_asked) return "identity was not asked for (GDPR 12(6))";
  const base::Date month_later = law::after(*asked.request.identity_asked, law::Duration{.months = 1});
  if (asked.rules.today < month_later) return "she has one month from the ask to answer it (RIGHTS 4.1)";
  return std::nullopt;
}

No refused(const Asked& asked) {
  const auto grounds = refusal_grounds(asked.request.right, asked.request.marketing);
  const std::string& ground = said(asked.event, "ground");
  if (grounds.empty()) return fmt::format("{} is never refused", law::to_string(asked.request.right));
  if (was_begun(asked.request)) return "the run has begun: it is carried out, not refused";
  if (!asked.in({State::received, State::identity_pending, State::clarification_pending, State::in_progress,
                 State::planned, State::approved}))
    return not_in_state(asked);
  if (std::find(grounds.begin(), grounds.end(), ground) == grounds.end())
    return fmt::format("{} may be refused on one of these grounds only: {} (GDPR 12(4), 12(5))",
                       law::to_string(asked.request.right), fmt::join(grounds, ", "));
  if (!is_named_human(asked.event.by)) return "a refusal is decided by a named human (GDPR 12(4))";
  if (is_blank(asked.event.text.reveal())) return "a refusal needs its reasons, in words (GDPR 12(4))";
  return premature(asked, ground);
}

// --- doing ------------------------------------------------------------------------------------------------

bool may_be_carried_out(const Asked& asked) {
  if (asked.request.state == State::approved) return true;
  return !needs_approval(asked.request.right, asked.request.marketing) && is_identified(asked.request) &&
         asked.in({State::received, State::in_progress, State::planned});
}

No run_begun(const Asked& asked) {
  if (asked.request.run_begun) return "the run has begun already: it is resumed, not begun again";
  if (!may_be_carried_out(asked))
    return "nothing is carried out before it is approved: " + *not_in_state(asked);
  if (No no = lacks(asked.event, "plan")) return no;
  if (!asked.request.plan.empty() && said(asked.event, "plan") != asked.request.plan)
    return "this is not the plan that was approved";
  return std::nullopt;
}

No system_reported(const Asked& asked) {
  if (!asked.request.run_begun) return "no run has begun";
  if (asked.in({State::closed, State::withdrawn})) return not_in_state(asked);
  return asked.event.what == What::verified ? std::nullopt : lacks(asked.event, "system");
}

No executed(const Asked& asked) {
  if (!may_be_carried_out(asked)) return not_in_state(asked);
  if (!asked.request.systems_failed.empty() && is_blank(said(asked.event, "left")))
    return "a system failed: say in 'left' what is not done (an answer cannot claim it)";
  return std::nullopt;
}

// Only what was filed and did not leave is posted; that it was is somebody's word.
No posted(const Asked& asked) {
  if (!is_named_human(asked.event.by)) return "that a letter was posted is said by whoever posted it";
  const auto waiting = letters_to_post(asked.request);
  if (std::find(waiting.begin(), waiting.end(), said(asked.event, "letter")) != waiting.end())
    return std::nullopt;
  return waiting.empty()
             ? "no letter waits to be posted"
             : fmt::format("no such letter waits to be posted; these do: {}", fmt::join(waiting, ", "));
}

No letter_sent(const Asked& asked) {
  if (No no = lacks(asked.event, "letter")) return no;
  if (said(asked.event, "mailed") == "by post") {
    if (No no = posted(asked)) return no;
  }
  // A freeze outlives the request for it: its end is told all the same (GDPR 18(3)).
  const std::string& letter = said(asked.event, "letter");
  const bool ends_freeze = letter == "lift-notice" || letter == "restriction-ended";
  if (asked.request.state == State::closed && !ends_freeze) return not_in_state(asked);
  const bool is_refusal = said(asked.event, "letter") == "refusal";
  if (is_refusal && asked.request.state != State::refused) return "nothing was refused: no such letter";
  if (asked.in({State::executed, State::refused, State::answered, State::withdrawn, State::closed}) ||
      !is_answer(asked.event))
    return std::nullopt;
  return "an answer leaves when the request is executed or refused (GDPR 12(3)-(4)); before, an interim one";
}

No package_ready(const Asked& asked) {
  if (!asked.in({State::approved, State::executed, State::answered})) return not_in_state(asked);
  return lacks(asked.event, "sha256");
}

No package_fetched(const Asked& asked) {
  const bool is_ready = std::any_of(asked.request.events.begin(), asked.request.events.end(),
                                    [](const Event& event) { return event.what == What::package_ready; });
  return is_ready ? std::nullopt : No("no package is ready");
}

No recipients_told(const Asked& asked) {
  if (No no = lacks(asked.event, "recipient")) return no;
  if (!is_named_human(asked.event.by))
    return "that a recipient knows whom it concerns is said by the human who told it (GDPR 19)";
  const bool carried_out = was_begun(asked.request) || asked.in({State::executed, State::answered});
  return carried_out ? std::nullopt : No("recipients are told of what was carried out (GDPR 19)");
}

// --- ending -----------------------------------------------------------------------------------------------

No withdrawn(const Asked& asked) {
  if (was_begun(asked.request)) return "the run has begun: it can no longer be withdrawn";
  if (asked.in({State::executed, State::refused, State::answered, State::closed, State::withdrawn}))
    return not_in_state(asked);
  return std::nullopt;
}

No closed(const Asked& asked) {
  if (asked.request.state == State::answered) return std::nullopt;
  return "a request is closed when it is answered (GDPR 12(3)): " + *not_in_state(asked);
}

No message(const Asked& asked) {
  return is_blank(asked.event.text.reveal()) ? No("a message has a text") : std::nullopt;
}

No acknowledged(const Asked& asked) {
  return asked.in({State::closed, State::withdrawn}) ? not_in_state(asked) : std::nullopt;
}

No rule(const Asked& asked) {
  switch (asked.event.what) {
    case What::received: return "the receipt, and its date, never change (RIGHTS 4.1)";
    case What::acknowledged: return acknowledged(asked);
    case What::identity_asked: return identity_asked(asked);
    case What::identity_proven: return identity_proven(asked);
    case What::clarification_asked: return clarification_asked(asked);
    case What::clarification_given: return clarification_given(asked);
    case What::extended: return extended(asked);
    case What::planned: return planned(asked);
    case What::approved: return approved(asked);
    case What::refused: return refused(asked);
    case What::run_begun: return run_begun(asked);
    case What::system_done:
    case What::system_failed:
    case What::verified: return system_reported(asked);
    case What::executed: return executed(asked);
    case What::letter_sent: return letter_sent(asked);
    case What::package_ready: return package_ready(asked);
    case What::package_fetched: return package_fetched(asked);
    case What::recipients_told: return recipients_told(asked);
    case What::message_in:
    case What::message_out: return message(asked);
    case What::withdrawn: return withdrawn(asked);
    case What::closed: return closed(asked);
    case What::noted: return std::nullopt;
  }
  return "unknown event";
}

}  // namespace

std::optional<std::string> why_not_begun(const Event& received, const Rules& rules) {
  if (received.what != What::received) return "a request begins with its receipt (GDPR 12(3))";
  if (No no = badly_formed(received)) return no;
  const std::string& right = said(received, "right");
  if (!law::right_named(right))
    return right.empty() ? "no right is named" : "unknown right: one of the eleven";
  const auto day = base::parse_date(said(received, "received"));
  if (!day) return "'received' is not a day that exists (YYYY-MM-DD)";
  if (*day > rules.today) return "a receipt cannot lie in the future (GDPR 12(3))";
  return lacks(received, "channel");
}

std::optional<std::string> why_not(const Request& request, const Event& event, const Rules& rules) {
  if (No no = badly_formed(event)) return no;
  return rule({request, event, rules});
}

}  // namespace habeas::request
