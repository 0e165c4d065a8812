#include <habeas/standing/test_entries.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace habeas::standing {
namespace {

using namespace example;
using testing::HasSubstr;

std::string why_not(const std::vector<Entry>& life, const Entry& next) {
  const auto verdict = may_follow(record(), at(life, next.at), next);
  return verdict ? "" : verdict.error();
}

Entry consent(What what, int on) {
  Entry one = entry(what, on);
  one.consent = "newsletter";
  return one;
}

TEST(Words, NameEveryKindOfEntry) {
  for (int i = 0; i <= static_cast<int>(What::returned); ++i) {
    const auto what = static_cast<What>(i);
    EXPECT_EQ(what_named(to_string(what)), what);
  }
  EXPECT_EQ(what_named("forgotten"), std::nullopt);
}

// --- consent: GDPR 7 ------------------------------------------------------------------------------------

TEST(Consent, HoldsFromTheDayItWasGivenToTheDayItWasWithdrawn) {
  const std::vector<Entry> life = {consent(What::consent_given, 1), consent(What::consent_withdrawn, 5)};
  EXPECT_TRUE(at(life, day(0)).consents.empty());
  EXPECT_TRUE(at(life, day(4)).consents.at("newsletter").given);
  EXPECT_FALSE(at(life, day(5)).consents.at("newsletter").given);
  EXPECT_EQ(at(life, day(5)).consents.at("newsletter").version, "v1");
}

TEST(Consent, NeedsWhatWasShownAndHowItWasGiven_7_1) {
  Entry given = consent(What::consent_given, 1);
  EXPECT_EQ(why_not({}, given), "");
  given.version.clear();
  EXPECT_THAT(why_not({}, given), HasSubstr("GDPR 7(1)"));
  given = consent(What::consent_given, 1);
  given.how.clear();
  EXPECT_THAT(why_not({}, given), HasSubstr("GDPR 7(1)"));
  given.how = "terms";
  EXPECT_THAT(why_not({}, given), HasSubstr("GDPR 7(2)"));
  given.consent = "everything";
  EXPECT_THAT(why_not({}, given), HasSubstr("unknown consent"));
}

TEST(Consent, IsWithdrawnAtAnyTimeWithoutAReason_7_3) {
  Entry withdrawn = consent(What::consent_withdrawn, 1);
  withdrawn.version.clear();
  withdrawn.how.clear();
  withdrawn.words = {};
  EXPECT_EQ(why_not({}, withdrawn), "");  // also one that nobody recorded
}

// --- marketing and objection: GDPR 21 -------------------------------------------------------------------

TEST(MarketingObjection, IsByChannelOrForAll_21_2) {
  Entry opposed = entry(What::marketing_opposed, 1);
  EXPECT_EQ(why_not({}, opposed), "");
  EXPECT_TRUE(at({opposed}, day(1)).opposed_channels.contains(""));
  opposed.channel = "email";
  EXPECT_TRUE(at({opposed}, day(900)).opposed_channels.contains("email"));
  opposed.channel = "pigeon";
  EXPECT_THAT(why_not({}, opposed), HasSubstr("GDPR 21(2)"));
}

TEST(Objection, FreezesItsActivityUntilItIsDecided_18_1_d) {
  const std::vector<Entry> life = {about(entry(What::objection_made, 1), "security")};
  EXPECT_EQ(at(life, day(1)).freezes.at("security").ground, "d");
  EXPECT_THAT(why_not(life, about(entry(What::lift_noticed, 2), "security")), HasSubstr("18(1)(d)"));
}

TEST(Objection, IsToAPublicTaskOrALegitimateInterestOnly_21_1) {
  EXPECT_THAT(why_not({}, about(entry(What::objection_made, 1), "orders")), HasSubstr("GDPR 21(1)"));
  EXPECT_THAT(why_not({}, entry(What::objection_made, 1)), HasSubstr("names no activity"));
  EXPECT_THAT(why_not({}, about(entry(What::objection_made, 1), "lottery")), HasSubstr("unknown activity"));
}

TEST(Objection, UpheldStopsTheActivityForGood) {
  const std::vector<Entry> life = {about(entry(What::objection_made, 1), "security"),
                                   by(about(entry(What::objection_upheld, 2), "security"), "C. Roy")};
  EXPECT_TRUE(at(life, day(2)).objections_upheld.contains("security"));
  EXPECT_TRUE(at(life, day(2)).freezes.empty());
}

TEST(Objection, RefusedNeedsReasonsAndANoticeBeforeTheFreezeEnds_18_3) {
  std::vector<Entry> life = {about(entry(What::objection_made, 1), "security")};
  Entry refused = by(about(entry(What::objection_refused, 2), "security"), "C. Roy");
  refused.words = {};
  EXPECT_THAT(why_not(life, refused), HasSubstr("compelling legitimate grounds"));
  refused = by(about(entry(What::objection_refused, 2), "security"), "portal");
  EXPECT_THAT(why_not(life, refused), HasSubstr("named human"));
  life.push_back(by(about(entry(What::objection_refused, 2), "security"), "C. Roy"));
  EXPECT_THAT(why_not(life, about(entry(What::restriction_lifted, 3), "security")), HasSubstr("18(3)"));
  EXPECT_TRUE(at(life, day(3)).freezes.contains("security"));
  life.push_back(about(entry(What::lift_noticed, 3), "security"));
  EXPECT_TRUE(at(life, day(3)).freezes.contains("security"));
  EXPECT_EQ(why_not(life, about(entry(What::restriction_lifted, 4), "security")), "");
  life.push_back(about(entry(What::restriction_lifted, 4), "security"));
  EXPECT_TRUE(at(life, day(4)).freezes.empty());
}

// --- restriction: GDPR 18 -------------------------------------------------------------------------------

TEST(Restriction, HasOneOfFourGrounds_18_1) {
  EXPECT_THAT(why_not({}, about(entry(What::restriction_asked, 1), "orders")), HasSubstr("GDPR 18(1)"));
  EXPECT_THAT(why_not({}, about(entry(What::restriction_granted, 1), "orders", "e")),
              HasSubstr("GDPR 18(1)"));
  EXPECT_EQ(why_not({}, about(entry(What::restriction_asked, 1), "", "c")), "");
}

TEST(Restriction, OnTwoGroundsEndsOneByOne) {
  std::vector<Entry> life = {about(entry(What::restriction_granted, 1), "security", "c"),
                             about(entry(What::objection_made, 2), "security"),
                             by(about(entry(What::objection_refused, 3), "security"), "C. Roy"),
                             about(entry(What::lift_noticed, 4), "security", "d"),
                             about(entry(What::restriction_lifted, 5), "security", "d")};
  const Standing now = at(life, day(5));
  ASSERT_TRUE(now.freezes.contains("security"));
  EXPECT_EQ(now.freezes.at("security").ground, "c");
  EXPECT_EQ(freeze_of(now, "security", "d"), nullptr);
}

TEST(Restriction, AskedAgainAfterTheNoticeNeedsANoticeOfItsOwn) {
  const std::vector<Entry> life = {about(entry(What::restriction_granted, 1), "orders", "a"),
                                   about(entry(What::lift_noticed, 2), "orders"),
                                   about(entry(What::restriction_asked, 3), "orders", "a")};
  EXPECT_THAT(why_not(life, about(entry(What::restriction_lifted, 4), "orders")), HasSubstr("18(3)"));
}

TEST(Restriction, KeptForHerIsNotErasedSilently_18_2) {
  const std::vector<Entry> life = {about(entry(What::restriction_granted, 1), "orders", "c")};
  EXPECT_THAT(why_not(life, entry(What::erasure_accepted, 2)), HasSubstr("she chooses first"));
}

// --- erasure, decisions, directives ---------------------------------------------------------------------

TEST(Erasure, ClosesThenIsDoneAndEndsConsents) {
  std::vector<Entry> life = {consent(What::consent_given, 1)};
  EXPECT_THAT(why_not(life, entry(What::erased, 2)), HasSubstr("GDPR 17(1)"));
  life.push_back(entry(What::erasure_accepted, 2));
  EXPECT_TRUE(at(life, day(2)).closing.has_value());
  life.push_back(entry(What::erased, 3));
  EXPECT_FALSE(at(life, day(3)).closing.has_value());
  EXPECT_TRUE(at(life, day(3)).erased.has_value());
  EXPECT_FALSE(at(life, day(3)).consents.at("newsletter").given);
  Entry back = entry(What::returned, 9);
  EXPECT_EQ(why_not(life, back), "");
  back.version.clear();
  EXPECT_THAT(why_not(life, back), HasSubstr("GDPR 13, 14"));
}

TEST(Erasure, ThatWasStoppedNoLongerCloses) {
  const std::vector<Entry> life = {entry(What::erasure_accepted, 1), entry(What::erasure_stopped, 2)};
  EXPECT_EQ(at(life, day(2)), Standing{});
}

TEST(Hold, IsKnownByItsDispute_17_3_e) {
  EXPECT_THAT(why_not({}, entry(What::hold_placed, 1)), HasSubstr("reference"));
  EXPECT_THAT(why_not({}, referring(entry(What::hold_lifted, 1), "L-1")), HasSubstr("17(3)(e)"));
  EXPECT_TRUE(at({referring(entry(What::hold_placed, 1), "L-1")}, day(1)).holds.contains("L-1"));
}

TEST(Decision, ContestedIsSuspendedUntilANamedHumanDecides_22_3) {
  EXPECT_THAT(why_not({}, about(referring(entry(What::decision_contested, 1), "D-1"), "orders")),
              HasSubstr("GDPR 22(1)"));
  std::vector<Entry> life = {about(referring(entry(What::decision_contested, 1), "D-1"), "instalments")};
  EXPECT_EQ(at(life, day(1)).contested_activity.at("D-1"), "instalments");
  const Entry by_machine = by(referring(entry(What::decision_reviewed, 2), "D-1"), "system");
  EXPECT_THAT(why_not(life, by_machine), HasSubstr("named human"));
  life.push_back(by(referring(entry(What::decision_reviewed, 2), "D-1"), "C. Roy"));
  EXPECT_EQ(at(life, day(2)), Standing{});
}

TEST(Directive, NeverComesWithTheTermsOfUse_LIL_85_AS17) {
  Entry directive = referring(entry(What::directive_lodged, 1), "dir-1");
  directive.how = "terms";
  EXPECT_THAT(why_not({}, directive), HasSubstr("LIL 85 I"));
  directive.how = "a form of its own";
  EXPECT_EQ(why_not({}, directive), "");
  EXPECT_EQ(why_not({directive}, referring(entry(What::directive_revoked, 2), "dir-1")), "");
  EXPECT_TRUE(
      at({directive, referring(entry(What::directive_revoked, 2), "dir-1")}, day(2)).directives.empty());
  EXPECT_THAT(why_not({}, referring(entry(What::directive_revoked, 2), "dir-1")), HasSubstr("in force"));
}

TEST(Directive, ThatIsLaterTakesThePlaceOfEarlierOnesAndARevocationEndsAll_LIL_85_I) {
  std::vector<Entry> life = {referring(entry(What::directive_lodged, 1), "dir-1"),
                             referring(entry(What::directive_lodged, 2), "dir-2")};
  EXPECT_EQ(at(life, day(2)).directives, std::set<std::string>{"dir-2"});
  life.push_back(referring(entry(What::directive_revoked, 3), "dir-2"));
  EXPECT_TRUE(at(life, day(3)).directives.empty()) << "what it had replaced does not come back";
}

TEST(Decision, IsNoLongerSuspendedWhenTheContestWasRefused_22_3) {
  std::vector<Entry> life = {about(referring(entry(What::decision_contested, 1), "D-1"), "instalments")};
  EXPECT_THAT(why_not(life, referring(entry(What::contest_ended, 2), "D-2")), HasSubstr("GDPR 22(3)"));
  life.push_back(referring(entry(What::contest_ended, 2), "D-1"));
  EXPECT_EQ(at(life, day(2)), Standing{});
}

// --- death: LIL 84-85 -----------------------------------------------------------------------------------

TEST(Death, ByMistakeLeavesNoTraceOfWhatRestedOnIt) {
  const std::vector<Entry> before = {consent(What::consent_given, 1)};
  std::vector<Entry> life = before;
  life.push_back(by(entry(What::death_alleged, 2), "R-2026-000009"));
  life.push_back(by(entry(What::erasure_accepted, 3), "R-2026-000009"));
  EXPECT_EQ(at(life, day(3)).death, Death::alleged);
  life.push_back(by(entry(What::death_mistaken, 4), "C. Roy"));
  EXPECT_EQ(at(life, day(4)), at(before, day(4)));
}

TEST(Death, ByMistakeKeepsWhatSheDidHerselfMeanwhile) {
  const std::vector<Entry> life = {by(entry(What::death_alleged, 1), "R-2026-000009"),
                                   by(entry(What::marketing_opposed, 2), "R-2026-000010"),
                                   by(entry(What::death_mistaken, 3), "C. Roy")};
  EXPECT_TRUE(at(life, day(3)).opposed_channels.contains(""));
}

TEST(Death, ThatNobodyProvedIsTakenBackWithItsRequestAndNoOther) {
  std::vector<Entry> life = {by(entry(What::death_alleged, 1), "R-2026-000009"),
                             by(entry(What::death_alleged, 2), "R-2026-000010"),
                             by(entry(What::death_not_proven, 3), "R-2026-000009")};
  EXPECT_EQ(at(life, day(3)).death, Death::alleged) << "another request says it, too";
  EXPECT_EQ(at(life, day(3)).death_since->by, "R-2026-000010");
  life.push_back(by(entry(What::death_not_proven, 4), "R-2026-000010"));
  EXPECT_EQ(at(life, day(4)), Standing{});
  life = {by(entry(What::death_proven, 1), "R-2026-000009")};
  EXPECT_THAT(why_not(life, by(entry(What::death_not_proven, 2), "R-2026-000009")), HasSubstr("mistake"));
}

TEST(Death, IsProvenByADocumentAndEndsConsenting) {
  EXPECT_THAT(why_not({}, by(entry(What::death_proven, 1), "portal")), HasSubstr("document"));
  EXPECT_THAT(why_not({}, entry(What::death_mistaken, 1)), HasSubstr("no death"));
  const std::vector<Entry> life = {entry(What::death_alleged, 1)};
  EXPECT_THAT(why_not(life, consent(What::consent_given, 2)), HasSubstr("LIL 84"));
}

TEST(Entry, SaysWhatItRestsOn) {
  EXPECT_THAT(why_not({}, by(entry(What::marketing_opposed, 1), "")), HasSubstr("GDPR 5(2)"));
}

}  // namespace
}  // namespace habeas::standing
