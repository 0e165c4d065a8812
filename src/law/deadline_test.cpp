// Worked examples of deadlines, dated, and what holds of all of them.
#include <habeas/law/deadline.h>
#include <habeas/law/test_law.h>

#include <gtest/gtest.h>
// RapidCheck wants GoogleTest above it.
#include <rapidcheck/gtest.h>

namespace habeas::law {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

const Library& law() {
  static const Library read = shipped_law();
  return read;
}
const Calendar& fr() { return *law().calendar("FR"); }

base::Date d(std::string_view text) {
  const auto date = base::parse_date(text);
  if (!date) ADD_FAILURE() << "no such day: " << text;
  return date.value_or(base::Date{});
}

Deadline of(std::string_view received, const std::string& calendar = "FR", std::vector<Ask> asks = {}) {
  return deadline({d(received), std::move(asks), {}}, *law().calendar(calendar), d("2026-01-01"));
}

TEST(Deadline, IsTheOneOfEveryWorkedExample) {
  struct Example {
    const char *received, *nominal, *due, *extended;
  };
  const Example examples[] = {
      {"2026-03-05", "2026-04-05", "2026-04-07", "2026-06-05"},
      {"2026-08-31", "2026-09-30", "2026-09-30", "2026-11-30"},
      {"2026-01-31", "2026-02-28", "2026-03-02", "2026-04-30"},
      {"2024-01-31", "2024-02-29", "2024-02-29", "2024-04-30"},
      {"2027-01-29", "2027-02-28", "2027-03-01", "2027-04-29"},
      {"2028-02-29", "2028-03-29", "2028-03-29", "2028-05-29"},
      {"2026-12-31", "2027-01-31", "2027-02-01", "2027-03-31"},
      {"2026-10-31", "2026-11-30", "2026-11-30", "2027-02-01"},
      {"2027-11-30", "2027-12-30", "2027-12-30", "2028-02-29"},
      {"2026-04-01", "2026-05-01", "2026-05-04", "2026-07-01"},
      {"2027-04-08", "2027-05-08", "2027-05-10", "2027-07-08"},
      {"2026-04-14", "2026-05-14", "2026-05-15", "2026-07-15"},
      {"2026-04-25", "2026-05-25", "2026-05-26", "2026-07-27"},
      {"2026-06-14", "2026-07-14", "2026-07-15", "2026-09-14"},
      {"2026-07-15", "2026-08-15", "2026-08-17", "2026-10-15"},
      {"2026-10-01", "2026-11-01", "2026-11-02", "2027-01-04"},
      {"2026-10-11", "2026-11-11", "2026-11-12", "2027-01-11"},
      {"2026-12-25", "2027-01-25", "2027-01-25", "2027-03-25"},
      {"2027-12-01", "2028-01-01", "2028-01-03", "2028-03-01"},
      {"2026-11-23", "2026-12-23", "2026-12-23", "2027-02-23"},
      {"2025-03-31", "2025-04-30", "2025-04-30", "2025-06-30"},
      {"2026-03-03", "2026-04-03", "2026-04-03", "2026-06-03"},
      {"2025-11-25", "2025-12-25", "2025-12-26", "2026-02-25"},
      {"2026-04-22", "2026-05-22", "2026-05-22", "2026-07-22"},
      {"2027-11-20", "2027-12-20", "2027-12-20", "2028-02-21"},
  };
  for (const auto& one : examples) {
    const Deadline found = of(one.received);
    EXPECT_EQ(base::to_iso(found.nominal), one.nominal) << one.received;
    EXPECT_EQ(base::to_iso(found.due), one.due) << one.received;
    EXPECT_EQ(base::to_iso(found.extended), one.extended) << one.received;
    EXPECT_EQ(found.in_force, found.due);
  }
}

TEST(Deadline, FollowsTheRegionThatWasChosen) {
  EXPECT_EQ(of("2026-03-03", "FR-alsace-moselle").due, d("2026-04-07"));
  EXPECT_EQ(of("2025-11-25", "FR-alsace-moselle").due, d("2025-12-29"));
  EXPECT_EQ(of("2026-04-22", "FR-martinique").due, d("2026-05-26"));
  EXPECT_EQ(of("2027-11-20", "FR-reunion").due, d("2027-12-21"));
}

TEST(Deadline, StandsStillWhileThePersonIsAsked) {
  struct Example {
    const char* received;
    std::vector<Ask> asks;
    int days;
    const char *nominal, *due, *extended;
  };
  const Example examples[] = {
      {"2026-09-01", {{d("2026-09-03"), d("2026-09-13")}}, 10, "2026-10-11", "2026-10-12", "2026-12-11"},
      {"2026-09-01", {{d("2026-09-01"), d("2026-09-01")}}, 0, "2026-10-01", "2026-10-01", "2026-12-01"},
      {"2026-01-31", {{d("2026-02-02"), d("2026-02-05")}}, 3, "2026-03-03", "2026-03-03", "2026-05-04"},
      {"2026-05-04",
       {{d("2026-05-12"), d("2026-05-20")}, {d("2026-05-06"), d("2026-05-16")}},
       14,
       "2026-06-18",
       "2026-06-18",
       "2026-08-18"},
      {"2026-06-10",
       {{d("2026-06-11"), d("2026-06-15")}, {d("2026-06-25"), d("2026-07-02")}},
       11,
       "2026-07-21",
       "2026-07-21",
       "2026-09-21"},
      {"2026-01-12", {{d("2026-01-20"), d("2026-03-16")}}, 55, "2026-04-08", "2026-04-08", "2026-06-08"},
      {"2026-11-20", {{d("2026-11-24"), d("2026-11-29")}}, 5, "2026-12-25", "2026-12-28", "2027-02-25"},
  };
  for (const auto& one : examples) {
    const Deadline found = of(one.received, "FR", one.asks);
    EXPECT_EQ(found.suspended_days, one.days) << one.received;
    EXPECT_EQ(base::to_iso(found.nominal), one.nominal) << one.received;
    EXPECT_EQ(base::to_iso(found.due), one.due) << one.received;
    EXPECT_EQ(base::to_iso(found.extended), one.extended) << one.received;
  }
}

TEST(Deadline, MovesWithTodayWhileAnAnswerIsAwaited) {
  const Course course{d("2026-09-01"), {{d("2026-09-03"), std::nullopt}}, {}};
  const Deadline tenth = deadline(course, fr(), d("2026-09-10"));
  EXPECT_TRUE(tenth.waiting);
  EXPECT_EQ(tenth.suspended_days, 7);
  EXPECT_EQ(deadline(course, fr(), d("2026-09-11")).suspended_days, 8);
}

TEST(Deadline, IsNotMovedByAnAskAfterItsEnd) {
  EXPECT_EQ(of("2026-09-01", "FR", {{d("2026-10-02"), d("2026-10-20")}}).due, d("2026-10-01"));
  EXPECT_EQ(of("2026-09-01", "FR", {{d("2026-10-01"), d("2026-10-20")}}).suspended_days, 19);
}

TEST(Deadline, TellsWhatStaffWorkTo) {
  EXPECT_EQ(of("2026-03-05").safe, d("2026-04-03"));
  EXPECT_EQ(of("2026-09-01", "FR", {{d("2026-09-03"), d("2026-09-13")}}).safe, d("2026-10-01"));
}

TEST(Deadline, CountsAsksThatCameLate) {
  EXPECT_EQ(of("2026-09-01", "FR", {{d("2026-09-08"), d("2026-09-09")}}).late_asks, 0);
  EXPECT_EQ(of("2026-09-01", "FR", {{d("2026-09-09"), d("2026-09-10")}}).late_asks, 1);
}

// AS-05
TEST(Extension, NeedsAReasonWithinTheFirstMonth) {
  const Course course{d("2026-01-31"), {}, {}};
  EXPECT_EQ(may_extend({d("2026-03-03"), "many systems"}, course, fr()), ExtensionVerdict::too_late);
  EXPECT_EQ(may_extend({d("2026-02-20"), " "}, course, fr()), ExtensionVerdict::no_reason);
  EXPECT_EQ(may_extend({d("2026-01-30"), "many systems"}, course, fr()), ExtensionVerdict::before_receipt);
  EXPECT_EQ(may_extend({d("2026-03-02"), "many systems"}, course, fr()), ExtensionVerdict::allowed);
  EXPECT_EQ(deadline({d("2026-01-31"), {}, Extension{d("2026-03-02"), "many systems"}}, fr(), d("2026-03-02"))
                .in_force,
            d("2026-04-30"));
  EXPECT_EQ(deadline({d("2026-01-31"), {}, Extension{d("2026-03-03"), "many systems"}}, fr(), d("2026-03-03"))
                .in_force,
            d("2026-03-02"));
}

TEST(Extension, LetsALaterAskSuspendTheLongerTime) {
  const Course course{
      d("2026-01-31"), {{d("2026-03-10"), d("2026-03-20")}}, Extension{d("2026-03-02"), "many systems"}};
  const Deadline found = deadline(course, fr(), d("2026-03-25"));
  EXPECT_EQ(found.due, d("2026-03-02"));
  EXPECT_EQ(found.suspended_days, 10);
  EXPECT_EQ(found.in_force, d("2026-05-11"));
}

base::Date some_day() {
  return base::Date{sys_days{2020y / 1 / 1} + std::chrono::days{*rc::gen::inRange(0, 29200)}};
}

Ask some_ask(base::Date received) {
  const base::Date asked{sys_days{received} + std::chrono::days{*rc::gen::inRange(0, 120)}};
  return {asked, base::Date{sys_days{asked} + std::chrono::days{*rc::gen::inRange(0, 60)}}};
}

RC_GTEST_PROP(Deadline, EndsOnAWorkingDayAndNeverMovesBack, ()) {
  const auto ids = law().calendar_ids();
  const Calendar& calendar = *law().calendar(*rc::gen::elementOf(ids));
  Course course{some_day(), {}, {}};
  const int count = *rc::gen::inRange(0, 4);
  for (int i = 0; i < count; ++i) course.asks.push_back(some_ask(course.received));
  const Deadline before = deadline(course, calendar, course.received);
  RC_ASSERT(before.due >= before.nominal);
  RC_ASSERT(before.extended >= before.extended_nominal);
  RC_ASSERT(before.extended > before.due);
  RC_ASSERT(is_working_day(calendar, before.due) && is_working_day(calendar, before.extended));
  RC_ASSERT(before.safe <= before.due);
  course.asks.push_back(some_ask(course.received));
  const Deadline after_one_more = deadline(course, calendar, course.received);
  RC_ASSERT(after_one_more.due >= before.due);
  RC_ASSERT(after_one_more.extended >= before.extended);
}

}  // namespace
}  // namespace habeas::law
