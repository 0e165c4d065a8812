#include <habeas/law/test_law.h>
#include <habeas/request/test_events.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace habeas::request {
namespace {

using namespace example;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr base::Date first = 2026y / 9 / 1;

// A request and what happened to it, with the rule that stopped it, if one did.
struct Story {
  Request request;
  std::string refused;

  explicit Story(const Event& received) {
    const auto start = begun("R-2026-000001", received, on(first));
    if (start) request = *start;
    if (!start) refused = start.error();
  }
  Story& then(const Event& next, std::optional<base::Date> today = std::nullopt) {
    const auto result = after(request, next, on(today.value_or(base::date_of(next.at))));
    refused = result ? "" : result.error();
    if (result) request = *result;
    return *this;
  }
};

Event identified(const std::string& level = "L2") {
  return event(What::identity_proven, first, {{"method", "account"}, {"level", level}});
}
Event planned(const std::string& digest = "d1") { return event(What::planned, first, {{"plan", digest}}); }
Event approved(const std::string& digest = "d1", const std::string& by = "C. Roy") {
  return event(What::approved, first, {{"plan", digest}}, by);
}
Event refusal(const std::string& ground) {
  return saying(event(What::refused, first, {{"ground", ground}}), "because");
}
Event letter(const std::string& kind) { return event(What::letter_sent, first, {{"letter", kind}}); }
Event run() { return event(What::run_begun, first, {{"plan", "d1"}, {"position", "7"}}); }

TEST(Receipt, NamesOneRightAndADayThatExistsAndIsNotInTheFuture) {
  EXPECT_EQ(Story(receipt("erasure", first)).refused, "");
  EXPECT_THAT(Story(receipt("", first)).refused, HasSubstr("no right"));
  EXPECT_THAT(Story(receipt("forgetting", first)).refused, HasSubstr("unknown right"));
  EXPECT_THAT(Story(receipt("erasure", 2026y / 9 / 2)).refused, HasSubstr("future"));
  const Event never =
      event(What::received, first, {{"right", "access"}, {"received", "2026-02-30"}, {"channel", "letter"}});
  EXPECT_THAT(Story(never).refused, HasSubstr("not a day that exists"));
  EXPECT_THAT(Story(planned()).refused, HasSubstr("begins with its receipt"));
}

TEST(Receipt, NeverChanges) {
  Story story(receipt("erasure", first));
  story.then(receipt("erasure", 2026y / 8 / 1));
  EXPECT_THAT(story.refused, HasSubstr("never change"));
}

TEST(Event, SaysWhoDidItAndEachFactOnce) {
  Story story(receipt("erasure", first));
  EXPECT_THAT(story.then(event(What::noted, first, {}, " ")).refused, HasSubstr("who did it"));
  EXPECT_THAT(story.then(event(What::noted, first, {{"a", "1"}, {"a", "2"}})).refused, HasSubstr("twice"));
}

TEST(Request, GoesFromReceiptToItsEnd) {
  Story story(receipt("erasure", first));
  story.then(event(What::acknowledged, first));
  EXPECT_EQ(story.request.state, State::received);
  EXPECT_EQ(story.then(identified()).request.state, State::in_progress);
  EXPECT_EQ(story.then(planned()).request.state, State::planned);
  EXPECT_EQ(story.then(approved()).request.state, State::approved);
  EXPECT_EQ(story.then(run()).refused, "");
  story.then(event(What::system_done, first, {{"system", "shop"}, {"rows", "3"}}));
  EXPECT_EQ(story.then(event(What::executed, first)).request.state, State::executed);
  EXPECT_EQ(story.then(letter("erased")).request.state, State::answered);
  EXPECT_EQ(story.then(event(What::closed, first)).request.state, State::closed);
  EXPECT_EQ(story.refused, "");
  EXPECT_EQ(retold("R-2026-000001", story.request.events).state, State::closed);
}

TEST(Identity, OfLevel2MayBeTheContactOnFileWhereThatIsAllThereIs_12_6) {
  Story story(receipt("access", first));
  EXPECT_THAT(story.then(identified("L1")).refused, HasSubstr("GDPR 12(6)"));
  Event by_code = identified("L1");
  by_code.facts.emplace_back("because", "no account: the contact on file is all there is");
  EXPECT_EQ(story.then(by_code).refused, "");
  EXPECT_THAT(Story(receipt("rectification", first)).then(identified("L0")).refused, HasSubstr("GDPR 12(6)"));
  EXPECT_THAT(Story(receipt("access", first)).then(identified("L9")).refused, HasSubstr("L0 to L6"));
}

TEST(Identity, IsNeverAskedOfWhoObjectsToMarketing_21_3) {
  Story story(receipt("objection", first, {{"marketing", "yes"}}));
  story.then(event(What::identity_asked, first, {{"method", "code"}, {"why", "doubt"}}));
  EXPECT_THAT(story.refused, HasSubstr("21(3)"));
}

TEST(Identity, StopsTheClockUntilItIsProven_S1) {
  Story story(receipt("erasure", first));
  story.then(event(What::identity_asked, 2026y / 9 / 3, {{"method", "code"}, {"why", "no session"}}));
  EXPECT_EQ(story.request.state, State::identity_pending);
  EXPECT_TRUE(deadline(story.request, on(2026y / 9 / 5)).waiting);
  story.then(event(What::identity_proven, 2026y / 9 / 13, {{"method", "code"}, {"level", "L2"}}));
  const auto due = deadline(story.request, on(2026y / 9 / 20));
  EXPECT_EQ(due.suspended_days, 10);
  EXPECT_EQ(due.due, 2026y / 10 / 12);
}

TEST(Withdrawal, AsksForIdentityButItsClockNeverStands_7_3) {
  Story story(receipt("consent", first));
  story.then(event(What::identity_asked, 2026y / 9 / 3, {{"method", "code"}, {"why", "no session"}}));
  EXPECT_EQ(story.request.state, State::identity_pending);
  EXPECT_TRUE(story.request.course.asks.empty());
  story.then(saying(event(What::clarification_asked, first, {{"why", "much-held"}}), "Which?"));
  EXPECT_THAT(story.refused, HasSubstr("not questioned"));
}

TEST(Restriction, IsAskedAboutWithoutStoppingItsClock) {
  Story story(receipt("restriction", first));
  story.then(saying(event(What::clarification_asked, first, {{"why", "much-held"}}), "Which data?"));
  EXPECT_EQ(story.request.state, State::clarification_pending);
  EXPECT_TRUE(story.request.course.asks.empty());
}

TEST(Clarification, StopsTheClockOnlyWhereMuchIsHeldOrAMandateIsInDoubt) {
  for (const auto& [why, asks] :
       std::vector<std::pair<std::string, std::size_t>>{{"much-held", 1}, {"mandate", 1}, {"unclear", 0}}) {
    Story story(receipt("access", first));
    story.then(saying(event(What::clarification_asked, first, {{"why", why}}), "Which data?"));
    EXPECT_EQ(story.request.state, State::clarification_pending);
    EXPECT_EQ(story.request.course.asks.size(), asks) << why;
  }
  Story story(receipt("access", first));
  EXPECT_THAT(story.then(event(What::clarification_asked, first, {{"why", "mood"}})).refused,
              HasSubstr("recital 63"));
}

TEST(Clarification, AskedOfAPlanMakesThePlanWorthless) {
  Story story(receipt("access", first));
  story.then(identified()).then(planned());
  story.then(saying(event(What::clarification_asked, first, {{"why", "unclear"}}), "Which data?"));
  EXPECT_THAT(story.then(approved()).refused, HasSubstr("cannot be approved"));
  story.then(event(What::clarification_given, first));
  EXPECT_EQ(story.request.state, State::in_progress);
}

TEST(Extension, OfAS05IsRefusedTooLateOrWithoutReasonAndAcceptedOnTheLastDay) {
  Story story(Event{});
  story.request = *begun("R-2026-000001", receipt("access", 2026y / 1 / 31), on(2026y / 1 / 31));
  const auto extension = [](const std::string& day, const std::string& reason) {
    return event(What::extended, 2026y / 1 / 31, {{"noticed", day}, {"reason", reason}});
  };
  EXPECT_THAT(story.then(extension("2026-03-03", "many systems"), 2026y / 3 / 3).refused,
              HasSubstr("too late"));
  EXPECT_THAT(story.then(extension("2026-02-20", " "), 2026y / 2 / 20).refused, HasSubstr("reasons"));
  EXPECT_THAT(story.then(extension("2026-03-02", "many systems"), 2026y / 3 / 1).refused,
              HasSubstr("future"));
  EXPECT_EQ(story.then(extension("2026-03-02", "many systems"), 2026y / 3 / 2).refused, "");
  EXPECT_EQ(deadline(story.request, on(2026y / 3 / 2)).in_force, 2026y / 4 / 30);
  EXPECT_THAT(story.then(extension("2026-03-02", "again"), 2026y / 3 / 2).refused, HasSubstr("once only"));
}

TEST(Extension, IsNeverForMarketingWithdrawalOrAMinorsErasure) {
  const Event longer = event(What::extended, first, {{"noticed", "2026-09-01"}, {"reason", "holidays"}});
  EXPECT_THAT(Story(receipt("objection", first, {{"marketing", "yes"}})).then(longer).refused,
              HasSubstr("21(3)"));
  EXPECT_THAT(Story(receipt("consent", first)).then(longer).refused, HasSubstr("7(3)"));
  EXPECT_THAT(Story(receipt("erasure", first, {{"minor", "yes"}})).then(longer).refused, HasSubstr("LIL 51"));
  EXPECT_EQ(Story(receipt("objection", first)).then(longer).refused, "");
}

TEST(Plan, WaitsForIdentityAndForWhatWasAsked) {
  Story story(receipt("erasure", first));
  EXPECT_THAT(story.then(planned()).refused, HasSubstr("identity is not proven"));
  story.then(identified());
  story.then(saying(event(What::clarification_asked, first, {{"why", "unclear"}}), "Which data?"));
  EXPECT_THAT(story.then(planned()).refused, HasSubstr("awaited"));
}

TEST(Approval, BindsThePlanThatWasShownAndIsAHumans) {
  Story story(receipt("erasure", first));
  story.then(identified()).then(planned("d1")).then(planned("d2"));
  EXPECT_THAT(story.then(approved("d1")).refused, HasSubstr("another one"));
  EXPECT_THAT(story.then(approved("d2", "person")).refused, HasSubstr("named human"));
  EXPECT_THAT(story.then(approved("d2", "rule")).refused, HasSubstr("named human"));
  EXPECT_EQ(story.then(approved("d2")).refused, "");
  EXPECT_EQ(story.request.approved_by, "C. Roy");
}

TEST(Approval, MayBeARuleOfTheControllerWhereNothingIsChanged) {
  Story story(receipt("access", first));
  EXPECT_EQ(story.then(identified()).then(planned()).then(approved("d1", "rule")).refused, "");
}

TEST(Execution, ComesAfterApprovalButForImmediateRights) {
  Story erasure(receipt("erasure", first));
  erasure.then(identified()).then(planned());
  EXPECT_THAT(erasure.then(run()).refused, HasSubstr("before it is approved"));
  EXPECT_THAT(erasure.then(event(What::executed, first)).refused, HasSubstr("needed step"));
  Story marketing(receipt("objection", first, {{"marketing", "yes"}}));
  EXPECT_EQ(marketing.then(run()).then(event(What::executed, first)).request.state, State::executed);
  Story withdrawal(receipt("consent", first));
  EXPECT_THAT(withdrawal.then(run()).refused, HasSubstr("before it is approved"));  // L1
  EXPECT_EQ(withdrawal.then(identified("L1")).then(run()).refused, "");
}

TEST(Execution, CannotClaimWhatASystemDidNotDo) {
  Story story(receipt("erasure", first));
  story.then(identified()).then(planned()).then(approved()).then(run());
  story.then(event(What::system_failed, first, {{"system", "crm"}, {"why", "unavailable"}}));
  EXPECT_THAT(story.then(event(What::executed, first)).refused, HasSubstr("cannot claim"));
  EXPECT_EQ(story.then(event(What::executed, first, {{"left", "crm is down"}})).refused, "");
  story.then(event(What::system_done, first, {{"system", "crm"}}));
  EXPECT_THAT(story.request.systems_failed, IsEmpty());
}

TEST(Refusal, NeedsAGroundOfTheClosedListReasonsAndAHuman_12_4) {
  Story story(receipt("erasure", first));
  story.then(identified());
  EXPECT_THAT(story.then(refusal("other")).refused, HasSubstr("one of these grounds only"));
  EXPECT_THAT(story.then(refusal("proven-accurate")).refused, HasSubstr("one of these grounds only"));
  EXPECT_THAT(story.then(event(What::refused, first, {{"ground", "legal-claims"}})).refused,
              HasSubstr("reasons"));
  Event by_portal = refusal("legal-claims");
  by_portal.by = "portal";
  EXPECT_THAT(story.then(by_portal).refused, HasSubstr("named human"));
  EXPECT_EQ(story.then(refusal("legal-claims")).request.state, State::refused);
  EXPECT_THAT(story.then(event(What::closed, first)).refused, HasSubstr("when it is answered"));
  EXPECT_EQ(story.then(letter("refusal")).request.state, State::answered);
}

TEST(Refusal, OfMarketingObjectionWithdrawalOrComplaintDoesNotExist) {
  EXPECT_THAT(
      Story(receipt("objection", first, {{"marketing", "yes"}})).then(refusal("overriding-grounds")).refused,
      HasSubstr("never refused"));
  EXPECT_THAT(Story(receipt("consent", first)).then(refusal("other")).refused, HasSubstr("never refused"));
  EXPECT_THAT(Story(receipt("complaint", first)).then(refusal("other")).refused, HasSubstr("never refused"));
}

TEST(Refusal, ShowsNothingBeforeIdentityIsProvenAndLeavesAMonthToProveIt) {
  Story story(receipt("erasure", first));
  EXPECT_THAT(story.then(refusal("legal-claims")).refused, HasSubstr("would show what is held"));
  EXPECT_THAT(story.then(refusal("identity-not-proven")).refused, HasSubstr("not asked for"));
  story.then(event(What::identity_asked, first, {{"method", "code"}, {"why", "no session"}}));
  EXPECT_THAT(story.then(refusal("identity-not-proven"), 2026y / 9 / 30).refused, HasSubstr("one month"));
  EXPECT_EQ(story.then(refusal("identity-not-proven"), 2026y / 10 / 1).request.state, State::refused);
}

TEST(Refusal, RestsOnGroundsThatTheLibraryHas) {
  const law::Library library = law::shipped_law();
  for (int i = 0; i <= static_cast<int>(law::Right::posthumous); ++i)
    for (const auto& ground : refusal_grounds(static_cast<law::Right>(i), false))
      EXPECT_NE(library.ground(ground), nullptr) << ground;
}

TEST(Answer, LeavesWhenSomethingWasDecidedAndOnlyInterimOnesBefore) {
  Story story(receipt("erasure", first));
  EXPECT_EQ(story.then(letter("acknowledgement")).refused, "");
  EXPECT_THAT(story.then(letter("erased")).refused, HasSubstr("executed or refused"));
  EXPECT_THAT(story.then(letter("refusal")).refused, HasSubstr("nothing was refused"));
  EXPECT_EQ(story.then(letter("interim")).request.state, State::received);
}

TEST(Overdue, IsDerivedAndTheRequestCanStillBeAnswered) {
  Story story(receipt("erasure", first));
  EXPECT_FALSE(overdue(story.request, on(2026y / 10 / 1)));
  EXPECT_TRUE(overdue(story.request, on(2026y / 10 / 2)));
  story.then(identified())
      .then(planned())
      .then(approved())
      .then(event(What::executed, first))
      .then(letter("erased"));
  EXPECT_FALSE(overdue(story.request, on(2026y / 12 / 2)));
}

TEST(Withdrawn, IsHersUntilTheRunBegins) {
  Story story(receipt("erasure", first));
  EXPECT_EQ(story.then(event(What::withdrawn, first, {}, "person")).request.state, State::withdrawn);
  Story begun_run(receipt("erasure", first));
  begun_run.then(identified()).then(planned()).then(approved()).then(run());
  EXPECT_THAT(begun_run.then(event(What::withdrawn, first)).refused, HasSubstr("run has begun"));
}

TEST(Identity, LevelsFollowTheMatrix) {
  using law::Right;
  EXPECT_EQ(least_identity(Right::objection, true), "L0");
  EXPECT_EQ(least_identity(Right::consent, true), "L0");
  EXPECT_EQ(least_identity(Right::consent, false), "L1");
  EXPECT_EQ(least_identity(Right::access, false), "L2");
  EXPECT_EQ(least_identity(Right::restriction, false), "L1");
  EXPECT_EQ(least_identity(Right::complaint, false), "L0");
  EXPECT_TRUE(immediate(Right::objection, true));
  EXPECT_FALSE(immediate(Right::objection, false));
}

Event written(const std::string& kind, const std::string& mailed, const std::string& by = "habeas") {
  return event(What::letter_sent, first, {{"letter", kind}, {"mailed", mailed}}, by);
}

// GDPR 12(3)-(4): a letter in a drawer answers nobody.
TEST(Letter, ThatReachesNobodyAnswersOnlyOnceAHumanPostedIt) {
  Story story(receipt("erasure", first));
  story.then(identified()).then(planned()).then(approved()).then(run());
  story.then(event(What::executed, first));
  story.then(written("erased", "no: no address"));
  EXPECT_EQ(story.request.state, State::executed);
  EXPECT_THAT(letters_to_post(story.request), testing::ElementsAre("erased"));
  EXPECT_THAT(story.then(event(What::closed, first)).refused, HasSubstr("answered"));
  EXPECT_THAT(story.then(written("erased", "by post")).refused, HasSubstr("whoever posted it"));
  EXPECT_THAT(story.then(written("refusal", "by post", "C. Roy")).refused, HasSubstr("these do: erased"));
  EXPECT_EQ(story.then(written("erased", "by post", "C. Roy")).refused, "");
  EXPECT_EQ(story.request.state, State::answered);
  EXPECT_THAT(letters_to_post(story.request), IsEmpty());
  EXPECT_THAT(story.then(written("erased", "by post", "C. Roy")).refused, HasSubstr("no letter waits"));
}

TEST(Letter, ThatStandsOnHerPageHasLeft) {
  Story story(receipt("objection", first, {{"marketing", "yes"}}));
  story.then(planned()).then(approved("d1", "rule")).then(run()).then(event(What::executed, first));
  story.then(event(What::letter_sent, first,
                   {{"letter", "marketing-stopped"}, {"mailed", "no: no address"}, {"on-her-page", "yes"}}));
  EXPECT_EQ(story.request.state, State::answered);
}

// GDPR 19: a mail that names nobody tells no recipient whom it concerns.
TEST(Recipient, IsToldByAHuman) {
  Story story(receipt("erasure", first));
  story.then(identified()).then(planned()).then(approved()).then(run());
  const auto told = [](const char* by) {
    return event(What::recipients_told, first, {{"recipient", "lettrage"}}, by);
  };
  EXPECT_THAT(story.then(told("habeas")).refused, HasSubstr("the human who told it"));
  EXPECT_EQ(story.then(told("C. Roy")).refused, "");
}

// GDPR 17(1)(b): what follows from a withdrawal that was carried out without proof asks for one.
TEST(Withdrawal, MayBeProvenAfterItWasCarriedOut) {
  Story story(receipt("consent", first, {{"marketing", "yes"}}));
  story.then(planned()).then(approved("d1", "rule")).then(run()).then(event(What::executed, first));
  EXPECT_EQ(story.then(identified("L1")).refused, "");
  EXPECT_TRUE(story.request.identity_proven);
  EXPECT_EQ(story.request.state, State::executed) << "it stays carried out";
  Story other(receipt("erasure", first));
  other.then(identified()).then(planned()).then(approved()).then(run());
  EXPECT_THAT(other.then(identified()).refused, HasSubstr("already"));
}

}  // namespace
}  // namespace habeas::request
