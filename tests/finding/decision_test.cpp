#include "story.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// docs/finding.md, § 6: what habeas cannot know is for a human, and what the human says holds.
namespace habeas::finding {
namespace {

using dossier::Outcome;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

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
  orders: {key: id, for: [orders], of: {customer_id: customer}, fields: {item: {data: content.message}}}
)";

std::string rows(const std::string& customers, const std::string& subscribers = "") {
  return "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, card TEXT, phone TEXT, name TEXT, born "
         "TEXT);"
         "CREATE TABLE subscriber (id INTEGER PRIMARY KEY, email TEXT, card TEXT);"
         "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, item TEXT);"
         "INSERT INTO orders VALUES (70, 1, 'x'), (71, 2, 'y');"
         "INSERT INTO customer VALUES " +
         customers + ";" + (subscribers.empty() ? "" : "INSERT INTO subscriber VALUES " + subscribers + ";");
}

std::string decided(const std::string& collection, const std::string& key, const std::string& says) {
  return "  - {collection: " + collection + ", key: [" + key + "], is: " + says +
         ", by: Camille Roy, on: 2026-11-24, because: asked her}\n";
}
std::string hers(const std::string& collection, const std::string& key) {
  return decided(collection, key, "this person");
}
std::string not_hers(const std::string& collection, const std::string& key) {
  return decided(collection, key, "somebody else");
}

constexpr const char* ana_and_bo =
    "(1, 'family@x.example', NULL, NULL, 'Ana Lo', NULL), (2, 'family@x.example', NULL, NULL, 'Bo Lo', NULL)";

TEST(Decision, OfHomonymsTheOneThatIsHerIsFoundAndTheOtherStaysAnothers) {
  Story story(shop, rows(ana_and_bo));
  const auto found = story.find_decided("email=family@x.example",
                                        hers("shop.customer", "1") + not_hers("shop.customer", "2"));
  EXPECT_EQ(found.outcome, Outcome::found);
  EXPECT_THAT(story.rows(found), ElementsAre("shop.customer 1 mine person", "shop.orders 70 mine"));
  EXPECT_THAT(story.candidates(found), IsEmpty());
  EXPECT_THAT(story.paths(found), Contains("decided by Camille Roy: asked her → shop.customer (decided)"));
  EXPECT_THAT(
      story.paths(found),
      Contains("decided by Camille Roy: asked her → shop.customer (decided) → shop.orders (of customer_id)"));
}

TEST(Decision, WhatIsNotDecidedUponStillWaits) {
  Story story(shop, rows(ana_and_bo));
  const auto found = story.find_decided("email=family@x.example", hers("shop.customer", "1"));
  EXPECT_EQ(found.outcome, Outcome::candidates);
  EXPECT_THAT(story.rows(found), IsEmpty());
  EXPECT_THAT(story.candidates(found), ElementsAre("shop.customer 2: homonym by email"));
}

TEST(Decision, NobodyBlocksHerByTypingHerIdentifiersInAnAccountOfTheirOwn) {
  // 2 is a stranger's account that claims Ana's address and card.
  Story story(shop,
              rows("(1, 'ana@x.example', 'C1', NULL, 'Ana Lo', NULL), (2, 'ana@x.example', 'C1', NULL, 'Mal "
                   "Ory', NULL)",
                   "(9, 'ana@x.example', NULL)"));
  EXPECT_EQ(story.find("email=ana@x.example\ncard=C1").outcome, Outcome::candidates);
  const auto found = story.find_decided("email=ana@x.example\ncard=C1",
                                        hers("shop.customer", "1") + not_hers("shop.customer", "2"));
  EXPECT_THAT(story.rows(found),
              ElementsAre("shop.customer 1 mine person", "shop.orders 70 mine", "shop.subscriber 9 shared"));
  EXPECT_THAT(story.candidates(found), IsEmpty());
  EXPECT_THAT(story.missed(found), Not(Contains(HasSubstr("contested"))));
}

TEST(Decision, TwoRowsThatContradictEachOtherAreOnePersonWhenAHumanSaysSo) {
  Story story(
      shop,
      rows("(1, 'ana@x.example', NULL, NULL, 'Ana Lo', NULL), (2, 'bea@x.example', 'C2', NULL, 'Ana "
           "Durand', NULL), (3, NULL, 'C2', NULL, 'Ana Lo', NULL), (4, NULL, 'C2', NULL, 'Zoe', NULL)"));
  const auto found = story.find_decided("email=ana@x.example\nemail=bea@x.example",
                                        hers("shop.customer", "1") + hers("shop.customer", "2"));
  EXPECT_THAT(story.rows(found),
              ElementsAre("shop.customer 1 mine person", "shop.customer 2 mine person",
                          "shop.customer 3 mine person", "shop.orders 70 mine", "shop.orders 71 mine"))
      << "3 agrees with one of her names";
  EXPECT_THAT(story.candidates(found), ElementsAre("shop.customer 4: contradiction by card"));
}

TEST(Decision, NothingToCompareIsSettled) {
  Story story(
      shop,
      rows("(1, 'ana@x.example', NULL, NULL, 'Ana Lo', NULL), (2, NULL, 'C2', NULL, NULL, '1980-05-01')"));
  const auto is = story.find_decided("email=ana@x.example\ncard=C2",
                                     hers("shop.customer", "1") + hers("shop.customer", "2"));
  EXPECT_THAT(story.rows(is), Contains("shop.customer 2 mine person"));
  const auto is_not = story.find_decided("email=ana@x.example\ncard=C2", not_hers("shop.customer", "2"));
  EXPECT_THAT(story.rows(is_not), ElementsAre("shop.customer 1 mine person", "shop.orders 70 mine"));
}

TEST(Decision, ASharedPhoneLeadsToHerOnceAHumanSaysWhichOfTheHouseholdSheIs) {
  Story story(shop, rows("(1, 'ana@x.example', NULL, '06 12 34 56 78', 'Ana Lo', NULL),"
                         "(2, 'bea@x.example', NULL, '+33612345678', 'Bea Lo', NULL)"));
  const auto found =
      story.find_decided("phone=0612345678", hers("shop.customer", "1") + not_hers("shop.customer", "2"));
  EXPECT_EQ(found.outcome, Outcome::found);
  EXPECT_THAT(story.rows(found), ElementsAre("shop.customer 1 mine person", "shop.orders 70 mine"));
  EXPECT_THAT(story.candidates(found), IsEmpty());
}

TEST(Decision, ARowThatIsNoPersonIsHersOrNotAsAHumanSays) {
  // C1 is Ana's and was old Owner's: whose subscriptions bear it?
  Story story(
      shop, rows("(1, 'ana@x.example', 'C1', NULL, 'Ana Lo', NULL), (2, NULL, 'C1', NULL, 'Old Owner', NULL)",
                 "(8, 'a@y.example', 'C1'), (9, 'b@y.example', 'C1')"));
  const auto before = story.find("email=ana@x.example");
  EXPECT_THAT(story.candidates(before), ElementsAre("shop.customer 2: contradiction by card",
                                                    "shop.subscriber 8: contradiction by card",
                                                    "shop.subscriber 9: contradiction by card"));
  const auto found = story.find_decided(
      "email=ana@x.example",
      not_hers("shop.customer", "2") + hers("shop.subscriber", "8") + not_hers("shop.subscriber", "9"));
  EXPECT_THAT(story.rows(found), ElementsAre("shop.customer 1 mine person", "shop.orders 70 mine",
                                             "shop.subscriber 8 shared unproven: email"));
  EXPECT_THAT(story.candidates(found), IsEmpty());
  EXPECT_THAT(story.missed(found), IsEmpty());
}

TEST(Decision, ANameAndBirthDateOfTwoPeopleProvesNothingOfRowsThatAreNoPerson) {
  Story story(R"(
collections:
  member:
    is: customer
    key: id
    for: [orders]
    fields:
      name: {data: identity.name, identifier: name+birthdate}
      born: {data: identity.birthdate, identifier: name+birthdate}
  visit:
    key: id
    for: [orders]
    fields:
      name: {data: identity.name, identifier: name+birthdate}
      born: {data: identity.birthdate, identifier: name+birthdate}
)",
              "CREATE TABLE member (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
              "CREATE TABLE visit (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
              "INSERT INTO member VALUES (1, 'Ana Lo', '1980-05-01'), (2, 'Ana Lo', '1980-05-01');"
              "INSERT INTO visit VALUES (5, 'Ana Lo', '1980-05-01')");
  const auto found = story.find_decided("name+birthdate=Ana Lo|1980-05-01",
                                        hers("shop.member", "1") + not_hers("shop.member", "2"));
  EXPECT_THAT(story.rows(found), ElementsAre("shop.member 1 mine person"));
  EXPECT_THAT(story.candidates(found), ElementsAre("shop.visit 5: contradiction by name+birthdate"));
}

