#include <habeas/law/test_law.h>
#include <habeas/permit/permit.h>
#include <habeas/standing/test_entries.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace habeas::permit {
namespace {

using namespace standing::example;
using standing::Entry;
using standing::What;
using testing::ElementsAre;
using testing::IsEmpty;

const law::Library& law_now() {
  static const law::Library read = law::shipped_law();
  return read;
}

constexpr int autumn = 300;  // 28 October 2026

Permit ask(const std::vector<Entry>& life, const std::string& activity, const std::string& channel = "",
           int on = autumn) {
  return permit(record(), law_now(), standing::at(life, day(on)), map::ActivityName(activity), channel,
                day(on));
}

std::vector<std::string> grounds(const Permit& permit) {
  std::vector<std::string> all;
  for (const auto& reason : permit.reasons) all.push_back(reason.ground + " " + to_string(reason.article));
  return all;
}

std::string answer(const Permit& permit) { return std::string(to_string(permit.answer)); }

Entry consent(What what, int on) {
  Entry one = entry(what, on);
  one.consent = "newsletter";
  return one;
}
Entry opposed(const std::string& channel, int on) {
  Entry one = entry(What::marketing_opposed, on);
  one.channel = channel;
  return one;
}

TEST(Permit, AllowsWhatHasItsBasisAndSaysWhich) {
  EXPECT_EQ(answer(ask({}, "orders")), "allow");
  EXPECT_THAT(grounds(ask({}, "orders")), ElementsAre("basis-contract GDPR 6(1)(b)"));
  EXPECT_EQ(ask({}, "orders").as_of, day(autumn));
}

TEST(Permit, HandsAnUnknownActivityToAHuman) {
  EXPECT_EQ(answer(ask({}, "lottery")), "human");
  EXPECT_THAT(grounds(ask({}, "lottery")), ElementsAre("activity-unknown GDPR 5(2)"));
  EXPECT_EQ(answer(ask({entry(What::erasure_accepted, 1)}, "lottery")), "human");  // never allow
}

TEST(Permit, FailsClosedWhereNothingProvesAConsent_7_1) {
  EXPECT_EQ(answer(ask({}, "newsletter", "email")), "deny");
  EXPECT_THAT(grounds(ask({}, "newsletter", "email")), ElementsAre("no-consent-proven GDPR 7(1)"));
  Entry to_no_text = consent(What::consent_given, 1);
  to_no_text.version.clear();
  EXPECT_EQ(answer(ask({to_no_text}, "newsletter", "email")), "deny");
}

TEST(Permit, FollowsAConsentFromGivenToWithdrawn_7_3) {
  std::vector<Entry> life = {consent(What::consent_given, 1)};
  EXPECT_EQ(answer(ask(life, "newsletter", "email")), "allow");
  EXPECT_EQ(ask(life, "newsletter", "email").reasons.front().since, day(1));
  life.push_back(consent(What::consent_withdrawn, 2));
  EXPECT_THAT(grounds(ask(life, "newsletter", "email")), ElementsAre("consent-withdrawn GDPR 7(3)"));
  EXPECT_EQ(answer(ask(life, "newsletter", "email", 1)), "allow");  // as it was on that day
}

TEST(Permit, DeniesMarketingByTheChannelThatWasOpposed_21_3) {
  const std::vector<Entry> life = {opposed("email", 1)};
  EXPECT_THAT(grounds(ask(life, "advertising", "email")), ElementsAre("marketing-opposed GDPR 21(3)"));
  EXPECT_EQ(answer(ask(life, "advertising", "post")), "allow");
  EXPECT_EQ(answer(ask(life, "advertising")), "allow");      // post is left to prepare for
  EXPECT_EQ(answer(ask(life, "orders", "email")), "allow");  // an order's news is no marketing
}

TEST(Permit, DeniesAllMarketingIncludingItsPreparationWhenAllWasOpposed_21_3) {
  EXPECT_EQ(answer(ask({opposed("", 1)}, "advertising")), "deny");
  EXPECT_EQ(answer(ask({opposed("", 1)}, "advertising", "post")), "deny");
  EXPECT_EQ(answer(ask({opposed("email", 1), opposed("post", 1), opposed("phone", 1)}, "advertising")),
            "deny");
}

TEST(Permit, LetsOnlyHerOwnLaterConsentTakeAnObjectionBack) {
  EXPECT_EQ(answer(ask({consent(What::consent_given, 1), opposed("email", 2)}, "newsletter", "email")),
            "deny");
  EXPECT_EQ(answer(ask({opposed("email", 1), consent(What::consent_given, 2)}, "newsletter", "email")),
            "allow");
  EXPECT_EQ(answer(ask({opposed("email", 1), consent(What::consent_given, 2)}, "advertising", "email")),
            "deny");
}

TEST(Permit, AsksForConsentBeforeACallSinceThe11thOfAugust2026_L223_1) {
  EXPECT_EQ(answer(ask({}, "advertising", "phone", 221)), "allow");  // 10 August
  EXPECT_EQ(answer(ask({}, "advertising", "phone", 222)), "deny");
  EXPECT_THAT(grounds(ask({}, "advertising", "phone", 222)),
              ElementsAre("no-consent-proven C. conso L223-1"));
}

TEST(Permit, NamesTheExceptionThatAMailToCustomersRestsOn_L34_5) {
  EXPECT_THAT(grounds(ask({}, "advertising", "email")),
              ElementsAre("basis-legitimate-interest GDPR 6(1)(f)", "marketing-exception CPCE L34-5"));
}

TEST(Permit, HandsAChannelThatTheRecordDoesNotKnowToAHuman) {
  EXPECT_EQ(answer(ask({}, "advertising", "sms")), "human");
  EXPECT_EQ(answer(ask({opposed("", 1)}, "advertising", "sms")), "deny");
}

TEST(Permit, OnlyStoresWhatIsFrozen_18_2) {
  std::vector<Entry> life = {about(entry(What::restriction_granted, 1), "", "c")};
  EXPECT_THAT(grounds(ask(life, "accounting")), ElementsAre("restricted GDPR 18(2)"));
  life = {about(entry(What::restriction_granted, 1), "orders", "a"),
          about(entry(What::lift_noticed, 2), "orders")};
  EXPECT_EQ(answer(ask(life, "orders")), "deny");
  EXPECT_EQ(answer(ask(life, "security")), "allow");
}

TEST(Permit, FreezesOnAnObjectionAndStopsWhenItIsUpheld_21_1) {
  std::vector<Entry> life = {about(entry(What::objection_made, 1), "security")};
  EXPECT_THAT(grounds(ask(life, "security")), ElementsAre("objection-pending GDPR 18(1)(d)"));
  life.push_back(by(about(entry(What::objection_upheld, 2), "security"), "C. Roy"));
  EXPECT_THAT(grounds(ask(life, "security")), ElementsAre("objection-upheld GDPR 21(1)"));
}

TEST(Permit, SuspendsWhatAContestedDecisionLeadsTo_22_3) {
  std::vector<Entry> life = {about(referring(entry(What::decision_contested, 1), "D-1"), "instalments")};
  EXPECT_THAT(grounds(ask(life, "instalments")), ElementsAre("decision-contested GDPR 22(3)"));
  EXPECT_EQ(ask(life, "instalments").reasons.front().by, "R-2026-000001");
  EXPECT_EQ(answer(ask(life, "orders")), "allow");
  life.push_back(by(referring(entry(What::decision_reviewed, 2), "D-1"), "C. Roy"));
  EXPECT_EQ(answer(ask(life, "instalments")), "allow");
}

TEST(Permit, DeniesEveryUseWhileAnErasureGoesOn_17_1) {
  std::vector<Entry> life = {entry(What::erasure_accepted, 1)};
  for (const auto* activity : {"orders", "accounting", "security"})
    EXPECT_EQ(answer(ask(life, activity)), "deny");
  life.push_back(entry(What::erased, 2));
  EXPECT_EQ(answer(ask(life, "orders")), "deny");
  EXPECT_EQ(answer(ask(life, "accounting")), "allow");  // what the law keeps serves the law
  life.push_back(entry(What::returned, 3));
  EXPECT_EQ(answer(ask(life, "orders")), "allow");
}

TEST(Permit, UsesNothingOnAnAllegedDeathAndLittleAfterAProvenOne_LIL_84) {
  std::vector<Entry> life = {entry(What::death_alleged, 1)};
  EXPECT_EQ(answer(ask(life, "orders")), "deny");
  life.push_back(referring(entry(What::death_proven, 2), "deed-1"));
  EXPECT_EQ(answer(ask(life, "advertising", "post")), "deny");
  EXPECT_EQ(answer(ask(life, "orders")), "human");  // the estate may need it
  EXPECT_EQ(answer(ask(life, "accounting")), "allow");
  life.push_back(entry(What::death_mistaken, 3));
  EXPECT_EQ(answer(ask(life, "orders")), "allow");
}

TEST(Permit, SaysAllReasonsNotOnlyTheFirst) {
  const std::vector<Entry> life = {about(entry(What::objection_made, 1), "advertising"), opposed("", 2),
                                   entry(What::erasure_accepted, 3)};
  EXPECT_THAT(
      grounds(ask(life, "advertising", "post")),
      ElementsAre("closing GDPR 17(1)", "objection-pending GDPR 18(1)(d)", "marketing-opposed GDPR 21(3)"));
}

RC_GTEST_PROP(Permit, NeverAllowsWithoutNamingItsBasisNorDeniesWithoutAGroundOfTheLibrary, ()) {
  const auto life = any_lawful_life(record());
  const auto activity =
      *rc::gen::element<std::string>("orders", "accounting", "newsletter", "advertising", "nothing");
  const auto channel = *rc::gen::element<std::string>("", "email", "post", "phone", "sms");
  const Permit given = ask(life, activity, channel);
  RC_ASSERT(!given.reasons.empty());
  for (const auto& reason : given.reasons) RC_ASSERT(law_now().ground(reason.ground) != nullptr);
  RC_ASSERT((given.answer == Answer::allow) == given.reasons.front().ground.starts_with("basis-"));
}

// A further denial never turns a no into a yes.
RC_GTEST_PROP(Permit, IsNeverOpenedByADenial, ()) {
  auto life = any_lawful_life(record());
  const auto channel = *rc::gen::element<std::string>("", "email", "post");
  const Permit before = ask(life, "advertising", channel);
  const auto denial =
      *rc::gen::element(What::marketing_opposed, What::objection_made, What::restriction_asked,
                        What::restriction_granted, What::erasure_accepted, What::death_alleged);
  life.push_back(about(entry(denial, 100), "advertising", "c"));
  RC_PRE(static_cast<bool>(standing::may_follow(record(), standing::at(life, day(99)), life.back())));
  const Permit then = ask(life, "advertising", channel);
  RC_ASSERT(before.answer != Answer::deny || then.answer == Answer::deny);
  if (denial != What::marketing_opposed) RC_ASSERT(then.answer == Answer::deny);
}

}  // namespace
}  // namespace habeas::permit
