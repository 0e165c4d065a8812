// The eleven rights at Maison Verdier, each from a person's request to an effect in the data and a proof; what changed
// is counted by SQL written by hand.
#include "shop.h"

#include <habeas/base/fault.h>
#include <habeas/support/package.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace habeas::journey {
namespace {

namespace fs = std::filesystem;
using law::Right;
using request::State;
using testing::HasSubstr;
using testing::Not;

TEST(Right1Information_GDPR13, TheNoticeOfCustomersIsCompleteAndNamesTheAuthority) {
  Shop shop;
  const std::string reference = shop.receive(Right::information, {{"audience", "customer"}});
  handle::answer(shop.house(), reference);
  EXPECT_THAT(shop.file(reference, "notice.html"), HasSubstr("CNIL"));
  EXPECT_EQ(shop.state(reference), State::answered);
}

TEST(Right2Access_GDPR15, AnAccessRequestEndsInAPackageAndALetter) {
  Shop shop;
  const std::string reference = shop.receive(Right::access);
  shop.prove(reference);
  EXPECT_TRUE(shop.carry_out(reference).complete);
  handle::answer(shop.house(), reference);
  EXPECT_EQ(shop.file(reference, reference + ".zip").substr(0, 2), "PK");
  EXPECT_THAT(shop.file(reference, "access-ready.html"), HasSubstr("CNIL"));
}

// Paper files take days. What is there is handed over in time, and the request stays open for the rest.
TEST(Right2Access_GDPR12_3, WhatIsStillSearchedByHandFollowsAndTheRequestStaysOpenUntilThen) {
  Shop shop;
  const std::string reference = shop.receive(Right::access);
  shop.prove(reference);
  handle::approve(shop.house(), reference, handle::plan(shop.house(), reference, "fr").digest, roy);
  EXPECT_TRUE(handle::run(shop.house(), reference).complete);
  handle::answer(shop.house(), reference);
  EXPECT_THAT(shop.file(reference, "access-in-part.html"), HasSubstr("Classeurs du magasin"));
  EXPECT_EQ(shop.file(reference, reference + ".zip").substr(0, 2), "PK");
  EXPECT_EQ(shop.state(reference), State::executed) << "a part is no answer yet";
  EXPECT_EQ(shop.file(reference, "access-ready.html"), "");

  shop.search_paper(reference);
  handle::answer(shop.house(), reference);
  EXPECT_THAT(shop.file(reference, "access-ready.html"), Not(HasSubstr("Classeurs du magasin")));
  EXPECT_EQ(shop.state(reference), State::answered);
}

// The command line makes letters too: they hold the link by which she follows.
TEST(Right2Access_GDPR12_2, ALetterHoldsTheLinkOfThePortalWhoeverMakesIt) {
  Shop shop;
  std::ofstream(shop.folder() + "/habeas.yaml", std::ios::app) << "\nportal: https://droits.example\n";
  shop.open();
  const std::string reference = shop.receive(Right::access);
  EXPECT_THAT(
      shop.file(reference, "acknowledgement.html"),
      HasSubstr("https://droits.example/fr/follow/" + handle::follow_number(shop.house(), reference)));
}

TEST(Right2Access_GDPR12_6, NothingIsPlannedBeforeIdentityIsProven) {
  Shop shop;
  const std::string reference = shop.receive(Right::access);
  EXPECT_THROW(handle::plan(shop.house(), reference, "fr"), base::Fault);
  EXPECT_FALSE(handle::prove_by_code(shop.house(), reference, "00000000"));
}

TEST(Right2Access_AS19, ACodeLeavesOnlyForAContactThatIsAlreadyOnFile) {
  Shop shop;
  const std::string unknown = shop.receive(Right::access, {}, "nobody@elsewhere.example");
  handle::send_code(shop.house(), unknown);
  EXPECT_EQ(shop.mail(unknown, "code"), "");
  EXPECT_EQ(shop.state(unknown), State::identity_pending) << "as for a known person";
}

TEST(Right3Rectification_GDPR16, ADatumIsCorrectedInEveryCopyOfIt) {
  Shop shop;
  const auto old = static_cast<int>(shop.count("shop", "SELECT count(*) FROM customer WHERE id = 1"));
  ASSERT_EQ(old, 1);
  const std::string city =
      shop.one("shop", "SELECT city FROM address WHERE owner_type = 'customer' AND owner_id = 1");
  const auto before = shop.count("shop", "SELECT count(*) FROM address WHERE city = 'Beaune'");
  const std::string reference =
      shop.receive(Right::rectification, {{"data", "contact.city"}, {"was", city}, {"is", "Beaune"}});
  shop.prove(reference);
  EXPECT_TRUE(shop.carry_out(reference).complete);
  EXPECT_EQ(shop.one("shop", "SELECT city FROM address WHERE owner_type = 'customer' AND owner_id = 1"),
            "Beaune");
  EXPECT_GT(shop.count("shop", "SELECT count(*) FROM address WHERE city = 'Beaune'"), before);
  handle::answer(shop.house(), reference);
  EXPECT_THAT(shop.file(reference, "rectified.html"), HasSubstr("CNIL"));
}

// Her city stands in the shop alone: the letter does not say that the till or the paper files were corrected.
TEST(Right3Rectification_GDPR12_1, TheLetterNamesOnlySystemsInWhichSomethingChanged) {
  Shop shop;
  const std::string city =
      shop.one("shop", "SELECT city FROM address WHERE owner_type = 'customer' AND owner_id = 1");
  const std::string reference =
      shop.receive(Right::rectification, {{"data", "contact.city"}, {"was", city}, {"is", "Beaune"}});
  shop.prove(reference);
  ASSERT_TRUE(shop.carry_out(reference).complete);
  handle::answer(shop.house(), reference);
  const std::string letter = shop.file(reference, "rectified.html");
  const auto from = letter.find("Ce qui est fait");
  ASSERT_NE(from, std::string::npos);
  const std::string done = letter.substr(from, letter.find("</ul>", from) - from);
  for (const request::Event& event : shop.house().people.request(reference, shop.house().rules())->events) {
    const std::string* system = event.what == request::What::system_done ? event.fact("system") : nullptr;
    if (!system) continue;
    const map::System* declared = shop.house().map.organisation.system(map::SystemName(*system));
    const bool changed = *event.fact("cells") != "0" || *event.fact("removed") != "0";
    EXPECT_EQ(done.find(law::say(declared->title, "fr")) != std::string::npos, changed) << *system;
  }
}

TEST(Right4Erasure_AS08, AccountAndMarketingDataGoAndInvoicesStayWithTheirLawAndDate) {
  Shop shop;
  const auto invoices = shop.count("shop",
                                   "SELECT count(*) FROM invoice JOIN orders ON orders.id = order_id "
                                   "WHERE customer_id IN (1, 11)");
  const auto others = shop.count("shop", "SELECT count(*) FROM customer WHERE id NOT IN (1, 11)");
  ASSERT_GT(invoices, 0);
  const std::string reference = shop.receive(Right::erasure);
  shop.prove(reference);
  EXPECT_TRUE(shop.carry_out(reference).complete);
  EXPECT_EQ(
      shop.count(
          "shop",
          "SELECT count(*) FROM customer WHERE lower(trim(email)) = 'claire.fontaine@courriel.example'"),
      0);
  EXPECT_EQ(
      shop.count(
          "mailing",
          "SELECT count(*) FROM subscriber WHERE lower(trim(email)) = 'claire.fontaine@courriel.example'"),
      0);
  EXPECT_EQ(shop.count("shop", "SELECT count(*) FROM customer WHERE id NOT IN (1, 11)"), others);
  handle::answer(shop.house(), reference);
  const std::string letter = shop.file(reference, "erased.html");
  EXPECT_THAT(letter, HasSubstr("L. 123-22"));
  EXPECT_THAT(letter, HasSubstr("CNIL"));
  EXPECT_EQ(shop.may("newsletter", "email"), permit::Answer::deny);
}

TEST(Right4Erasure_GDPR17, AnErasureOfOneCategoryClosesNothingElse) {
  Shop shop;
  const std::string reference = shop.receive(Right::erasure, {{"category", "contact.phone"}});
  shop.prove(reference);
  ASSERT_TRUE(shop.carry_out(reference).complete);
  EXPECT_EQ(shop.may("orders"), permit::Answer::allow);
}

TEST(Right4Erasure_AS09, ARestoredCopyIsErasedAgainByReplay) {
  Shop shop;
  const std::string backup = shop.folder() + "/sunday.db";
  fs::copy_file(shop.database("mailing"), backup);
  const std::string reference = shop.receive(Right::erasure);
  shop.prove(reference);
  ASSERT_TRUE(shop.carry_out(reference).complete);
  fs::copy_file(backup, shop.database("mailing"), fs::copy_options::overwrite_existing);
  shop.open();
  const char* hers =
      "SELECT count(*) FROM subscriber WHERE lower(trim(email)) = 'claire.fontaine@courriel.example'";
  ASSERT_GT(shop.count("mailing", hers), 0) << "the restored copy has her again";
  EXPECT_GT(handle::replay(shop.house(), true).rows_again, 0u);
  ASSERT_GT(shop.count("mailing", hers), 0) << "a dry run changes nothing";
  handle::replay(shop.house(), false);
  EXPECT_EQ(shop.count("mailing", hers), 0);
}

void run_with_old(const Shop& shop, const char* name, const std::string& old, const std::string& sql) {
  const std::string script = shop.folder() + "/again.sql";
  std::ofstream(script, std::ios::trunc) << "ATTACH '" + old + "' AS old;" + sql;
  run_script(shop.database(name), script);
}

// Who was erased and comes back may be given the number that she had before (SQLite gives a deleted rowid to the next
// row), and has the same address: she is no older copy of herself.
TEST(Right4Erasure_AS09, WhoReturnsAndIsGivenTheSameNumberIsNotErasedByReplay) {
  Shop shop;
  const std::string backup = shop.folder() + "/mailing-sunday.db";
  fs::copy_file(shop.database("mailing"), backup);
  const std::string reference = shop.receive(Right::erasure);
  shop.prove(reference);
  ASSERT_TRUE(shop.carry_out(reference).complete);
  const char* hers =
      "SELECT count(*) FROM subscriber WHERE lower(trim(email)) = 'claire.fontaine@courriel.example'";
  ASSERT_EQ(shop.count("mailing", hers), 0);
  const char* returns =
      "INSERT INTO subscriber SELECT * FROM old.subscriber WHERE lower(trim(email)) = "
      "'claire.fontaine@courriel.example';";
  run_with_old(shop, "mailing", backup, returns);
  const auto returned = shop.count("mailing", hers);
  ASSERT_GT(returned, 0) << "the same number, the same address";
  const handle::Replay replay = handle::replay(shop.house(), false);
  EXPECT_EQ(shop.count("mailing", hers), returned);
  EXPECT_EQ(replay.rows_again, 0u);
  EXPECT_GT(replay.for_a_human, 0u);

  // The copy of Sunday is erased again; and whoever returns after that is not.
  fs::copy_file(backup, shop.database("mailing"), fs::copy_options::overwrite_existing);
  shop.open();
  EXPECT_GT(handle::replay(shop.house(), false).rows_again, 0u);
  ASSERT_EQ(shop.count("mailing", hers), 0);
  run_with_old(shop, "mailing", backup, returns);
  EXPECT_GT(handle::replay(shop.house(), false).for_a_human, 0u);
  EXPECT_EQ(shop.count("mailing", hers), returned);
}

TEST(Right4Erasure_AS09, WhatCameSincePointsAtARowThatIsBackAHumanLooks) {
  Shop shop;
  const std::string backup = shop.folder() + "/shop-sunday.db";
  fs::copy_file(shop.database("shop"), backup);
  const std::string reference = shop.receive(Right::erasure);
  shop.prove(reference);
  ASSERT_TRUE(shop.carry_out(reference).complete);
  fs::copy_file(backup, shop.database("shop"), fs::copy_options::overwrite_existing);
  run_with_old(shop, "shop", backup,
               "INSERT INTO orders (customer_id, placed_at, status, total) VALUES (1, '2026-11-25 10:00:00', "
               "'paid', 10);");
  shop.open();
  const handle::Replay replay = handle::replay(shop.house(), false);
  EXPECT_EQ(shop.count("shop", "SELECT count(*) FROM customer WHERE id = 1"), 1);
  EXPECT_GT(replay.for_a_human, 0u);
}

// A correction forgets nothing: when an older copy comes back, her row is not erased with the address that was wrong.
TEST(Right3Rectification_GDPR16, ACorrectedRowIsNotErasedByReplay) {
  Shop shop;
  const std::string backup = shop.folder() + "/mailing-sunday.db";
  fs::copy_file(shop.database("mailing"), backup);
  const std::string reference =
      shop.receive(Right::rectification,
                   {{"data", "contact.email"}, {"was", claires}, {"is", "claire@elsewhere.example"}});
  shop.prove(reference);
  ASSERT_TRUE(shop.carry_out(reference).complete);
  fs::copy_file(backup, shop.database("mailing"), fs::copy_options::overwrite_existing);
  shop.open();
  const char* hers =
      "SELECT count(*) FROM subscriber WHERE lower(trim(email)) = 'claire.fontaine@courriel.example'";
  const auto before = shop.count("mailing", hers);
  const handle::Replay replay = handle::replay(shop.house(), false);
  EXPECT_EQ(replay.rows_again, 0u);
  EXPECT_EQ(shop.count("mailing", hers), before);
  // The correction is not there any more: somebody is told which, and where.
  EXPECT_EQ(replay.for_a_human, 1u);
  EXPECT_THAT(replay.lines, testing::Contains(testing::AllOf(testing::HasSubstr(reference),
                                                             testing::HasSubstr("mailing (rectification)"))));
}

// Somebody types another customer's card number, name and birth date into an account of his own, and proves his own
// address: her account is not his to see, change or erase.
std::string with_her_card(Shop& shop, Right right) {
  const std::string script = shop.folder() + "/mallory.sql";
  std::ofstream(script, std::ios::trunc) << "INSERT INTO customer (id, first_name, last_name, birth_date, "
                                            "email, loyalty_card, wants_news, frozen, "
                                            "created_at) SELECT 9002, first_name, last_name, birth_date, "
                                            "'mallory@elsewhere.example', loyalty_card, "
                                            "0, 0, '2026-11-24 10:00:00' FROM customer WHERE id = 1;";
  run_script(shop.database("shop"), script);
  const std::string reference = shop.receive(right, {}, "mallory@elsewhere.example");
  shop.prove(reference);
  EXPECT_THAT(shop.mail(reference, "code"), HasSubstr("mallory@elsewhere.example"));
  return reference;
}

// As if nobody at Maison Verdier looked at a card before it is added to an account.
void nobody_verifies_cards(Shop& shop) {
  const std::string path = shop.folder() + "/maps/shop.yaml";
  std::ifstream in(path);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const std::string said = "identifier: loyalty-card, verified: true";
  ASSERT_NE(text.find(said), std::string::npos);
  text.replace(text.find(said), said.size(), "identifier: loyalty-card");
  std::ofstream(path, std::ios::trunc) << text;
  shop.open();
}

TEST(Right2Access_GDPR12_6, AnAccountReachedByAnIdentifierThatNobodyVerifiedWaitsForAHuman) {
  Shop shop;
  nobody_verifies_cards(shop);
  const std::string reference = with_her_card(shop, Right::access);
  EXPECT_THROW(handle::plan(shop.house(), reference, "fr"), base::Fault);
  const handle::Who who = handle::who_is_who(shop.house(), reference, "fr");
  EXPECT_TRUE(who.must_be_said);
  std::vector<handle::WhoDecision> decisions;
  std::vector<std::string> keys;
  for (const handle::WhoRow& row : who.rows) {
    if (row.why != "unverified") continue;
    if (!row.same.empty()) keys.push_back(row.key.reveal());
    decisions.push_back({row.id, dossier::Decision::Says::somebody_else});
  }
  EXPECT_THAT(keys, testing::Contains("1")) << "hers";
  handle::decide_who(shop.house(), reference, decisions, base::Personal<std::string>("rappelée"), roy);
  shop.search_paper(reference);
  const handle::RunReport report = shop.carry_out(reference);
  EXPECT_TRUE(report.complete);
  handle::answer(shop.house(), reference);
  const std::string path = shop.folder() + "/his.zip";
  std::ofstream(path, std::ios::binary) << shop.file(reference, reference + ".zip");
  const std::string his = support::text_of(support::unzip(path), "donnees/");
  EXPECT_THAT(his, HasSubstr("mallory@elsewhere.example"));
  EXPECT_THAT(his, testing::Not(HasSubstr("claire.fontaine@courriel.example")));
}

TEST(Right4Erasure_GDPR12_6, NothingOfAnAccountReachedByWhatNobodyVerifiedIsErased) {
  Shop shop;
  nobody_verifies_cards(shop);
  const std::string reference = with_her_card(shop, Right::erasure);
  EXPECT_THROW(handle::plan(shop.house(), reference, "fr"), base::Fault);
  EXPECT_EQ(shop.count("shop", "SELECT count(*) FROM customer WHERE id = 1 AND email LIKE 'claire%'"), 1);
}

// The organisation said that it verifies cards: then the card is as good as the account.
TEST(Right2Access_GDPR12_6, WhatTheOrganisationVerifiedJoinsAccountsWithoutAQuestion) {
  Shop shop;
  const std::string reference = shop.receive(Right::access);
  shop.prove(reference);
  EXPECT_FALSE(handle::who_is_who(shop.house(), reference, "fr").must_be_said);
}

// Anybody may write somebody's name and address into an account of his own.
TEST(Right2Access_GDPR12_6, ACodeNeverLeavesForAnAccountThatOnlyNamesHer) {
  Shop shop;
  const std::string script = shop.folder() + "/mallory.sql";
  std::ofstream(script)
      << "INSERT INTO customer (id, first_name, last_name, email, wants_news, profile, frozen, created_at) "
         "VALUES (9001, 'Claire', 'Fontaine', 'mallory@elsewhere.example', 0, "
         "'{\"contact\": {\"work_email\": \"claire.fontaine@courriel.example\"}}', 0, '2026-11-24 "
         "10:00:00');";
  run_script(shop.database("shop"), script);
  const std::string reference = shop.receive(Right::access, {}, "mallory@elsewhere.example");
  handle::send_code(shop.house(), reference);
  EXPECT_THAT(shop.mail(reference, "code"), testing::Not(HasSubstr("mallory")));
}

TEST(Right5Restriction_GDPR18, WhatIsPutAwayComesBackExactlyAfterNotice) {
  Shop shop;
  const std::string line =
      "SELECT line1 || '|' || postcode || '|' || city FROM address WHERE owner_type = 'customer' "
      "AND owner_id = 1 ORDER BY id";
  const auto before = ask(shop.database("shop"), line);
  const std::string reference = shop.receive(Right::restriction, {{"ground", "c"}, {"vault", "yes"}});
  shop.prove(reference);
  ASSERT_TRUE(shop.carry_out(reference).complete);
  handle::answer(shop.house(), reference);
  EXPECT_NE(ask(shop.database("shop"), line), before);
  EXPECT_EQ(shop.may("orders"), permit::Answer::deny);
  handle::decide(shop.house(), reference, {"notice", base::Personal<std::string>("réglé"), roy});
  const std::string lift = shop.receive(Right::restriction, {{"ground", "c"}, {"lift", reference}});
  handle::prove_otherwise(shop.house(), lift, "L3", "her own letter", roy);
  ASSERT_TRUE(shop.carry_out(lift).complete);
  EXPECT_EQ(ask(shop.database("shop"), line), before);
  EXPECT_EQ(shop.may("orders"), permit::Answer::allow);
}

TEST(Right5Restriction_GDPR15, WhatAFreezePutAwayIsStillDisclosedToHer) {
  Shop shop;
  const std::string street = shop.one(
      "shop", "SELECT line1 FROM address WHERE owner_type = 'customer' AND owner_id = 1 ORDER BY id");
  const std::string freeze = shop.receive(Right::restriction, {{"ground", "c"}, {"vault", "yes"}});
  shop.prove(freeze);
  ASSERT_TRUE(shop.carry_out(freeze).complete);
  const std::string access = shop.receive(Right::access);
  shop.prove(access);
  ASSERT_TRUE(shop.carry_out(access).complete);
  handle::answer(shop.house(), access);
  const std::string path = shop.folder() + "/hers.zip";
  std::ofstream(path, std::ios::binary) << shop.file(access, access + ".zip");
  EXPECT_THAT(support::text_of(support::unzip(path), "donnees/"), HasSubstr(street));
}

TEST(Right5Restriction_GDPR18_3, ARefusedRequestLeavesNothingFrozen) {
  Shop shop;
  const std::string reference = shop.receive(Right::restriction, {{"ground", "a"}, {"activity", "orders"}});
  EXPECT_EQ(shop.may("orders"), permit::Answer::deny) << "provisionally, since receipt";
  handle::refuse(shop.house(), reference, "manifestly-unfounded-or-excessive",
                 base::Personal<std::string>("quarantième demande identique"), roy);
  EXPECT_EQ(shop.may("orders"), permit::Answer::deny) << "until the day is over on which she was told";
  const auto people = shop.house().people.people_with(shop.house().people.supplied(reference));
  ASSERT_FALSE(people.empty());
  const auto later = shop.house().clock.now() + std::chrono::hours(25);
  for (const store::PersonId& person : people)
    EXPECT_TRUE(standing::at(shop.house().people.entries(person), later).freezes.empty());
}

TEST(Right6Portability_GDPR20, ThePackageHoldsTheFilesToTakeAway) {
  Shop shop;
  const std::string reference = shop.receive(Right::portability);
  shop.prove(reference);
  EXPECT_TRUE(shop.carry_out(reference).complete);
  handle::answer(shop.house(), reference);
  EXPECT_THAT(shop.file(reference, reference + ".zip"), HasSubstr("portabilite/"));
}

// A request is there with what it makes hold, or it is not there: no crash between the two looks like a stop.
TEST(Right7Objection_GDPR21_3, ARequestWhoseStopCannotBeRecordedIsNotRecorded) {
  Shop shop;
  const std::string file = shop.folder() + "/full.sql";
  std::ofstream(file)
      << "CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'disk full'); END;";
  run_script(shop.folder() + "/var/register.db", file);
  EXPECT_THROW(shop.receive(Right::objection, {{"marketing", "yes"}}), base::Fault);
  EXPECT_TRUE(shop.house().people.references().empty());
  std::ofstream(file) << "DROP TRIGGER full;";
  run_script(shop.folder() + "/var/register.db", file);
  shop.receive(Right::objection, {{"marketing", "yes"}});
  EXPECT_EQ(shop.may("advertising", "email"), permit::Answer::deny);
}

// What she supplied the register did not know her by: once it is known who she is, it holds for her.
TEST(Right5Restriction_GDPR18_1, AFreezeHoldsForWhoeverTheRequestTurnsOutToBeOf) {
  Shop shop;
  handle::Incoming incoming;
  incoming.received = shop.house().today();
  incoming.channel = "letter";
  incoming.supplied = {{subject::KindName("shop-customer"), base::Personal<std::string>("1")}};
  incoming.wishes = {
      {Right::restriction, base::Personal(handle::Details{{"ground", "a"}, {"activity", "orders"}})}};
  const std::string reference = handle::receive(shop.house(), incoming).front();
  EXPECT_EQ(shop.may("orders"), permit::Answer::allow) << "nothing joins the number to the address yet";
  handle::prove_otherwise(shop.house(), reference, "L3", "customer number and last order", roy);
  EXPECT_EQ(shop.may("orders"), permit::Answer::deny);
}

TEST(Right7Objection_GDPR21_2, MarketingStopsOnArrivalWithoutProofOrReason) {
  Shop shop;
  const std::string reference = shop.receive(Right::objection, {{"marketing", "yes"}});
  EXPECT_EQ(shop.may("advertising", "email"), permit::Answer::deny);
  handle::carry_out_at_once(shop.house(), reference);
  EXPECT_EQ(shop.one("shop", "SELECT wants_news FROM customer WHERE id = 1"), "0");
  EXPECT_THAT(shop.file(reference, "marketing-stopped.html"), HasSubstr("CNIL"));
  EXPECT_THROW(
      handle::refuse(shop.house(), reference, "overriding-grounds", base::Personal<std::string>("no"), roy),
      base::Fault);
}

TEST(Right7Objection_GDPR21_3, AChannelThatNobodyKnowsIsNotOpposedInVain) {
  Shop shop;
  EXPECT_THROW(shop.receive(Right::objection, {{"marketing", "yes"}, {"channel", "e-mail"}}), base::Fault);
}

TEST(Right7Objection_AS13, AnObjectionFreezesIsBalancedAndWhenUpheldErasesWhatServedOnlyThat) {
  Shop shop;
  const std::string reference = shop.receive(
      Right::objection, {{"activity", "security"}, {"situation", "je suis suivie par un tiers"}});
  EXPECT_EQ(shop.may("security"), permit::Answer::deny) << "frozen since receipt";
  shop.prove(reference);
  EXPECT_THROW(handle::plan(shop.house(), reference, "fr"), base::Fault) << "a human balances first";
  handle::decide(shop.house(), reference,
                 {"upheld", base::Personal<std::string>("situation particulière"), roy});
  ASSERT_GT(shop.count("shop", "SELECT count(*) FROM visit WHERE customer_id IN (1, 11)"), 0);
  EXPECT_TRUE(shop.carry_out(reference).complete);
  EXPECT_EQ(shop.count("shop", "SELECT count(*) FROM visit WHERE customer_id IN (1, 11)"), 0);
  EXPECT_GT(shop.count("shop", "SELECT count(*) FROM customer WHERE id = 1"), 0);
}

TEST(Right7Objection_AS13, OverridingGroundsAreRefusedWithReasonsAuthorityAndCourt) {
  Shop shop;
  const std::string reference =
      shop.receive(Right::objection, {{"activity", "security"}, {"situation", "je préfère"}});
  shop.prove(reference);
  handle::decide(shop.house(), reference,
                 {"overridden", base::Personal<std::string>("fraude constatée"), roy});
  EXPECT_EQ(shop.state(reference), State::answered) << "the refusal left with its letter";
  const std::string letter = shop.file(reference, "refusal.html");
  EXPECT_THAT(letter, HasSubstr("fraude constatée"));
  EXPECT_THAT(letter, HasSubstr("CNIL"));
}

TEST(Right8AutomatedDecision_AS15, AContestedDecisionIsSuspendedAndDecidedAnewByAHuman) {
  Shop shop;
  const char* latest =
      "SELECT outcome FROM instalment_decision WHERE customer_id IN (1, 11) ORDER BY decided_at DESC";
  ASSERT_NE(shop.one("shop", latest), "");
  const std::string reference = shop.receive(
      Right::automated_decision, {{"activity", "instalments"}, {"view", "mes retards sont anciens"}});
  shop.prove(reference);
  EXPECT_EQ(shop.may("instalments"), permit::Answer::deny);
  EXPECT_THROW(handle::plan(shop.house(), reference, "fr"), base::Fault) << "a human decides first";
  handle::decide(shop.house(), reference,
                 {"reviewed", base::Personal<std::string>("situation rétablie"), roy});
  EXPECT_TRUE(shop.carry_out(reference).complete);
  EXPECT_EQ(shop.one("shop", latest), "reviewed");
  EXPECT_EQ(shop.may("instalments"), permit::Answer::allow) << "its effects are suspended no longer";
  handle::answer(shop.house(), reference);
  EXPECT_NE(shop.file(reference, "decision-reviewed.html"), "");
}

TEST(Right9Consent_AS14, AWithdrawalIsOneActAndReachesTheSourceColumn) {
  Shop shop;
  ASSERT_EQ(shop.one("shop", "SELECT wants_news FROM customer WHERE id = 1"), "1");
  const std::string reference = shop.receive(Right::consent, {{"consent", "newsletter"}});
  shop.prove(reference);
  handle::carry_out_at_once(shop.house(), reference);
  EXPECT_EQ(shop.one("shop", "SELECT wants_news FROM customer WHERE id = 1"), "0");
  EXPECT_EQ(shop.may("newsletter", "email"), permit::Answer::deny);
  EXPECT_THAT(shop.file(reference, "consent-withdrawn.html"), HasSubstr("CNIL"));
}

TEST(Right10Complaint_GDPR77, HerWholeFileIsOneDownload) {
  Shop shop;
  const std::string earlier = shop.receive(Right::access);
  shop.prove(earlier);
  const std::string objection =
      shop.receive(Right::objection, {{"activity", "orders"}, {"situation", "mon divorce"}});
  shop.prove(objection);
  const std::string reference = shop.receive(Right::complaint);
  shop.prove(reference);
  handle::answer(shop.house(), reference);
  EXPECT_THAT(shop.file(reference, "complaint-file.html"), HasSubstr("Fontenoy"));
  // Her own words, and every letter, in one archive.
  EXPECT_THAT(shop.file(reference, "complaint-file.html"), HasSubstr("mon divorce"));
  const std::string path = shop.folder() + "/whole-file.zip";
  std::ofstream(path, std::ios::binary) << shop.file(reference, "whole-file.zip");
  const auto files = support::unzip(path);
  EXPECT_EQ(files.count("complaint-file.html"), 1u);
  EXPECT_EQ(files.count(objection + "/acknowledgement.html"), 1u);
}

TEST(Right11Posthumous_LIL85, ADirectiveLodgedInLifeIsCarriedOutOnceDeathIsProven) {
  Shop shop;
  const std::string directive =
      shop.receive(Right::posthumous, {{"act", "directive"}, {"wish", "erase"}, {"executor", "Marc"}});
  shop.prove(directive);
  ASSERT_TRUE(shop.carry_out(directive).complete);
  const std::string death = shop.receive(Right::posthumous, {{"act", "death"}, {"heir", "Marc"}});
  EXPECT_EQ(shop.may("orders"), permit::Answer::deny) << "frozen since the death was announced";
  handle::prove_otherwise(shop.house(), death, "L6", "acte de notoriété", roy);
  EXPECT_THROW(handle::plan(shop.house(), death, "fr"), base::Fault) << "an heir is no proof of a death";
  shop.prove_death(death);
  EXPECT_EQ(handle::plan(shop.house(), death, "fr").questions.size(), 1u) << "is it Marc who asks?";
  handle::decide(shop.house(), death, {"entitled", base::Personal<std::string>("his passport"), roy});
  ASSERT_TRUE(shop.carry_out(death).complete);
  EXPECT_EQ(
      shop.count(
          "mailing",
          "SELECT count(*) FROM subscriber WHERE lower(trim(email)) = 'claire.fontaine@courriel.example'"),
      0);
}

TEST(Right11Posthumous_AS17, AcceptingTermsOfUseIsNoDirective) {
  Shop shop;
  EXPECT_THROW(shop.receive(Right::posthumous, {{"act", "directive"}, {"wish", "erase"}, {"terms", "yes"}}),
               base::Fault);
}

}  // namespace
}  // namespace habeas::journey