TEST(Decision, ARowDecidedToBeSomebodyElsesIsNotHersByAnyLink) {
  Story story(R"(
collections:
  customer: {is: customer, key: id, for: [orders], fields: {email: {identifier: email}}}
  note: {key: id, for: [orders], of: {customer_id: customer}, fields: {email: {identifier: email}}}
)",
              "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT);"
              "CREATE TABLE note (id INTEGER PRIMARY KEY, customer_id INTEGER, email TEXT);"
              "INSERT INTO customer VALUES (1, 'ana@x.example');"
              "INSERT INTO note VALUES (5, 1, 'ana@x.example'), (6, 1, NULL)");
  const auto found = story.find_decided("email=ana@x.example", not_hers("shop.note", "5"));
  EXPECT_THAT(story.rows(found), ElementsAre("shop.customer 1 mine person", "shop.note 6 mine"));
}

TEST(Decision, ARowThatIsNotThereStopsEverything) {
  Story story(shop, rows("(1, 'ana@x.example', NULL, NULL, 'Ana Lo', NULL)"));
  const auto found = story.find_decided("email=ana@x.example", not_hers("shop.customer", "4"));
  EXPECT_NE(found.outcome, Outcome::found);
  EXPECT_THAT(story.rows(found), IsEmpty());
  ASSERT_NE(found.decision_of_no_row(), nullptr);
  EXPECT_EQ(found.decision_of_no_row()->place.line, 2u);
}

