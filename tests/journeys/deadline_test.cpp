// habeas deadline, the real program, in a folder without any organisation: GDPR 12(3); Reg. 1182/71 art. 3; décret
// 2019-536 art. 77. The dates are those of worked examples, computed by hand and by two scripts.
#include "program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace habeas::journey {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

Ran deadline(const std::string& words) { return habeas("/nonexistent", words); }

json computed(const std::string& words) {
  const Ran ran = deadline("--json deadline --today 2040-01-01 " + words);
  EXPECT_EQ(ran.code, 0) << words << ": " << ran.err;
  return json::parse(ran.out);
}

struct Example {
  const char* words;
  const char* due;
  const char* extended;
};

void expect_all(const std::vector<Example>& examples) {
  for (const Example& example : examples) {
    const json said = computed(std::string("--received ") + example.words);
    EXPECT_EQ(said.at("due"), example.due) << example.words;
    EXPECT_EQ(said.at("extended"), example.extended) << example.words;
    EXPECT_EQ(said.at("in_force"), said.at("due")) << "an extension counts only when it was told";
  }
}

TEST(Deadline_GDPR12_3, EndsOnTheSameNumberAMonthLaterOrTheLastDayAndOnAWorkingDay) {
  expect_all({{"2026-03-05", "2026-04-07", "2026-06-05"},
              {"2026-08-31", "2026-09-30", "2026-11-30"},
              {"2026-01-31", "2026-03-02", "2026-04-30"},
              {"2024-01-31", "2024-02-29", "2024-04-30"},
              {"2026-12-31", "2027-02-01", "2027-03-31"},
              {"2026-04-14", "2026-05-15", "2026-07-15"},
              {"2027-12-01", "2028-01-03", "2028-03-01"}});
}

TEST(Deadline_GDPR12_3, HolidaysAreThoseOfTheCalendar) {
  expect_all({{"2026-03-03", "2026-04-03", "2026-06-03"},
              {"2026-03-03 --calendar FR-alsace-moselle", "2026-04-07", "2026-06-03"},
              {"2026-04-22 --calendar FR-martinique", "2026-05-26", "2026-07-22"},
              {"2027-11-20 --calendar FR-reunion", "2027-12-21", "2028-02-21"}});
}

TEST(Deadline_Decret77, TheClockStandsFromTheQuestionToASufficientAnswer) {
  expect_all({{"2026-09-01 --identity 2026-09-03..2026-09-13", "2026-10-12", "2026-12-11"},
              {"2026-09-01 --identity 2026-09-01..2026-09-01", "2026-10-01", "2026-12-01"},
              {"2026-05-04 --identity 2026-05-06..2026-05-16 --clarification 2026-05-12..2026-05-20",
               "2026-06-18", "2026-08-18"},
              {"2026-06-10 --clarification 2026-06-11..2026-06-15 --clarification 2026-06-25..2026-07-02",
               "2026-07-21", "2026-09-21"},
              {"2026-01-12 --identity 2026-01-20..2026-03-16", "2026-04-08", "2026-06-08"}});
}

TEST(Deadline_Recital63, AQuestionThatOnlyAsksWhatSheMeansDoesNotStopTheClock) {
  EXPECT_EQ(computed("--received 2026-09-01 --clarification 2026-09-03..2026-09-13 --why unclear").at("due"),
            "2026-10-01");
}

TEST(Deadline_Decret77, WhileAnAnswerIsAwaitedTheDatesMoveWithToday) {
  const auto at = [](const char* today) {
    return json::parse(
        deadline("--json deadline --received 2026-09-01 --identity 2026-09-03 --today " + std::string(today))
            .out);
  };
  EXPECT_EQ(at("2026-09-10").at("suspended_days"), 7);
  EXPECT_EQ(at("2026-09-20").at("suspended_days"), 17);
  EXPECT_EQ(at("2026-09-20").at("waiting"), true);
}

TEST(Deadline_AS05, AnExtensionIsToldWithReasonsWithinTheFirstMonth) {
  const std::string received = "deadline --today 2026-03-03 --received 2026-01-31 ";
  const Ran late = deadline(received + "--extended 2026-03-03 --reason 'many systems'");
  EXPECT_EQ(late.code, 1);
  EXPECT_THAT(late.err, HasSubstr("GDPR 12(3)"));
  EXPECT_EQ(deadline(received + "--extended 2026-02-20").code, 1) << "without a reason";
  const Ran told = deadline("--json " + received + "--extended 2026-03-02 --reason 'many systems'");
  EXPECT_EQ(json::parse(told.out).at("in_force"), "2026-04-30");
}

TEST(Deadline_GDPR21_3, WhatIsCarriedOutAtOnceIsNeitherStoppedNorExtended) {
  EXPECT_EQ(computed("--received 2026-09-01 --right consent").at("immediate"), true);
  const std::string withdrawal = "deadline --today 2040-01-01 --received 2026-09-01 --right consent ";
  EXPECT_EQ(deadline(withdrawal + "--extended 2026-09-10 --reason 'much work'").code, 1);
  EXPECT_EQ(deadline(withdrawal + "--clarification 2026-09-02").code, 1);
  EXPECT_EQ(
      deadline("deadline --today 2040-01-01 --received 2026-09-01 --right objection --marketing --identity "
               "2026-09-02")
          .code,
      1);
}

TEST(Deadline_LIL51_II, TheErasureOfAMinorsDataIsNotExtended) {
  const Ran ran = deadline(
      "deadline --today 2040-01-01 --received 2026-09-01 --right erasure --minor --extended 2026-09-10 "
      "--reason long");
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("LIL 51 II"));
}

TEST(Deadline_AS20, ImpossibleDatesAreClearErrors) {
  for (const char* words :
       {"--received 2026-02-30", "--received 2041-01-01", "--received ''", "--received 2026-09-01 --right ''",
        "--received 2026-09-01 --identity 2026-08-31",
        "--received 2026-09-01 --identity 2026-09-05..2026-09-04", "--received 2026-09-01 --calendar XX"}) {
    const Ran ran = deadline(std::string("deadline --today 2040-01-01 ") + words);
    EXPECT_EQ(ran.code, 1) << words;
    EXPECT_NE(ran.err, "") << words;
    EXPECT_EQ(ran.out, "") << words;
  }
}

TEST(Deadline_GDPR12_3, TheTextSaysWhyATermDoesNotEndOnItsDay) {
  EXPECT_THAT(deadline("deadline --today 2040-01-01 --received 2026-03-05").out,
              AllOf(HasSubstr("2026-04-07 Tuesday"), HasSubstr("Easter Monday 2026-04-06"),
                    HasSubstr("must still be answered"), HasSubstr("2026-04-03 Friday")));
}

}  // namespace
}  // namespace habeas::journey
