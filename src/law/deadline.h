// Deadlines of a request: one month from receipt, three when extended; suspended while waiting for the
// person; ending on a working day. A pure function of dates and calendar. Source: GDPR 12(3); Reg. (EEC,
// Euratom) 1182/71 art. 3(1), (2)(c), (4); décret 2019-536 art. 77; C. civ. 2230 (a suspension keeps what has
// elapsed).
//   nominal(n) = receipt + n months, or that month's last day, + suspended days
//   due(n)     = nominal(n), or the next working day
// Where the law is silent, what is taken is said beside it. Other clocks (72 hours, art. 14) are not here.
#pragma once

#include <habeas/base/time.h>
#include <habeas/law/calendar.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace habeas::law {

// What we had to ask the person: identity, or what she means. The clock stands from the day after `asked` to
// the day of a sufficient answer.
struct Ask {
  base::Date asked{};
  std::optional<base::Date> answered;  // nothing: still waiting
};

// The notice that more time is needed; its reasons are told to the person (GDPR 12(3)).
struct Extension {
  base::Date noticed{};
  std::string reason;
};

struct Course {
  base::Date received{};               // on any official channel, weekend and holidays included
  std::vector<Ask> asks;               // in any order; overlapping ones count once
  std::optional<Extension> extension;  // counts only if it is allowed
};

struct Deadline {
  int suspended_days = 0;
  base::Date nominal{};  // one month, not rolled
  base::Date due{};      // the last day for an answer, and for the notice of an extension
  base::Date extended_nominal{};
  base::Date extended{};  // the last day if it is extended
  base::Date in_force{};  // `extended` if an allowed extension was noticed, else `due`
  base::Date safe{};      // what staff work to: one month, no suspension, rolled back
  bool waiting = false;   // an ask that suspends is not answered: the dates still move
  int late_asks = 0;      // sent more than 5 working days after receipt: the DPO looks
};

// `today` ends the suspension of what is not answered yet.
Deadline deadline(const Course& course, const Calendar& calendar, base::Date today);

enum class ExtensionVerdict { allowed, too_late, no_reason, before_receipt };
ExtensionVerdict may_extend(const Extension& extension, const Course& course, const Calendar& calendar);

}  // namespace habeas::law
