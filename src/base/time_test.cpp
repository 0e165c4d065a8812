#include <habeas/base/time.h>
#include <habeas/base/zone.h>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>

namespace habeas::base {
namespace {

using std::chrono::days;
using std::chrono::microseconds;
using std::chrono::seconds;

Date day(int year, unsigned month, unsigned of_month) {
  return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{of_month}};
}

TEST(Time, WritesInstantsInWholeSecondsOfUtc) {
  EXPECT_EQ(to_rfc3339(Instant{seconds{1795563871}}), "2026-11-24T23:44:31Z");
  EXPECT_EQ(to_rfc3339(Instant{seconds{1795563871} + microseconds{999'999}}), "2026-11-24T23:44:31Z");
  EXPECT_EQ(to_rfc3339(Instant{}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(to_rfc3339(Instant{microseconds{-1}}), "1969-12-31T23:59:59Z");
}

TEST(Time, ReadsOnlyDaysThatExist) {
  EXPECT_EQ(parse_date("2024-02-29"), day(2024, 2, 29));
  for (const char* none :
       {"2023-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-1", "26-04-01", "2026/04/01",
        " 2026-04-01", "2026-04-01 ", "+026-04-01", "2026-04-0x", "", "2026-04-01T00:00:00Z"}) {
    EXPECT_EQ(parse_date(none), std::nullopt) << none;
  }
}

TEST(Time, FindsTheDateThatBeginsATimestamp) {
  for (const char* text :
       {"2026-11-24", "2026-11-24 10:00:00", "2026-11-24T10:00:00Z", "2026-11-24 10:00:00.123+02"}) {
    EXPECT_EQ(leading_date(text), day(2026, 11, 24)) << text;
  }
  for (const char* text : {"2026-11-245", "24.11.2026", "2026-11-24x", "x2026-11-24", "2026-11"}) {
    EXPECT_EQ(leading_date(text), std::nullopt) << text;
  }
}

TEST(Time, TakesTheDateOfAnInstantInUtc) {
  EXPECT_EQ(date_of(Instant{seconds{1795563871}}), day(2026, 11, 24));
  EXPECT_EQ(date_of(Instant{microseconds{-1}}), day(1969, 12, 31));
}

TEST(Time, TheClockStandsStillWhenTheEnvironmentSaysSo) {
  ::setenv("SOURCE_DATE_EPOCH", "1795563871", 1);
  EXPECT_EQ(to_rfc3339(SystemClock{}.now()), "2026-11-24T23:44:31Z");
  ::setenv("SOURCE_DATE_EPOCH", "", 1);
  EXPECT_GT(SystemClock{}.now(), Instant{seconds{1700000000}});
  ::unsetenv("SOURCE_DATE_EPOCH");
  EXPECT_GT(SystemClock{}.now(), Instant{seconds{1700000000}});
}

RC_GTEST_PROP(Time, ReadsEveryDateItWrites, ()) {
  const Date date{std::chrono::sys_days{days{*rc::gen::inRange(-719528, 2932896)}}};  // the years 0 to 9999
  RC_ASSERT(parse_date(to_iso(date)) == date);
}

TEST(Day, IsThatOfWhereOneIs) {
  const auto at = [](Date day, std::chrono::minutes since) {
    return Instant{std::chrono::sys_days(day) + since};
  };
  using namespace std::chrono_literals;
  const Instant late = at(2026y / 3 / 31, 23h + 30min);
  EXPECT_EQ(to_iso(date_in("UTC", late)), "2026-03-31");
  EXPECT_EQ(to_iso(date_in("Europe/Paris", late)), "2026-04-01");
  EXPECT_EQ(to_iso(date_in("America/Martinique", at(2026y / 4 / 1, 3h))), "2026-03-31");
  // One hour ahead in winter, two in summer.
  EXPECT_EQ(to_iso(date_in("Europe/Paris", at(2026y / 1 / 31, 22h + 59min))), "2026-01-31");
  EXPECT_EQ(to_iso(date_in("Europe/Paris", at(2026y / 1 / 31, 23h))), "2026-02-01");
  EXPECT_EQ(to_iso(date_in("Europe/Paris", at(2026y / 7 / 31, 22h))), "2026-08-01");
}

TEST(TimeOfDay, IsThatOfWhereOneIs) {
  using namespace std::chrono_literals;
  const Instant winter = std::chrono::sys_days(2026y / 1 / 31) + 12h + 5min;
  const Instant summer = std::chrono::sys_days(2026y / 7 / 31) + 22h + 30min;
  EXPECT_EQ(time_in("UTC", winter), "12:05");
  EXPECT_EQ(time_in("Europe/Paris", winter), "13:05");
  EXPECT_EQ(time_in("Europe/Paris", summer), "00:30");
  EXPECT_EQ(time_in("America/Martinique", summer), "18:30");
}

TEST(Zone, IsOneOfTheIanaList) {
  EXPECT_TRUE(is_zone("Europe/Paris"));
  EXPECT_TRUE(is_zone("UTC"));
  for (const char* wrong : {"Europe/Pariss", "", "Paris", "+02"}) EXPECT_FALSE(is_zone(wrong)) << wrong;
}

}  // namespace
}  // namespace habeas::base
