#include <habeas/law/test_law.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace habeas::law {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

constexpr base::Date today = 2026y / 11 / 23;

std::vector<std::string> problems_of(const std::string& yaml) {
  base::Problems problems;
  Library::read({{"law.yaml", yaml}}, problems);
  std::vector<std::string> all;
  for (const auto& problem : problems) all.push_back(base::to_string(problem));
  return all;
}

TEST(ShippedLaw, ReadsWithoutAProblem) {
  base::Problems problems;
  Library::read(shipped_files(), problems);
  for (const auto& problem : problems) ADD_FAILURE() << base::to_string(problem);
}

TEST(ShippedLaw, SaysWhatTheCodeOfCommerceOrdersToKeep) {
  const Library law = shipped_law();
  const Reference* invoices = law.reference("c-com-L123-22", today);
  ASSERT_NE(invoices, nullptr);
  EXPECT_EQ(to_string(invoices->article), "C. com. L123-22");
  EXPECT_EQ(invoices->retention, (Duration{.years = 10}));
  EXPECT_EQ(say(invoices->retention_start, "en"), "from the end of the financial year");
}

TEST(ShippedLaw, ChangesWithTheDate) {
  const Library law = shipped_law();
  EXPECT_EQ(say(law.reference("c-conso-L223-1", 2026y / 8 / 10)->title, "en"),
            "Marketing by phone: opt-out list");
  EXPECT_EQ(say(law.reference("c-conso-L223-1", 2026y / 8 / 11)->title, "en"),
            "Marketing by phone: prior consent");
  EXPECT_EQ(law.reference("c-conso-L223-1", 2018y / 5 / 24), nullptr);
}

TEST(ShippedLaw, AsksForConsentBeforeACallSinceThe11thOfAugust2026) {
  using Takes = MarketingRule::Takes;
  const Library law = shipped_law();
  EXPECT_EQ(law.marketing("phone", 2026y / 8 / 10)->takes, Takes::no_objection);
  EXPECT_EQ(law.marketing("phone", 2026y / 8 / 11)->takes, Takes::consent);
  EXPECT_EQ(law.marketing("phone", 2026y / 8 / 11)->except, LegalBasis::contract);
  EXPECT_EQ(to_string(law.marketing("email", today)->article), "CPCE L34-5");
  EXPECT_EQ(law.marketing("post", today)->takes, Takes::no_objection);
  EXPECT_EQ(law.marketing("pigeon", today), nullptr);
}

TEST(Marketing, NeedsARuleThatIsOneOfTwoAndAnExceptionInWords) {
  EXPECT_THAT(
      problems_of("marketing:\n  fax:\n    article: CPCE L34-5\n    rule: never\n    except: contract\n"
                  "    valid_from: 2018-05-25\n    proof: V\n"),
      testing::UnorderedElementsAre(testing::HasSubstr("'rule' must be consent or opposition"),
                                    testing::HasSubstr("'except' and 'exception' go together")));
}

TEST(ShippedLaw, HasEveryGroundThatPlansUse) {
  const Library law = shipped_law();
  for (const auto* id : {"own-data", "others-rights", "others-row", "sight-only", "secret",
                         "unproven-identifier", "technical", "undecodable", "document-missing", "inferred",
                         "basis-not-portable", "third-party-source", "others-rights-20-4", "not-automated"}) {
    EXPECT_NE(law.ground(id), nullptr) << id;
  }
  EXPECT_EQ(law.ground("other"), nullptr);
  EXPECT_EQ(to_string(law.ground("others-rights")->article), "GDPR 15(4)");
}

TEST(ShippedLaw, HasTheThirtyAuthoritiesOfTheEea) {
  const Library law = shipped_law();
  EXPECT_EQ(law.countries().size(), 30u);
  EXPECT_THAT(law.authority("FR")->postal, testing::HasSubstr("TSA 80715, 75334 Paris"));
  EXPECT_EQ(law.authority("CH"), nullptr);
}

TEST(ShippedLaw, SaysEveryRightAndRemedyInTwoLanguages) {
  const Library law = shipped_law();
  for (int i = 0; i <= static_cast<int>(Right::posthumous); ++i) {
    const RightWords* words = law.words_of(static_cast<Right>(i));
    ASSERT_NE(words, nullptr) << i;
    EXPECT_EQ(words->article, article_of(static_cast<Right>(i)));
    EXPECT_NE(say(words->sentence, "fr"), say(words->sentence, "en"));
  }
  for (const auto* id : {"first-ask-us", "authority", "choice-of-authority", "court"}) {
    EXPECT_NE(law.remedy(id), nullptr) << id;
  }
}

