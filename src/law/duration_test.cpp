#include <habeas/law/library.h>

#include <gtest/gtest.h>

namespace habeas::law {
namespace {

using namespace std::chrono_literals;

constexpr Duration one_month{.months = 1};
constexpr Duration three_months{.months = 3};

TEST(Duration, IsReadInPlainWords) {
  EXPECT_EQ(parse_duration("10 years"), (Duration{.years = 10}));
  EXPECT_EQ(parse_duration("13 months"), (Duration{.months = 13}));
  EXPECT_EQ(parse_duration("1 year 6 months"), (Duration{.years = 1, .months = 6}));
  EXPECT_EQ(parse_duration("2 weeks"), (Duration{.days = 14}));
}

TEST(Duration, IsNothingWhenItIsNotOne) {
  for (const auto* text : {"", "years", "10", "ten years", "10years", "-1 year", "10  years", "10 years ",
                           "99999 days", "1 year 2 years", "end of relation", "1.5 years"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

TEST(Duration, IsSaidInFrenchAndInEnglish) {
  EXPECT_EQ(in_words(Duration{.years = 10}, "fr"), "10 ans");
  EXPECT_EQ(in_words(Duration{.years = 1}, "fr"), "1 an");
  EXPECT_EQ(in_words(Duration{.months = 13}, "fr"), "13 mois");
  EXPECT_EQ(in_words(Duration{.years = 1, .months = 6, .days = 2}, "fr"), "1 an, 6 mois et 2 jours");
  EXPECT_EQ(in_words(Duration{.months = 1, .days = 1}, "en"), "1 month and 1 day");
  EXPECT_EQ(in_words(Duration{}, "en"), "0 days");
}

// The nominal dates of the worked examples of deadline_test.cpp.
TEST(After, KeepsTheNumberOfTheDay) {
  EXPECT_EQ(after(2026y / 3 / 5, one_month), 2026y / 4 / 5);
  EXPECT_EQ(after(2028y / 2 / 29, one_month), 2028y / 3 / 29);
  EXPECT_EQ(after(2026y / 12 / 31, one_month), 2027y / 1 / 31);
}

TEST(After, EndsOnTheLastDayWhenTheMonthIsShorter) {  // Reg. 1182/71 art. 3(2)(c)
  EXPECT_EQ(after(2026y / 8 / 31, one_month), 2026y / 9 / 30);
  EXPECT_EQ(after(2026y / 1 / 31, one_month), 2026y / 2 / 28);
  EXPECT_EQ(after(2024y / 1 / 31, one_month), 2024y / 2 / 29);
  EXPECT_EQ(after(2027y / 1 / 29, one_month), 2027y / 2 / 28);
  EXPECT_EQ(after(2027y / 11 / 30, three_months), 2028y / 2 / 29);
}

TEST(After, ClampsALeapDay) {
  EXPECT_EQ(after(2024y / 2 / 29, {.years = 1}), 2025y / 2 / 28);
  EXPECT_EQ(after(2024y / 2 / 29, {.years = 4}), 2028y / 2 / 29);
}

TEST(After, AddsDaysLast) { EXPECT_EQ(after(2026y / 1 / 31, {.months = 1, .days = 3}), 2026y / 3 / 3); }

}  // namespace
}  // namespace habeas::law
