#include "story.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// docs/map.md, Semantics 5 and 6: who is the person, who is not, and what is left to a human.
namespace habeas::finding {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* shop = R"(
collections:
  customer:
    is: customer
    key: id
    for: [orders]
    fields:
      email: {data: contact.email, identifier: email}
      card:  {identifier: card}
      phone: {data: contact.phone, identifier: phone, shared: true}
      name:  {data: identity.name, agree: true}
      born:  {data: identity.birthdate, agree: true}
  subscriber: {key: id, for: [orders], fields: {email: {data: contact.email, identifier: email}, card: {identifier: card}}}
)";

std::string rows(const std::string& customers, const std::string& subscribers = "") {
  return "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, card TEXT, phone TEXT, name TEXT, born "
         "TEXT);"
         "CREATE TABLE subscriber (id INTEGER PRIMARY KEY, email TEXT, card TEXT);"
         "INSERT INTO customer VALUES " +
         customers + ";" + (subscribers.empty() ? "" : "INSERT INTO subscriber VALUES " + subscribers + ";");
}

TEST(Identity, IdentifiersFoundInRowsThatAreHersAreFollowed) {
  Story story({{"shop", shop, rows("(1, 'ana@x.example', 'C1', NULL, 'Ana Lo', NULL)")},
               {"till", R"(
collections:
  holder: {is: customer, key: id, for: [orders], fields: {card: {identifier: card}, mail: {identifier: email}, name: {data: identity.name, agree: true}}}
)",
                "CREATE TABLE holder (id INTEGER PRIMARY KEY, card TEXT, mail TEXT, name TEXT);"
                "INSERT INTO holder VALUES (5, 'C1', 'ana@old.example', 'LO Ana'), (6, 'C2', "
                "'ana@old.example', 'Ana Lo');"}});
  const auto found = story.find("email=ana@x.example");
  EXPECT_THAT(story.rows(found), ElementsAre("shop.customer 1 mine person", "till.holder 5 mine person",
                                             "till.holder 6 mine person"));
  EXPECT_THAT(Story::identifiers(found), ElementsAre("email=ana@x.example", "card=C1 found",
                                                     "email=ana@old.example found", "card=C2 found"));
  EXPECT_THAT(
      story.paths(found),
      ElementsAre("email → shop.customer (email)", "email → shop.customer (email) → till.holder (card)",
                  "email → shop.customer (email) → till.holder (card) → till.holder (mail)"));
}

TEST(Identity, SharedIdentifiersReachCandidatesOnly) {
  Story story(shop, rows("(1, 'ana@x.example', NULL, '06 12 34 56 78', 'Ana Lo', NULL),"
                         "(2, 'bea@x.example', NULL, '+33612345678', 'Bea Lo', NULL)"));
  const auto by_phone = story.find("phone=0612345678");
  EXPECT_EQ(by_phone.outcome, dossier::Outcome::candidates);
  EXPECT_THAT(story.rows(by_phone), IsEmpty());
  EXPECT_THAT(story.candidates(by_phone), ElementsAre("shop.customer 1: shared identifier by phone",
                                                      "shop.customer 2: shared identifier by phone"));
  const auto by_both = story.find("phone=0612345678\nemail=ana@x.example");
  EXPECT_THAT(story.rows(by_both), ElementsAre("shop.customer 1 mine person"));
  EXPECT_THAT(story.candidates(by_both), ElementsAre("shop.customer 2: shared identifier by phone"))
      << "a row reached otherwise is no candidate";
  const auto by_mail = story.find("email=ana@x.example");
  EXPECT_THAT(story.candidates(by_mail), IsEmpty()) << "a household's phone is never followed on its own";
}

TEST(Identity, TwoPeopleForOneIdentifierAreHomonyms) {
  Story story(shop, rows("(1, 'family@x.example', NULL, NULL, 'Ana Lo', NULL), (2, 'family@x.example', NULL, "
                         "NULL, 'Bo Lo', NULL)",
                         "(9, 'family@x.example', NULL)"));
  const auto found = story.find("email=family@x.example");
  EXPECT_EQ(found.outcome, dossier::Outcome::candidates);
  EXPECT_THAT(story.rows(found), IsEmpty()) << "nothing is disclosed until a human decides";
  EXPECT_THAT(story.candidates(found),
              ElementsAre("shop.customer 1: homonym by email", "shop.customer 2: homonym by email"));
}

TEST(Identity, TwoAccountsOfOneEmailThatAgreeAreOnePerson) {
  Story story(shop, rows("(1, 'ana@x.example', NULL, NULL, 'Ana Lo', '1980-05-01'), (2, 'ana@x.example', "
                         "NULL, NULL, 'LO Ana', NULL)"));
  EXPECT_THAT(story.rows(story.find("email=ana@x.example")),
              ElementsAre("shop.customer 1 mine person", "shop.customer 2 mine person"));
}

