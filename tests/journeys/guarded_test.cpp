// What stands between one person's request and another's data, and between a request and its being forgotten half done.
#include "journey.h"
#include "shop.h"

#include <habeas/base/fault.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace habeas::journey {
namespace {

namespace fs = std::filesystem;
using law::Right;
using request::State;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* claires = "claire.fontaine@courriel.example";
constexpr const char* roy = "Camille Roy";
constexpr const char* lea = "lea@v.example";
const std::string leas = "SELECT count(*) FROM subscriber WHERE email = 'lea@v.example'";

// A subscriber of the same first name as Claire, who never wrote to anybody.
void subscribe_lea(const Shop& shop) {
  const std::string script = shop.folder() + "/lea.sql";
  std::ofstream(script) << "INSERT INTO subscriber (email, first_name, subscribed_at, consent_text, source) "
                           "VALUES ('lea@v.example', 'Claire', '2026-01-01 10:00:00', 'yes', 'web');";
  run_script(shop.database("mailing"), script);
  ASSERT_GT(shop.count("mailing", leas), 0);
}

std::string receive_by_both(Shop& shop, Right right, handle::Details details, const std::string& by) {
  handle::Incoming incoming;
  incoming.received = shop.house().today();
  incoming.channel = "portal";
  incoming.by = by;
  for (const char* email : {claires, lea})
    incoming.supplied.push_back({subject::KindName("email"), base::Personal<std::string>(email)});
  incoming.wishes.push_back({right, base::Personal(std::move(details))});
  return handle::receive(shop.house(), incoming).front();
}

std::string erasure_that_follows(Shop& shop, const std::string& withdrawal) {
  const auto request = shop.house().people.request(withdrawal, shop.house().rules());
  for (const request::Event& event : request->events) {
    if (const std::string* reference = event.fact("erasure")) return *reference;
  }
  return {};
}

// A code proves one mailbox. What else she wrote into the form is somebody's, perhaps not hers.
TEST(Right4Erasure_GDPR12_6, WhatFollowsAWithdrawalIsFoundByWhatWasProvenThereOnly) {
  Shop shop;
  subscribe_lea(shop);
  const std::string withdrawal = receive_by_both(shop, Right::consent, {{"consent", "newsletter"}}, "person");
  shop.prove(withdrawal);
  handle::carry_out_at_once(shop.house(), withdrawal);
  const std::string erasure = erasure_that_follows(shop, withdrawal);
  ASSERT_NE(erasure, "");
  const auto by = shop.house().people.supplied(erasure);
  ASSERT_THAT(by, SizeIs(1));
  EXPECT_EQ(subject::same(shop.house().map.organisation.kinds, by[0].kind, by[0].value.reveal(), claires),
            true);
}

TEST(Right3Rectification_GDPR5_1_d, AnIdentifierThatOthersBearIsNotWrittenWithoutAHuman) {
  Shop shop;
  subscribe_lea(shop);
  const std::string reference =
      shop.receive(Right::rectification, {{"data", "contact.email"}, {"was", claires}, {"is", lea}});
  shop.prove(reference);
  const handle::Preview preview = handle::plan(shop.house(), reference, "en");
  EXPECT_THAT(preview.questions, testing::Contains(HasSubstr("already identifies other records")));
  EXPECT_THROW(handle::approve(shop.house(), reference, preview.digest, roy), base::Fault);
}

// The column is one that the organisation verifies; but what stands there is what she said.
TEST(Right3Rectification_GDPR32, WhatACorrectionWroteLeadsToNobodyElsesRowsUnseen) {
  Shop shop;
  const std::string correction =
      shop.receive(Right::rectification, {{"data", "contact.email"}, {"was", claires}, {"is", lea}});
  shop.prove(correction);
  ASSERT_TRUE(shop.carry_out(correction).complete);
  subscribe_lea(shop);  // the real one comes
  handle::Incoming incoming;
  incoming.received = shop.house().today();
  incoming.channel = "desk";
  incoming.by = roy;
  incoming.supplied.push_back({subject::KindName("shop-customer"), base::Personal<std::string>("1")});
  incoming.wishes.push_back({Right::erasure, {}});
  const std::string erasure = handle::receive(shop.house(), incoming).front();
  handle::prove_otherwise(shop.house(), erasure, "L3", "she came to the shop", roy);
  EXPECT_TRUE(handle::who_is_who(shop.house(), erasure, "en").must_be_said);
  EXPECT_THROW(handle::plan(shop.house(), erasure, "en"), base::Fault);
}

// --- a system that is down --------------------------------------------------------------------------------------------

TEST(Right4Erasure_GDPR12_3, WhatASystemThatWasDownHoldsIsPlannedAnewWhenItIsBack) {
  Shop shop;
  const char* hers =
      "SELECT count(*) FROM subscriber WHERE lower(trim(email)) = 'claire.fontaine@courriel.example'";
  const auto before = shop.count("mailing", hers);
  ASSERT_GT(before, 0);
  const std::string reference = shop.receive(Right::erasure);
  shop.prove(reference);
  shop.search_paper(reference);
  fs::rename(shop.database("mailing"), shop.folder() + "/away.db");
  shop.open();
  std::string digest;
  ASSERT_NO_THROW(digest = handle::plan(shop.house(), reference, "fr").digest);
  handle::approve(shop.house(), reference, digest, roy);
  EXPECT_FALSE(handle::run(shop.house(), reference).complete);
  EXPECT_THAT(shop.house().people.request(reference, shop.house().rules())->systems_failed,
              testing::ElementsAre("mailing"));
  handle::answer(shop.house(), reference);
  EXPECT_NE(shop.file(reference, "interim.html"), "") << "she is told in time what is not done yet";

  fs::rename(shop.folder() + "/away.db", shop.database("mailing"));
  shop.open();
  EXPECT_EQ(shop.count("mailing", hers), before);
  ASSERT_TRUE(shop.carry_out(reference).complete);
  EXPECT_EQ(shop.count("mailing", hers), 0);
  EXPECT_EQ(shop.state(reference), State::executed);
  handle::answer(shop.house(), reference);
  EXPECT_THAT(shop.file(reference, "erased.html"), HasSubstr("L. 123-22")) << "what the first plan kept, too";
}

// --- to see first, to erase after -------------------------------------------------------------------------------------

TEST(Right4Erasure_LIL49, WhatSheAskedToSeeIsHandedOverBeforeItIsErased) {
  Shop shop;
  const std::string access = shop.receive(Right::access);
  shop.prove(access);
  const std::string erasure = shop.receive(Right::erasure);
  shop.prove(erasure);
  EXPECT_THAT(handle::plan(shop.house(), erasure, "fr").questions, testing::Contains(HasSubstr(access)));
  ASSERT_TRUE(shop.carry_out(access).complete);
  handle::answer(shop.house(), access);
  ASSERT_TRUE(shop.carry_out(erasure).complete);
  // Nothing of hers is on file any more; the copy that she was promised is still hers to fetch.
  handle::send_code(shop.house(), access);
  EXPECT_TRUE(handle::prove_by_code(shop.house(), access, shop.code_for(access)));
}

TEST(Right6Portability_LIL49, WhatSheTakesAwayIsFetchedBeforeItIsErasedOrTheRequestClosed) {
  Shop shop;
  const std::string portability = shop.receive(Right::portability);
  shop.prove(portability);
  ASSERT_TRUE(shop.carry_out(portability).complete);
  handle::answer(shop.house(), portability);
  const std::string erasure = shop.receive(Right::erasure);
  shop.prove(erasure);
  EXPECT_THAT(handle::plan(shop.house(), erasure, "fr").questions, testing::Contains(HasSubstr(portability)));
  handle::close(shop.house(), portability, roy);
  EXPECT_THAT(handle::plan(shop.house(), erasure, "fr").questions, IsEmpty());
}

// --- who asked first --------------------------------------------------------------------------------------------------

// Anybody may write her address into the form. What staff record of her own letter stops the use all the same.
TEST(Right5Restriction_GDPR18_1_a, AStrangersEarlierRequestTakesNoStopFromHers) {
  Shop shop;
  handle::Incoming incoming;
  incoming.received = shop.house().today();
  incoming.channel = "portal";
  incoming.supplied.push_back({subject::KindName("email"), base::Personal<std::string>(claires)});
  incoming.wishes.push_back(
      {Right::restriction, base::Personal(handle::Details{{"ground", "a"}, {"activity", "orders"}})});
  const std::string strangers = handle::receive(shop.house(), incoming).front();
  EXPECT_EQ(shop.may("orders"), permit::Answer::allow) << "nobody proved anything";
  const std::string hers = shop.receive(Right::restriction, {{"ground", "a"}, {"activity", "orders"}});
  EXPECT_EQ(hers, strangers);
  EXPECT_EQ(shop.may("orders"), permit::Answer::deny);
}

}  // namespace
}  // namespace habeas::journey