TEST(Decision, OfASystemThatIsGoneIsKeptAndTheGapIsSaid) {
  Story story({{"shop", shop, rows("(1, 'ana@x.example', NULL, NULL, 'Ana Lo', NULL)")},
               {"till",
                "collections:\n  holder: {is: customer, key: id, for: [orders], fields: {card: {identifier: "
                "card}}}\n",
                "CREATE TABLE holder (id INTEGER PRIMARY KEY, card TEXT)"}});
  story.remove("till");
  const auto found = story.find_decided("email=ana@x.example", hers("till.holder", "4"));
  EXPECT_EQ(found.outcome, Outcome::found);
  ASSERT_EQ(found.decisions.size(), 1u);
  EXPECT_EQ(found.decisions[0].fate, dossier::DecisionTaken::Fate::not_read);
  EXPECT_THAT(story.missed(found), Contains("till: system unavailable"));
}

TEST(Decision, TheEvidenceNamesFieldsAndNeverWhatTheyHold) {
  Story story(shop,
              rows("(1, 'ana@x.example', 'C1', NULL, 'Ana Lo', '1980-05-01'), (2, 'x@y.example', 'C1', NULL, "
                   "'Bo Lo', NULL)"));
  const auto found = story.find("email=ana@x.example");
  ASSERT_EQ(found.candidates.size(), 1u);
  EXPECT_THAT(found.candidates[0].evidence.same, ElementsAre("card"));
  EXPECT_THAT(found.candidates[0].evidence.different, ElementsAre("email", "name"));
  EXPECT_THAT(found.candidates[0].evidence.silent, ElementsAre("phone", "born"));
}

