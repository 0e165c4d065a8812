// The acceptance scenarios of a strict data-protection officer (tests/scenarios.txt) at Maison Verdier, where a case told
// as text (tests/cases/) would not show the whole house: several systems, letters, the real program.
#include "program.h"
#include "shop.h"

#include <habeas/base/fault.h>
#include <habeas/web/site.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace habeas::journey {
namespace {

using law::Right;
using request::State;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

base::Personal<std::string> words(const std::string& text) { return base::Personal<std::string>(text); }

handle::Incoming from_claire(Shop& shop, std::vector<handle::Wish> wishes) {
  handle::Incoming incoming;
  incoming.received = shop.house().today();
  incoming.channel = "letter";
  incoming.by = roy;
  incoming.supplied.push_back({subject::KindName("email"), words(claires)});
  incoming.wishes = std::move(wishes);
  return incoming;
}

TEST(Scenario_AS06, AMandateLimitedToAccessDoesNotEraseAndTheAccessGoesOn) {
  Shop shop;
  const base::Personal<handle::Details> mandate(
      handle::Details{{"agent", "Cabinet Lenoir"}, {"mandate", "access"}, {"mandate-until", "2099-12-31"}});
  const auto both =
      handle::receive(shop.house(), from_claire(shop, {{Right::erasure, mandate}, {Right::access, mandate}}));
  EXPECT_EQ(shop.state(both[0]), State::clarification_pending);
  EXPECT_TRUE(shop.deadline(both[0]).waiting) << "the clock stands until the mandator answers";
  EXPECT_THAT(shop.mail(both[0], "clarification"),
              AllOf(HasSubstr(std::string("To: ") + claires), HasSubstr("mandat")));
  handle::prove_otherwise(shop.house(), both[0], "L3", "signed mandate, and her customer number", roy);
  EXPECT_THROW(handle::plan(shop.house(), both[0], "fr"), base::Fault);
  EXPECT_GT(shop.count("shop", "SELECT count(*) FROM customer WHERE id = 1"), 0);
  EXPECT_FALSE(shop.deadline(both[1]).waiting);
  handle::prove_otherwise(shop.house(), both[1], "L3", "signed mandate, and her customer number", roy);
  EXPECT_TRUE(shop.carry_out(both[1]).complete);
}

TEST(Scenario_AS06, WhatTheMandatorConfirmsIsPlannedAndAMandateThatEndedCoversNothing) {
  Shop shop;
  const base::Personal<handle::Details> ended(
      handle::Details{{"agent", "Cabinet Lenoir"}, {"mandate", "access"}, {"mandate-until", "2020-01-01"}});
  const auto reference = handle::receive(shop.house(), from_claire(shop, {{Right::access, ended}})).front();
  EXPECT_EQ(shop.state(reference), State::clarification_pending);
  handle::clarified(shop.house(), reference, words("Oui, je le veux."), roy);
  handle::prove_otherwise(shop.house(), reference, "L3", "her own letter", roy);
  EXPECT_TRUE(shop.carry_out(reference).complete);
}

TEST(Scenario_AS07, AFreezeIsSkippedByExportsFromReceiptAndRecipientsAreTold) {
  Shop shop;
  const std::string reference =
      shop.receive(Right::restriction, {{"ground", "a"}, {"why", "je conteste ce montant"}});
  for (const char* activity : {"advertising", "instalments", "orders"})
    EXPECT_EQ(shop.may(activity), permit::Answer::deny) << activity;
  shop.prove(reference);
  ASSERT_TRUE(shop.carry_out(reference).complete);
  handle::answer(shop.house(), reference);
  EXPECT_THAT(shop.file(reference, "restricted.html"), HasSubstr("CNIL"));
  EXPECT_THAT(handle::recipients_waiting(*shop.house().people.request(reference, shop.house().rules())),
              testing::Contains("chronovia"));
  handle::told(shop.house(), reference, "chronovia", roy);
  EXPECT_THAT(shop.house().people.request(reference, shop.house().rules())->recipients_told,
              testing::ElementsAre("chronovia"));
  shop.leave();
  const Ran screened = habeas(shop.folder(), "screen --activity orders",
                              std::string(claires) + "\nleo.bernard@courriel.example\n");
  EXPECT_THAT(screened.out, AllOf(Not(HasSubstr(claires)), HasSubstr("leo.bernard")));
}

TEST(Scenario_AS12, AnUnsubscribeLinkWithoutASessionStopsAtOnceAndFiltersAPartnersFile) {
  Shop shop;
  const std::string address = "paul.moreau@courriel.example";
  const std::string link =
      "/stop/" + handle::stop_token(shop.house(), {subject::KindName("email"), words(address)}, "post");
  EXPECT_THAT(link, Not(HasSubstr("moreau")));
  EXPECT_EQ(shop.may("advertising", "post", address), permit::Answer::allow);
  web::Staff staff(shop.folder() + "/var/staff");
  web::Site site(shop.house(), staff, "");
  web::Message click;
  click.method = "GET";
  click.path = link;
  EXPECT_THAT(site(click).body, HasSubstr("<form"));
  EXPECT_TRUE(shop.house().people.references().empty()) << "a program that reads links stops nothing";
  click.method = "POST";
  const web::Reply stopped = site(click);
  EXPECT_EQ(stopped.status, 200u);
  EXPECT_THAT(stopped.body, HasSubstr("plus de publicité par la poste.")) << "the other channels go on";
  EXPECT_EQ(shop.may("advertising", "post", address), permit::Answer::deny);
  EXPECT_EQ(shop.may("orders", "", address), permit::Answer::allow);
  site(click);
  EXPECT_EQ(shop.house().people.references().size(), 1u) << "once is enough";
  click.path.back() = click.path.back() == '0' ? '1' : '0';
  EXPECT_EQ(site(click).status, 404u);
  shop.leave();
  const Ran screened = habeas(shop.folder(), "screen --activity advertising --channel post",
                              "Paul.Moreau@courriel.example\n" + address + "\nlea.petit@courriel.example\n");
  EXPECT_EQ(screened.out, "lea.petit@courriel.example\n") << "a partner's file, the next day";
}

TEST(Scenario_AS14, ACampaignStopsAndItsProcessorIsTold) {
  Shop shop;
  const std::string reference = shop.receive(Right::consent, {{"consent", "newsletter"}});
  shop.prove(reference);
  handle::carry_out_at_once(shop.house(), reference);
  EXPECT_EQ(shop.may("newsletter", "email"), permit::Answer::deny);
  handle::told(shop.house(), reference, "lettrage", roy);
  EXPECT_THAT(shop.house().people.request(reference, shop.house().rules())->recipients_told,
              testing::Contains("lettrage"));
  EXPECT_THAT(shop.mail(reference, "recipient"),
              AllOf(HasSubstr("To: dpo@lettrage.example"), Not(HasSubstr(claires))));
}

std::string refusal_for(Shop& shop, handle::Details country) {
  handle::Details details = {{"activity", "security"}, {"situation", "je préfère"}};
  details.insert(details.end(), country.begin(), country.end());
  const std::string reference = shop.receive(Right::objection, details);
  shop.prove(reference);
  handle::decide(shop.house(), reference, {"overridden", words("fraude constatée"), roy});
  return shop.file(reference, "refusal.html");
}

TEST(Scenario_AS16, ARefusalNamesTheAuthorityOfWhereThePersonLivesAndACourt) {
  Shop lyon;
  EXPECT_THAT(refusal_for(lyon, {{"country", "FR"}}),
              AllOf(HasSubstr("cnil.fr"), HasSubstr("3 place de Fontenoy"), HasSubstr("saisir un juge"),
                    Not(HasSubstr("autoriteprotectiondonnees.be"))));
  Shop ghent;
  EXPECT_THAT(
      refusal_for(ghent, {{"country", "BE"}}),
      AllOf(HasSubstr("cnil.fr"), HasSubstr("autoriteprotectiondonnees.be"), HasSubstr("saisir un juge")));
  EXPECT_THROW(ghent.receive(Right::access, {{"country", "XX"}}), base::Fault);
}

TEST(Scenario_AS16, ALetterWithoutAuthorityOrCourtCannotBeMade) {
  Shop shop;
  base::Problems problems;
  const law::Library empty = law::Library::read({}, problems);
  answer::LetterFacts facts;
  facts.reference = "R-2026-000001";
  facts.received = facts.today = shop.house().today();
  EXPECT_THROW(answer::letter(answer::LetterKind::erased, "fr", shop.house().map, empty, facts),
               base::Fault);
}

TEST(Scenario_AS18, AnHeirHasTheDeathTakenIntoAccountFreeAndProvenInWriting) {
  Shop shop;
  const std::string city =
      shop.one("shop", "SELECT city FROM address WHERE owner_type = 'customer' AND owner_id = 1");
  const std::string update = shop.receive(Right::posthumous, {{"act", "update"},
                                                              {"heir", "Marc Fontaine"},
                                                              {"data", "contact.city"},
                                                              {"was", city},
                                                              {"is", "Beaune"}});
  EXPECT_EQ(shop.may("newsletter", "email"), permit::Answer::deny) << "frozen since the death was announced";
  EXPECT_THROW(handle::plan(shop.house(), update, "fr"), base::Fault) << "nothing before proof";
  handle::prove_otherwise(shop.house(), update, "L6", "livret de famille", roy);
  EXPECT_THROW(handle::plan(shop.house(), update, "fr"), base::Fault) << "an heir is no proof of a death";
  shop.prove_death(update);
  EXPECT_TRUE(shop.carry_out(update).complete);
  const std::string close = shop.receive(Right::posthumous, {{"act", "close"}, {"heir", "Marc Fontaine"}});
  handle::prove_otherwise(shop.house(), close, "L6", "livret de famille", roy);
  EXPECT_TRUE(shop.carry_out(close).complete);
  EXPECT_EQ(
      shop.count(
          "shop",
          "SELECT count(*) FROM customer WHERE lower(trim(email)) = 'claire.fontaine@courriel.example'"),
      0);
  EXPECT_GT(shop.count("shop", "SELECT count(*) FROM invoice"), 0) << "the law keeps them";
  handle::answer(shop.house(), close);
  EXPECT_THAT(shop.file(close, "accounts-closed.html"), AllOf(HasSubstr("gratuite"), HasSubstr("85")));
}

TEST(Scenario_AS18, HerPrivateMessagesAreNotTheHeirsAndTheRefusalSaysWhatTheEstateMayHave) {
  Shop shop;
  const std::string reference =
      shop.receive(Right::posthumous, {{"act", "death"}, {"heir", "Marc Fontaine"}});
  handle::prove_otherwise(shop.house(), reference, "L6", "livret de famille", roy);
  handle::refuse(shop.house(), reference, "estate-only",
                 words("Ses messages ne servent pas à régler la succession ; ses factures, oui."), roy);
  EXPECT_THAT(shop.file(reference, "refusal.html"), AllOf(HasSubstr("succession"), HasSubstr("CNIL")));
  EXPECT_EQ(shop.file(reference, reference + ".zip"), "") << "no package of hers exists";
}

TEST(Scenario_AS19, AMailFromAnUnknownAddressGetsNothingOfHersAndLearnsNothing) {
  Shop shop;
  handle::Incoming incoming = from_claire(shop, {{Right::access, {}}});
  incoming.supplied = {{subject::KindName("shop-customer"), words("1")},
                       {subject::KindName("email"), words("new.mail@elsewhere.example")}};
  const std::string hers = handle::receive(shop.house(), incoming).front();
  incoming.supplied = {{subject::KindName("email"), words("other.mail@elsewhere.example")}};
  const std::string nobodys = handle::receive(shop.house(), incoming).front();
  for (const std::string& reference : {hers, nobodys}) handle::send_code(shop.house(), reference);
  EXPECT_THAT(shop.mail(hers, "code"), Not(HasSubstr("elsewhere.example")))
      << "the code goes to the contact on file, or nowhere";
  EXPECT_EQ(shop.mail(nobodys, "code"), "");
  EXPECT_EQ(shop.state(hers), shop.state(nobodys)) << "the same, known or not";
  std::string told = shop.file(hers, "acknowledgement.html");
  const std::string other = shop.file(nobodys, "acknowledgement.html");
  for (auto at = told.find(hers); at != std::string::npos; at = told.find(hers))
    told.replace(at, hers.size(), nobodys);
  EXPECT_EQ(told, other) << "and in the same words";
}

TEST(Scenario_AS20, WhatCannotBeIsAClearErrorAndHarmsNothing) {
  Shop shop;
  const auto records = [&](const std::string& more) {
    return habeas(shop.folder(), "request new --identifiers - " + more,
                  std::string("email=") + claires + "\n");
  };
  shop.leave();
  for (const char* words : {"--right access --received 2099-01-01", "--right access --received 2026-02-30",
                            "--right ''", "--right gdpr"}) {
    const Ran ran = records(words);
    EXPECT_EQ(ran.code, 1) << words;
    EXPECT_NE(ran.err, "") << words;
  }
  write_text(shop.folder() + "/long.txt", std::string(40'000'000, 'a'));
  const Ran ran = records("--right access --text '" + shop.folder() + "/long.txt'");
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("1 MiB"));
  shop.open();
  EXPECT_THAT(shop.house().people.references(), testing::IsEmpty());
}

