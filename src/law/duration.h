// Duration: how long something is kept, or may take. Arithmetic on calendar dates, as the law counts.
#pragma once

#include <habeas/base/time.h>

#include <optional>
#include <string>
#include <string_view>

namespace habeas::law {

// Years, months and days, as a retention or a deadline is written: "10 years".
struct Duration {
  int years = 0;
  int months = 0;
  int days = 0;
  friend bool operator==(const Duration&, const Duration&) = default;
};
std::optional<Duration> parse_duration(std::string_view text);  // "3 years", "13 months", "1 year 6 months"
std::string in_words(const Duration& duration, std::string_view language);  // "10 ans", "1 year and 6 months"
// Years and months first: the same number in the month it falls in, or that month's last day (Reg. 1182/71
// art. 3(2)(c)); then the days.
base::Date after(base::Date start, const Duration& duration);

}  // namespace habeas::law