TEST(Identity, TwoSuppliedIdentifiersOfTwoPeopleAreAConflict) {
  Story story(shop, rows("(1, 'ana@x.example', NULL, NULL, 'Ana Lo', NULL), (2, 'bea@x.example', 'C2', NULL, "
                         "'Bea Mo', NULL)"));
  const auto found = story.find("email=ana@x.example\ncard=C2");
  EXPECT_EQ(found.outcome, dossier::Outcome::conflict);
  EXPECT_THAT(story.rows(found), IsEmpty());
  EXPECT_THAT(story.candidates(found), ElementsAre("shop.customer 1: contradiction by email",
                                                   "shop.customer 2: contradiction by card"));
  EXPECT_THAT(Story::identifiers(found), ElementsAre("email=ana@x.example", "card=C2"));
}

TEST(Identity, TwoSuppliedIdentifiersAreOnePersonWhenTheRowsAgree) {
  Story story(shop, rows("(1, 'ana@x.example', NULL, NULL, 'Ana Lo', '1980-05-01'), (2, 'ana@old.example', "
                         "'C2', NULL, 'Lo Ana', '1980-05-01')"));
  const auto found = story.find("email=ana@x.example\ncard=C2");
  EXPECT_EQ(found.outcome, dossier::Outcome::found);
  EXPECT_THAT(story.rows(found), ElementsAre("shop.customer 1 mine person", "shop.customer 2 mine person"));
}

TEST(Identity, NothingToCompareIsForAHuman) {
  Story story(
      shop,
      rows("(1, 'ana@x.example', NULL, NULL, 'Ana Lo', NULL), (2, NULL, 'C2', NULL, NULL, '1980-05-01')"));
  const auto found = story.find("email=ana@x.example\ncard=C2");
  EXPECT_EQ(found.outcome, dossier::Outcome::candidates);
  EXPECT_THAT(story.rows(found), IsEmpty());
  EXPECT_THAT(story.candidates(found), ElementsAre("shop.customer 1: nothing to compare by email",
                                                   "shop.customer 2: nothing to compare by card"));
}

TEST(Identity, ALinkBetweenTheRowsMakesThemOnePerson) {
  Story story(R"(
collections:
  customer: {is: customer, key: id, for: [orders], fields: {email: {identifier: email}}}
  login:    {is: customer, key: id, for: [orders], of: {customer_id: customer}, fields: {pen: {identifier: pen-name}}}
)",
              R"(
CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT);
CREATE TABLE login (id INTEGER PRIMARY KEY, customer_id INTEGER, pen TEXT);
INSERT INTO customer VALUES (1, 'ana@x.example'), (2, 'bea@x.example');
INSERT INTO login VALUES (7, 1, 'nana'), (8, 2, 'bebe');
)");
  EXPECT_EQ(story.find("email=ana@x.example\npen-name=nana").outcome, dossier::Outcome::found);
  EXPECT_EQ(story.find("email=ana@x.example\npen-name=bebe").outcome, dossier::Outcome::candidates);
}

TEST(Identity, AReusedNumberLeadsToNobodyElse) {
  Story story(shop, rows("(1, 'ana@x.example', 'C1', NULL, 'Ana Lo', NULL), (2, 'old@x.example', 'C1', NULL, "
                         "'Old Owner', NULL)",
                         "(8, 'old@x.example', NULL), (9, 'ana@x.example', NULL)"));
  const auto found = story.find("email=ana@x.example");
  EXPECT_EQ(found.outcome, dossier::Outcome::found);
  EXPECT_THAT(story.rows(found), ElementsAre("shop.customer 1 mine person", "shop.subscriber 9 mine"));
  EXPECT_THAT(story.candidates(found), ElementsAre("shop.customer 2: contradiction by card"));
}

TEST(Identity, ANumberOfTwoPeopleJoinsOnlyWhoAgreesAndShowsTheRestToAHuman) {
  // C1 is Ana's and was old Owner's: her second account agrees by name; the nameless one and the subscription may
  // be anybody's.
  Story story(
      shop,
      rows("(1, 'ana@x.example', 'C1', NULL, 'Ana Lo', NULL), (2, NULL, 'C1', NULL, 'Old Owner', NULL), "
           "(3, 'lo@x.example', 'C1', NULL, 'ANA LO', NULL), (4, NULL, 'C1', NULL, NULL, NULL)",
           "(8, 'lo@x.example', NULL), (9, 'zoe@x.example', 'C1')"));
  const auto found = story.find("email=ana@x.example");
  EXPECT_EQ(found.outcome, dossier::Outcome::found);
  EXPECT_THAT(story.rows(found), ElementsAre("shop.customer 1 mine person", "shop.customer 3 mine person",
                                             "shop.subscriber 8 mine"));
  EXPECT_THAT(story.candidates(found),
              ElementsAre("shop.customer 2: contradiction by card", "shop.customer 4: contradiction by card",
                          "shop.subscriber 9: contradiction by card"));
}

