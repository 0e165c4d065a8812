#include <habeas/law/deadline.h>

#include <habeas/law/duration.h>

#include <algorithm>

namespace habeas::law {
namespace {

constexpr Duration ordinary{.months = 1};
constexpr Duration extended{.months = 3};
constexpr int days_for_asking = 5;

using std::chrono::days;
using std::chrono::sys_days;

base::Date plus_days(base::Date day, int count) { return base::Date{sys_days{day} + days{count}}; }

struct Suspension {
  int days_in_all = 0;
  bool waiting = false;
};

std::vector<Ask> in_order(std::vector<Ask> asks) {
  std::sort(asks.begin(), asks.end(), [](const Ask& a, const Ask& b) { return a.asked < b.asked; });
  return asks;
}

base::Date last_day(const Course& course, const Calendar& calendar, const Duration& limit, int suspended) {
  return roll_forward(calendar, plus_days(after(course.received, limit), suspended));
}

// The union of the days on which the clock stands. An ask sent when the time was already over suspends
// nothing.
Suspension suspension(const Course& course, const Calendar& calendar, const Duration& limit,
                      base::Date today) {
  Suspension total;
  base::Date counted = course.received;  // days up to this one are counted or never stood
  for (const Ask& ask : in_order(course.asks)) {
    if (ask.asked > last_day(course, calendar, limit, total.days_in_all)) break;
    const base::Date until = ask.answered.value_or(today);
    const base::Date from = std::max(counted, ask.asked);
    if (until > from) {
      total.days_in_all += static_cast<int>((sys_days{until} - sys_days{from}).count());
      counted = until;
    }
    total.waiting = total.waiting || !ask.answered;
  }
  return total;
}

}  // namespace

ExtensionVerdict may_extend(const Extension& extension, const Course& course, const Calendar& calendar) {
  if (extension.reason.find_first_not_of(" \t\r\n") == extension.reason.npos)
    return ExtensionVerdict::no_reason;
  if (extension.noticed < course.received) return ExtensionVerdict::before_receipt;
  const int suspended = suspension(course, calendar, ordinary, extension.noticed).days_in_all;
  const base::Date last = last_day(course, calendar, ordinary, suspended);
  return extension.noticed <= last ? ExtensionVerdict::allowed : ExtensionVerdict::too_late;
}

Deadline deadline(const Course& course, const Calendar& calendar, base::Date today) {
  const bool longer =
      course.extension && may_extend(*course.extension, course, calendar) == ExtensionVerdict::allowed;
  const Suspension first = suspension(course, calendar, ordinary, today);
  const Suspension whole = longer ? suspension(course, calendar, extended, today) : first;
  Deadline result;
  result.suspended_days = whole.days_in_all;
  result.waiting = whole.waiting;
  result.nominal = plus_days(after(course.received, ordinary), first.days_in_all);
  result.due = roll_forward(calendar, result.nominal);
  result.extended_nominal = plus_days(after(course.received, extended), whole.days_in_all);
  result.extended = roll_forward(calendar, result.extended_nominal);
  result.in_force = longer ? result.extended : result.due;
  result.safe = roll_back(calendar, after(course.received, ordinary));
  result.late_asks =
      static_cast<int>(std::count_if(course.asks.begin(), course.asks.end(), [&](const Ask& ask) {
        return working_days_between(calendar, course.received, ask.asked) > days_for_asking;
      }));
  return result;
}

}  // namespace habeas::law
