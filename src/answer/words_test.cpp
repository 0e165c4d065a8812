#include <habeas/answer/words.h>

#include <gtest/gtest.h>

#include <set>

namespace habeas::answer {
namespace {

std::multiset<std::string> fillings(const std::string& sentence) {
  std::multiset<std::string> names;
  for (std::size_t at = sentence.find('{'); at != std::string::npos; at = sentence.find('{', at + 1)) {
    names.insert(sentence.substr(at, sentence.find('}', at) - at + 1));
  }
  return names;
}

TEST(Words, BothLanguagesSayTheSameThings) {
  const Words& french = Words::in("fr");
  const Words& english = Words::in("en");
  EXPECT_EQ(french.keys(), english.keys());
  for (const std::string& key : french.keys()) {
    EXPECT_FALSE(english[key].empty()) << key;
    EXPECT_EQ(fillings(french[key]), fillings(english[key])) << key;
  }
}

TEST(Words, CountInEachLanguagesWay) {
  EXPECT_EQ(Words::in("fr").count("rows", 0), "0 fiche");
  EXPECT_EQ(Words::in("en").count("rows", 0), "0 records");
  EXPECT_EQ(Words::in("fr").count("rows", 12345), "12\u202F345 fiches");
  EXPECT_EQ(Words::in("en").number(1234567), "1,234,567");
}

TEST(Words, FrenchPunctuationStaysOnTheLineOfItsWord) {
  const Words& french = Words::in("fr");
  for (const std::string& key : french.keys()) {
    for (const char* apart : {" :", " ;", " !", " ?", " »", "« "})
      EXPECT_EQ(french[key].find(apart), std::string::npos) << key;
  }
}

TEST(Words, WriteDatesOut) {
  using namespace std::chrono;
  EXPECT_EQ(Words::in("fr").date(year(2026) / 3 / 1), "1er mars 2026");
  EXPECT_EQ(Words::in("en").date(year(2026) / 11 / 24), "24 November 2026");
}

TEST(Words, TellTheTimeOfWhereTheOrganisationIs) {
  using namespace std::chrono;
  const base::Instant late = sys_days(2026y / 3 / 31) + 23h + 30min;
  EXPECT_EQ(Words::in("fr").moment_in("Europe/Paris", late), "1er avril 2026 à 01:30");
  EXPECT_EQ(Words::in("en").moment_in("America/Martinique", late), "31 March 2026 at 19:30");
}

TEST(Words, OtherLanguagesAreAnsweredInEnglish) { EXPECT_EQ(Words::in("de").language(), "en"); }

}  // namespace
}  // namespace habeas::answer
