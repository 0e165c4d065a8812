// Request: one right that one person exercises: states, clock, conversation, identity checks, decisions. A fold
// over events that are only ever added; after() says what may follow, and refuses the rest with the rule and its
// article. Pure: who stores events is store/, who acts on them is handle/.
// docs/request-states.md tells the states and the rules.
#pragma once

#include <habeas/base/personal.h>
#include <habeas/law/basis.h>
#include <habeas/law/deadline.h>

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace habeas::request {

enum class State {
  received,
  identity_pending,       // the clock stands (décret 2019-536 art. 77)
  clarification_pending,  // likewise
  in_progress,
  planned,   // a plan waits for approval
  approved,  // a human approved this exact plan
  refused,   // decided against, with ground and reasons; an answer is still due
  executed,  // done in every system, or what could not be is said
  answered,  // the letter left
  closed,
  withdrawn,  // by the person herself
};
std::string_view to_string(State state);

enum class What {
  received,         // the first; facts: right, received (date), channel, language; marketing, minor: "yes"
  acknowledged,     // she was told reference and date
  identity_asked,   // facts: method, why; on (date)
  identity_proven,  // facts: method, level (L0…L6); because, where L1 is all there is; on
  clarification_asked,  // facts: why (much-held, mandate: the clock stands; unclear: it does not), on; text
  clarification_given,  // sufficient; facts: on
  extended,             // facts: noticed, reason (GDPR 12(3))
  planned,              // facts: plan (digest), summary counts
  approved,             // facts: plan; by a named human, or by a rule and which: "rule: GDPR 7(3), 21(3)"
  refused,              // facts: ground (an id of the law library); by a named human; text: reasons
  run_begun,            // facts: plan, position (of the ledger)
  system_done,          // facts: system, rows, cells
  system_failed,        // facts: system, why
  verified,             // facts: checks, findings
  executed,
  letter_sent,  // facts: letter, sha256; mailed, where no mail left: "no: …", "by post"; on-her-page: "yes"; reason; the
                // answer when executed or refused and it has left, unless it is an interim one
  package_ready,    // facts: sha256, expires
  package_fetched,  // facts: file; once its last byte was handed on
  recipients_told,  // facts: recipient; by the human who told it (GDPR 19)
  message_in,       // text
  message_out,      // text
  withdrawn,
  closed,
  noted,  // anything else worth keeping: facts
};
std::string_view to_string(What what);
std::optional<What> what_named(std::string_view word);

struct Event {
  What what = What::noted;
  base::Instant at{};
  std::string by;  // "person", "portal", or the name of one of the staff
  std::vector<std::pair<std::string, std::string>> facts;  // never personal; each key once
  base::Personal<std::string> text;                        // what was written; kept sealed

  const std::string* fact(std::string_view key) const;
};

struct Request {
  std::string reference;  // "R-2026-000001"
  law::Right right = law::Right::access;
  std::string language = "fr";
  std::string channel;  // "portal", "letter", "e-mail", "desk"
  State state = State::received;
  law::Course course;  // receipt, asks, extension: what the deadline is computed from
  bool identity_proven = false;
  std::string identity_level;                // "L1"
  bool marketing = false;                    // an objection to marketing, or a consent to it
  bool minor = false;                        // the data was collected from a minor (LIL 51 II)
  std::optional<base::Date> identity_asked;  // on which day, while it is not proven
  std::optional<base::Date> clarification_asked;
  std::string plan;  // the digest that waits, or that was approved
  bool run_begun = false;
  bool begun_before = false;  // an earlier plan was carried out, but not everywhere: this one is for the rest
  std::string approved_by;
  std::string ground;  // of a refusal
  std::vector<std::string> systems_done;
  std::vector<std::string> systems_failed;
  std::vector<std::string> recipients_told;
  std::vector<Event> events;
};

// What the rules need beside the request itself.
struct Rules {
  const law::Calendar& calendar;
  base::Date today{};
};

// The request after the event, or why the event may not happen now: the rule, in words, with its article. Never
// throws. The first event of a request is `received`.
tl::expected<Request, std::string> begun(std::string reference, const Event& received, const Rules& rules);
tl::expected<Request, std::string> after(Request request, const Event& event, const Rules& rules);

// A letter that was only filed has not left: no mail reaches her, and she was not shown it on a page of hers either. It
// leaves when a named human posted it, and what waits for it waits until then (GDPR 12(3)-(4), 18(3)).
bool has_left(const Event& letter);
// Which letters wait to be posted, each once, in the order in which they were written.
std::vector<std::string> letters_to_post(const Request& request);

// The request as its stored events tell it, which were all allowed when they happened: rules that changed since
// do not undo them.
Request retold(std::string reference, const std::vector<Event>& events);

// Today's deadline (law/deadline.h).
law::Deadline deadline(const Request& request, const Rules& rules);
// Derived, never stored: no answer left and its last day is over. It can still be answered, and must be.
bool overdue(const Request& request, const Rules& rules);

// Rights that are executed at once, are never suspended nor extended.
bool immediate(law::Right right, bool marketing);
// The least level of identity that this right accepts; "L0" for none. Where L2 is asked for,
// L1 does when it is all that there is to prove: the event then says so (fact `because`).
std::string least_identity(law::Right right, bool marketing);
// May it be executed without a human's approval? Immediate rights, information and complaint.
bool needs_approval(law::Right right, bool marketing);
// The grounds on which this right may be refused as a whole: ids of the law library; empty:
// never.
std::vector<std::string> refusal_grounds(law::Right right, bool marketing);

}  // namespace habeas::request