TEST(Identity, ARowThatIsNoPersonBelongsToTheBearerAndLeadsNoFurther) {
  Story story(
      shop, rows("(1, 'ana@x.example', NULL, NULL, 'Ana Lo', NULL), (2, 'bea@x.example', 'C2', NULL, 'Bea "
                 "Mo', NULL)",
                 "(10, 'ana@x.example', 'C9'), (11, 'other@x.example', 'C9'), (12, 'ana@x.example', 'C2')"));
  const auto found = story.find("email=ana@x.example");
  EXPECT_THAT(story.rows(found),
              ElementsAre("shop.customer 1 mine person", "shop.subscriber 10 mine unproven: card",
                          "shop.subscriber 12 shared unproven: card"));
  EXPECT_THAT(Story::identifiers(found), ElementsAre("email=ana@x.example"));
}

TEST(Identity, AnIdentifierOfNoOneGivesAnEmptyHonestAnswer) {
  Story story(shop, rows("(1, 'ana@x.example', NULL, NULL, 'Ana Lo', NULL)"));
  const auto found = story.find("email=nobody@x.example");
  EXPECT_EQ(found.outcome, dossier::Outcome::nobody);
  EXPECT_THAT(story.rows(found), IsEmpty());
  EXPECT_THAT(story.candidates(found), IsEmpty());
}

TEST(Identity, ASubscriberWithoutAnAccountIsFound) {
  Story story(shop, rows("(1, 'ana@x.example', NULL, NULL, 'Ana Lo', NULL)", "(10, 'zoe@x.example', NULL)"));
  const auto found = story.find("email=zoe@x.example");
  EXPECT_EQ(found.outcome, dossier::Outcome::found);
  EXPECT_THAT(story.rows(found), ElementsAre("shop.subscriber 10 mine"));
}

TEST(Identity, SeveralPeopleOfOneNameAndBirthDateAreHomonyms) {
  const char* map = R"(
collections:
  member:
    is: customer
    key: id
    for: [orders]
    fields:
      last:  {data: identity.family-name, identifier: name+birthdate, agree: true}
      first: {data: identity.given-name, identifier: name+birthdate, agree: true}
      born:  {data: identity.birthdate, identifier: name+birthdate, agree: true}
      card:  {identifier: card}
)";
  const auto sql = [](const std::string& members) {
    return "CREATE TABLE member (id INTEGER PRIMARY KEY, last TEXT, first TEXT, born TEXT, card TEXT); "
           "INSERT INTO member VALUES " +
           members;
  };
  Story two(map, sql("(1, 'Lo', 'Ana', '1980-05-01', 'C1'), (2, 'LO', 'ANA', '1980-05-01 00:00:00', 'C2')"));
  EXPECT_EQ(two.find("name+birthdate=Ana Lo|1980-05-01").outcome, dossier::Outcome::candidates);
  EXPECT_THAT(
      two.candidates(two.find("name+birthdate=Ana Lo|1980-05-01")),
      ElementsAre("shop.member 1: homonym by name+birthdate", "shop.member 2: homonym by name+birthdate"));
  const auto by_card = two.find("card=C1");
  EXPECT_THAT(two.rows(by_card), ElementsAre("shop.member 1 mine person"))
      << "a name that was only found is not followed";
  Story one(map, sql("(1, 'Lo', 'Ana', '1980-05-01', 'C1'), (2, 'Lo', 'Ana', '1981-05-01', 'C2')"));
  EXPECT_THAT(one.rows(one.find("name+birthdate=ana lo|1980-05-01")),
              ElementsAre("shop.member 1 mine person"));
  Story joined(map, sql("(1, 'Lo', 'Ana', '1980-05-01', 'C1'), (2, 'Lo', 'Ana', '1980-05-01', 'C1')"));
  EXPECT_EQ(joined.find("name+birthdate=Ana Lo|1980-05-01").outcome, dossier::Outcome::found)
      << "they share a card";
}

// Accents, case, coercion, spaces and the Turkish i join nobody.
TEST(Identity, WhatADatabaseTakesForEqualIsNotOnePerson) {
  Story story(R"(
collections:
  customer: {is: customer, key: id, for: [orders], fields: {email: {identifier: email}, card: {identifier: card}, no: {identifier: customer-no}}}
)",
              R"(
CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT COLLATE NOCASE, card TEXT COLLATE NOCASE, no TEXT);
INSERT INTO customer VALUES (1, 'rené@x.example', 'abc', '0'), (2, 'rene@x.example', 'ABC', '0abc'),
  (3, 'İpek@x.example', 'abc ', '00'), (4, 'ipek@x.example', 'x', '7'), (5, 'ıpek@x.example', 'y', '8');
)");
  EXPECT_THAT(story.rows(story.find("email=RENÉ@x.example")),
              ElementsAre("shop.customer 1 mine person", "shop.customer 3 mine person"))
      << "1 and 3 share the number 0, and the card abc";
  EXPECT_THAT(story.rows(story.find("email=rene@x.example")), ElementsAre("shop.customer 2 mine person"));
  EXPECT_THAT(story.rows(story.find("email=ipek@x.example")), ElementsAre("shop.customer 4 mine person"));
  EXPECT_THAT(story.rows(story.find("card=ABC")), ElementsAre("shop.customer 2 mine person"));
}

}  // namespace
}  // namespace habeas::finding
