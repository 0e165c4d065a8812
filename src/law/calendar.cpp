#include <habeas/law/calendar.h>

namespace habeas::law {
namespace {

base::Date plus_days(base::Date day, int count) {
  return base::Date{std::chrono::sys_days{day} + std::chrono::days{count}};
}

bool falls_on(const Holiday& holiday, base::Date day) {
  if (day < holiday.valid_from || (holiday.valid_to && *holiday.valid_to < day)) return false;
  if (holiday.from_easter) return plus_days(easter(day.year()), *holiday.from_easter) == day;
  return holiday.on.month() == day.month() && holiday.on.day() == day.day();
}

}  // namespace

// The anonymous Gregorian computus (Nature, 1876): golden number, century corrections, epact, weekday.
base::Date easter(std::chrono::year year) {
  const int y = static_cast<int>(year);
  const int golden = y % 19;
  const int century = y / 100;
  const int leap_centuries = century / 4;
  const int moon_correction = (century - (century + 8) / 25 + 1) / 3;
  const int epact = (19 * golden + century - leap_centuries - moon_correction + 15) % 30;
  const int in_century = y % 100;
  const int weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
  const int late = (golden + 11 * epact + 22 * weekday) / 451;
  const int day = epact + weekday - 7 * late + 114;
  return base::Date{year, std::chrono::month{static_cast<unsigned>(day / 31)},
                    std::chrono::day{static_cast<unsigned>(day % 31 + 1)}};
}

const Holiday* holiday_on(const Calendar& calendar, base::Date day) {
  for (const auto& holiday : calendar.holidays) {
    if (falls_on(holiday, day)) return &holiday;
  }
  return nullptr;
}

bool is_working_day(const Calendar& calendar, base::Date day) {
  const std::chrono::weekday weekday{std::chrono::sys_days{day}};
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday &&
         holiday_on(calendar, day) == nullptr;
}

base::Date roll_forward(const Calendar& calendar, base::Date day) {
  while (!is_working_day(calendar, day)) day = plus_days(day, 1);
  return day;
}

base::Date roll_back(const Calendar& calendar, base::Date day) {
  while (!is_working_day(calendar, day)) day = plus_days(day, -1);
  return day;
}

int working_days_between(const Calendar& calendar, base::Date from, base::Date to) {
  int count = 0;
  for (base::Date day = plus_days(from, 1); day <= to; day = plus_days(day, 1)) {
    if (is_working_day(calendar, day)) ++count;
  }
  return count;
}

}  // namespace habeas::law