TEST(Scenario_AS20, TheSameRequestThriceIsOneWithTheEarliestDate) {
  Shop shop;
  handle::Incoming incoming = from_claire(shop, {{Right::access, {}}});
  incoming.received = base::Date(std::chrono::sys_days(incoming.received) - std::chrono::days(3));
  const std::string first = handle::receive(shop.house(), incoming).front();
  const auto due = shop.deadline(first).due;
  incoming.received = shop.house().today();
  EXPECT_EQ(handle::receive(shop.house(), incoming).front(), first);
  EXPECT_EQ(handle::receive(shop.house(), incoming).front(), first);
  EXPECT_EQ(shop.deadline(first).due, due);
  incoming.by = "person";
  EXPECT_NE(handle::receive(shop.house(), incoming).front(), first)
      << "a stranger who writes her address is not told that she asked before";
}

TEST(Scenario_AS20, ANameOfQuotesFormulasAndMarksIsCarriedAsItIsAndDoesNothing) {
  Shop shop;
  const std::string name = "=HYPERLINK(\"http://x.invalid\")'; DROP TABLE customer;-- \u202Eannaob";
  const std::string was = shop.one("shop", "SELECT first_name FROM customer WHERE id = 1");
  const std::string reference =
      shop.receive(Right::rectification, {{"data", "identity.given-name"}, {"was", was}, {"is", name}});
  shop.prove(reference);
  EXPECT_TRUE(shop.carry_out(reference).complete);
  EXPECT_EQ(shop.one("shop", "SELECT first_name FROM customer WHERE id = 1"), name);
  const std::string access = shop.receive(Right::access);
  shop.prove(access);
  EXPECT_TRUE(shop.carry_out(access).complete);
  handle::answer(shop.house(), access);
  const std::string zip = shop.folder() + "/hers.zip";
  write_text(zip, shop.file(access, access + ".zip"));
  EXPECT_THAT(member(zip, "donnees/shop/customer.csv"), Not(HasSubstr("\n=HYPERLINK")));
  EXPECT_THAT(member(zip, "donnees/shop/customer.csv"), Not(HasSubstr(",=HYPERLINK")));
  EXPECT_TRUE(ledger::verify(shop.folder() + "/var/ledger").intact);
}

}  // namespace
}  // namespace habeas::journey