std::vector<std::string> problems(const Story& story, const std::string& text) {
  std::vector<std::string> told;
  for (const auto& problem : dossier::read_decisions(story.map(), text, "d.yaml").problems)
    told.push_back(base::to_string(problem));
  return told;
}

TEST(Decision, ThePrintedLineIsReadBackOnceItIsFilledIn) {
  Story story(
      "collections:\n  person: {is: customer, key: [a, b], for: [orders], fields: {email: {identifier: "
      "email}}}\n",
      "CREATE TABLE person (a, b, email TEXT);"
      "INSERT INTO person VALUES (x'00ff', 'O''Neil \"; drop, [é] \u202e\x1b', 'k@x.example'),"
      "(7, CAST(x'ff' AS TEXT), 'k@x.example'), ('07', '7', 'k@x.example')");
  const auto found = story.find("email=k@x.example");
  std::string decisions;
  for (const auto& row : found.collections.at(0).rows) {
    auto line = dossier::line_to_fill(story.map(), {0, 0}, row.key);
    EXPECT_THAT(line, Not(HasSubstr("\u202e")));
    EXPECT_THAT(line, Not(HasSubstr("\x1b")));
    EXPECT_EQ(problems(story, "decisions:\n" + line).size(), 4u)
        << "nothing is decided until it is filled in";
    line.replace(line.find("is: \"\""), 6, "is: somebody else");
    line.replace(line.find("by: \"\""), 6, "by: Camille Roy");
    line.replace(line.find("on: \"\""), 6, "on: 2026-11-24");
    line.replace(line.find("because: \"\""), 11, "because: asked");
    decisions += line + "\n";
  }
  const auto decided = story.find_decided("email=k@x.example", decisions);
  EXPECT_EQ(decided.decision_of_no_row(), nullptr);
  EXPECT_THAT(story.rows(decided), IsEmpty());
}

TEST(Decision, EveryProblemOfTheFileIsTold) {
  Story story(
      "collections:\n  customer: {is: customer, key: id, for: [orders], fields: {email: {identifier: "
      "email}}}\n"
      "  orders: {key: id, for: [orders], of: {customer_id: customer}, fields: {item: {data: "
      "content.message}}}\n",
      "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT);"
      "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, item TEXT)");
  EXPECT_THAT(
      problems(story,
               "decisions:\n"
               "  - {collection: shop.custmer, key: 1, is: this person, by: C, on: 2026-11-24, because: b}\n"
               "  - {collection: shop.orders, key: 1, is: this person, by: C, on: 2026-11-24, because: b}\n"
               "  - {collection: shop.customer, key: [1, 2], is: her, by: '', on: 2026-02-30, bcause: b}\n"
               "  - {collection: shop.customer, key: 7, is: this person, by: C, on: 2026-11-24, because: b}\n"
               "  - {collection: shop.customer, key: ['7'], is: somebody else, by: C, on: 2026-11-24, "
               "because: b}\n"
               "  - nothing\n"),
      ElementsAre(HasSubstr("d.yaml:2:18: error: 'collection' must be one of the map's"),
                  HasSubstr("d.yaml:3:18: error: shop.orders is not a person and bears no identifier"),
                  HasSubstr("d.yaml:4:5: error: 'because' must say why"),
                  HasSubstr("d.yaml:4:38: error: 'key' must have the 1 cells"),
                  HasSubstr("error: 'is' must be 'this person' or 'somebody else'"),
                  HasSubstr("error: 'by' must say who decided"), HasSubstr("error: 'on' must be the day"),
                  HasSubstr("error: unknown key"),
                  HasSubstr("d.yaml:6:5: error: this row is decided upon in line 5"),
                  HasSubstr("d.yaml:7:5: error: a decision is")));
  EXPECT_THAT(problems(story, "decision: []"), ElementsAre(HasSubstr("Did you mean 'decisions'?")));
  EXPECT_THAT(problems(story, "decisions: []"), IsEmpty());
}

}  // namespace
}  // namespace habeas::finding