TEST(ShippedLaw, KeepsAtLeastWhatItsBindingReferencesOrder) {
  const Library law = shipped_law();
  EXPECT_THAT(law.retention_ids(), Contains("prospect"));
  for (const auto& id : law.retention_ids()) {
    const RetentionRule* rule = law.retention(id, today);
    ASSERT_NE(rule, nullptr) << id;
    EXPECT_TRUE(rule->active || rule->archive) << id;
    if (!rule->binding) continue;
    const auto ordered = law.reference(rule->references.at(0), today)->retention;
    EXPECT_TRUE(ordered == rule->archive || ordered == rule->active) << id;
  }
}

TEST(Library, HasADigestThatFollowsTheWordsAndNotTheOrder) {
  auto files = shipped_files();
  base::Problems problems;
  const std::string digest = Library::read(files, problems).digest();
  std::reverse(files.begin(), files.end());
  EXPECT_EQ(Library::read(files, problems).digest(), digest);
  files.front().second += "\n";
  EXPECT_NE(Library::read(files, problems).digest(), digest);
}

TEST(Library, ReportsEveryProblemWithItsPlace) {
  EXPECT_THAT(
      problems_of(R"(ground: {}
references:
  a:
    article: nonsense
    title: {fr: A, de: A}
    retention: ten years
    valid_from: 2026-02-30
    proof: X
    titel: A
grounds:
  g: {article: GDPR 15, words: {fr: A, en: B}}
)"),
      ElementsAre("law.yaml:1:1: error: unknown section 'ground'. Did you mean 'grounds'?",
                  "law.yaml:4:5: error: 'retention' and 'since' go together: how long, and from when",
                  "law.yaml:4:14: error: not a citation. Write it as 'GDPR 15(3)' or 'C. com. L123-22'.",
                  "law.yaml:5:12: error: 'en' is missing", "law.yaml:5:20: error: unknown key 'de'",
                  "law.yaml:6:16: error: 'retention' is not a duration. Write it as '10 years'.",
                  "law.yaml:7:17: error: 'valid_from' is not a date. Write it as 2026-11-24.",
                  "law.yaml:8:12: error: 'proof' must be V, S, M or P",
                  "law.yaml:9:5: error: unknown key 'titel'. Did you mean 'title'?",
                  "law.yaml:11:6: error: 'proof' is missing"));
}

TEST(Library, RefusesTwoVersionsOnOneDay) {
  EXPECT_THAT(problems_of(R"(references:
  a:
    - {article: GDPR 15, title: {fr: A, en: A}, valid_from: 2020-01-01, valid_to: 2021-01-01, proof: V}
    - {article: GDPR 15, title: {fr: A, en: A}, valid_from: 2021-01-01, proof: V}
)"),
              ElementsAre("law.yaml:4:7: error: two versions of 'a' are valid on the same day"));
}

TEST(Library, RefusesARetentionRuleThatCitesNothingKnown) {
  EXPECT_EQ(problems_of(R"(retention:
  a: {data: {fr: A, en: A}, active: 1 year, references: [c-civ-2224], valid_from: 2020-01-01, proof: V}
)")
                .size(),
            1u);
}

TEST(Library, RefusesACalendarThatBuildsOnNothing) {
  EXPECT_THAT(problems_of(R"(holidays:
  A: {name: {fr: A, en: A}, like: B, days: []}
  C:
    name: {fr: C, en: C}
    days: [{on: 02-30, from-easter: x, name: {fr: A, en: A}, valid_from: 2020-01-01, proof: V}]
)"),
              ElementsAre("law.yaml:2:3: error: 'like' must name a calendar that stands alone, not 'B'",
                          "law.yaml:5:12: error: give either 'on' or 'from-easter'",
                          "law.yaml:5:17: error: 'on' is not a day of the year. Write it as 07-14.",
                          "law.yaml:5:37: error: 'from-easter' is not a number of days"));
}

TEST(Library, RefusesACalendarWhoseDaysBeginNowhere) {
  EXPECT_THAT(problems_of("holidays:\n  A: {name: {fr: A, en: A}, zone: Europe/Lyon, days: []}\n"),
              ElementsAre(testing::HasSubstr("'Europe/Lyon' is not a time zone")));
}

TEST(Say, FallsBackToEnglishAndThenToAny) {
  EXPECT_EQ(say({{"fr", "oui"}, {"en", "yes"}}, "de"), "yes");
  EXPECT_EQ(say({{"fr", "oui"}}, "de"), "oui");
  EXPECT_EQ(say({}, "de"), "");
}

}  // namespace
}  // namespace habeas::law
