#include <habeas/law/calendar.h>
#include <habeas/law/test_law.h>

#include <gtest/gtest.h>

namespace habeas::law {
namespace {

using namespace std::chrono_literals;

constexpr auto in(std::chrono::year y, unsigned month, unsigned day) {
  return base::Date{y, std::chrono::month{month}, std::chrono::day{day}};
}

// What every almanac prints.
TEST(Easter, IsWhereTheAlmanacPutsIt) {
  struct Year {
    std::chrono::year year;
    base::Date monday;
  };
  const Year almanac[] = {{2025y, in(2025y, 4, 21)}, {2026y, in(2026y, 4, 6)}, {2027y, in(2027y, 3, 29)},
                          {2028y, in(2028y, 4, 17)}, {2029y, in(2029y, 4, 2)}, {2030y, in(2030y, 4, 22)},
                          {2031y, in(2031y, 4, 14)}, {2032y, in(2032y, 3, 29)}};
  for (const auto& one : almanac) {
    EXPECT_EQ(std::chrono::sys_days{easter(one.year)} + 24h, std::chrono::sys_days{one.monday});
  }
}

TEST(Easter, IsASundayBetween22MarchAnd25April) {
  for (std::chrono::year y = 1583y; y < 3000y; ++y) {
    const base::Date day = easter(y);
    EXPECT_EQ(std::chrono::weekday{std::chrono::sys_days{day}}, std::chrono::Sunday);
    EXPECT_TRUE(in(y, 3, 22) <= day && day <= in(y, 4, 25));
  }
  EXPECT_EQ(easter(2038y), in(2038y, 4, 25));  // the latest
  EXPECT_EQ(easter(1818y), in(1818y, 3, 22));  // the earliest
  EXPECT_EQ(easter(1981y), in(1981y, 4, 19));  // where the correction for late moons bites
  EXPECT_EQ(easter(1954y), in(1954y, 4, 18));
}

TEST(FrenchCalendar, HasElevenHolidaysAYear) {
  const Library law = shipped_law();
  int holidays = 0;
  for (std::chrono::sys_days day{2026y / 1 / 1}; day < std::chrono::sys_days{2027y / 1 / 1}; ++day) {
    if (holiday_on(*law.calendar("FR"), base::Date{day}) != nullptr) ++holidays;
  }
  EXPECT_EQ(holidays, 11);
}

TEST(FrenchCalendar, KeepsRegionalHolidaysToTheirRegion) {
  const Library law = shipped_law();
  EXPECT_EQ(law.calendar_ids().size(), 9u);
  EXPECT_TRUE(is_working_day(*law.calendar("FR"), 2026y / 4 / 3));
  EXPECT_FALSE(is_working_day(*law.calendar("FR-alsace-moselle"), 2026y / 4 / 3));
  EXPECT_FALSE(is_working_day(*law.calendar("FR-alsace-moselle"), 2026y / 7 / 14));
  EXPECT_EQ(say(holiday_on(*law.calendar("FR"), 2026y / 5 / 14)->name, "en"), "Ascension Day");
  EXPECT_EQ(law.calendar("FR-paris"), nullptr);
}

TEST(FrenchCalendar, RollsToAWorkingDay) {
  const Library law = shipped_law();
  EXPECT_EQ(roll_forward(*law.calendar("FR"), 2026y / 4 / 5), 2026y / 4 / 7);
  EXPECT_EQ(roll_back(*law.calendar("FR"), 2026y / 4 / 6), 2026y / 4 / 3);
  EXPECT_EQ(working_days_between(*law.calendar("FR"), 2026y / 4 / 3, 2026y / 4 / 8), 2);
}

}  // namespace
}  // namespace habeas::law
