// Calendars: which days are working days. Public holidays are data (share/law/holidays.yaml): a fixed day of
// the year, or so many days from Easter Sunday. Source: C. trav. L3133-1, L3134-13, L3422-2; Reg. 1182/71
// art. 2(1), 3(4).
#pragma once

#include <habeas/base/time.h>
#include <habeas/law/words.h>

#include <optional>
#include <string>
#include <vector>

namespace habeas::law {

// Easter Sunday in the Gregorian calendar, from 1583.
base::Date easter(std::chrono::year year);

struct Holiday {
  std::chrono::month_day on{};     // used when `from_easter` is empty
  std::optional<int> from_easter;  // days after Easter Sunday: 39 is Ascension, -2 Good Friday
  Words name;
  base::Date valid_from{};
  std::optional<base::Date> valid_to;
  std::string proof;
};

struct Calendar {
  std::string id;  // "FR-alsace-moselle"
  Words name;
  std::string zone = "Europe/Paris";  // where its days begin and end
  std::vector<Holiday> holidays;      // those of the calendar it builds on included
};

// The holiday that this day is, or nullptr.
const Holiday* holiday_on(const Calendar& calendar, base::Date day);
// Neither Saturday, Sunday nor a holiday.
bool is_working_day(const Calendar& calendar, base::Date day);
// The first working day on or after, and the last one on or before.
base::Date roll_forward(const Calendar& calendar, base::Date day);
base::Date roll_back(const Calendar& calendar, base::Date day);
// Working days after `from`, up to and including `to`.
int working_days_between(const Calendar& calendar, base::Date from, base::Date to);

}  // namespace habeas::law
