#include "story.h"

#include <habeas/connector/sqlite/sqlite.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// What could not be searched is said; no later step may pretend otherwise.
namespace habeas::finding {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

constexpr const char* customers =
    "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT); INSERT INTO customer VALUES (1, "
    "'ana@x.example');";
constexpr const char* customer =
    "collections:\n"
    "  customer: {is: customer, key: id, for: [orders], fields: {email: {identifier: email}}}\n";

TEST(NotSearched, ATableThatIsGoneStopsItsOwnBranchOnly) {
  Story story(std::string(customer) + R"(
  orders: {key: id, for: [orders], of: {customer_id: customer}, fields: {note: content.message}}
  line:   {key: id, for: [orders], of: {order_id: orders}, fields: {note: content.message}}
  call:   {key: id, for: [orders], of: {customer_id: customer}, fields: {note: content.message}}
)",
              std::string(customers) + R"(
CREATE TABLE line (id INTEGER PRIMARY KEY, order_id INTEGER, note TEXT);
CREATE TABLE call (id INTEGER PRIMARY KEY, customer_id INTEGER, note TEXT);
INSERT INTO line VALUES (1, 1, ''); INSERT INTO call VALUES (5, 1, '');
)");
  const auto found = story.find("email=ana@x.example");
  EXPECT_THAT(story.rows(found), ElementsAre("shop.call 5 mine", "shop.customer 1 mine person"));
  EXPECT_THAT(story.missed(found), ElementsAre("shop.orders: table missing"));
}

TEST(NotSearched, AColumnThatIsGoneStopsItsCollectionOrItsLinkOnly) {
  Story story(std::string(customer) + R"(
  orders: {key: id, for: [orders], of: {customer_id: customer}, fields: {note: content.message}}
  visit:  {key: id, for: [orders], of: {customer_id: {to: customer, and: {tenant: tenant}}}, fields: {page: technical.browsing}}
)",
              std::string(customers) + R"(
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER);
CREATE TABLE visit (id INTEGER PRIMARY KEY, customer_id INTEGER, tenant INTEGER, page TEXT);
)");
  const auto found = story.find("email=ana@x.example");
  EXPECT_THAT(story.rows(found), ElementsAre("shop.customer 1 mine person"));
  EXPECT_THAT(story.missed(found),
              ElementsAre("shop.orders note: column missing", "shop.visit tenant: column missing"));
}

TEST(NotSearched, WhatTheMapDoesNotSpeakOfIsSaid) {
  Story story(std::string(customer) + "not_personal: {rate: codes}\n", R"(
CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, remark TEXT);
CREATE TABLE complaint (customer_id INTEGER, words TEXT);
CREATE TABLE rate (id INTEGER PRIMARY KEY, percent REAL);
INSERT INTO customer VALUES (1, 'ana@x.example', 'pays late'); INSERT INTO complaint VALUES (1, 'too slow');
)");
  EXPECT_THAT(story.missed(story.find("email=ana@x.example")),
              ElementsAre("shop complaint: not mapped (2)", "shop customer: not mapped (1)"));
}

TEST(NotSearched, AKindThatNothingInTheMapBearsIsSaid) {
  Story story(customer, customers);
  const auto found = story.find("card=C1");
  EXPECT_EQ(found.outcome, dossier::Outcome::nobody);
  EXPECT_THAT(story.missed(found), Contains(" card: kind that the map does not know"));
}

TEST(NotSearched, RowsOfANumberThatTwoPeopleBearWaitForAHuman) {
  Story story(R"(
collections:
  customer: {is: customer, key: id, for: [orders], fields: {email: {identifier: email}, card: {identifier: card}, name: {data: identity.name, agree: true}}}
  receipt:  {key: id, for: [orders], fields: {card: {identifier: card}, amount: order.amount}}
)",
              R"(
CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, card TEXT, name TEXT);
CREATE TABLE receipt (id INTEGER PRIMARY KEY, card TEXT, amount TEXT);
INSERT INTO customer VALUES (1, 'ana@x.example', 'C1', 'Ana Lo'), (2, 'old@x.example', 'C1', 'Old Owner');
INSERT INTO receipt VALUES (5, 'C1', '12'), (6, 'C1', '30');
)");
  const auto found = story.find("email=ana@x.example");
  EXPECT_THAT(story.rows(found), ElementsAre("shop.customer 1 mine person"));
  EXPECT_THAT(story.missed(found),
              ElementsAre("shop.customer card: contested (1)", "shop.receipt card: contested (2)"));
}

TEST(NotSearched, AnIdentifierThatNobodySuppliedIsNamedWithWhatItWouldReach) {
  Story story(std::string(customer) + R"(
  holder:   {is: customer, key: id, for: [orders], fields: {card: {identifier: card}}}
  purchase: {key: id, for: [orders], of: {holder_id: holder}, fields: {note: content.message}}
  orders:   {key: id, for: [orders], of: {customer_id: customer}, fields: {card: {identifier: card}}}
)",
              std::string(customers) + R"(
CREATE TABLE holder (id INTEGER PRIMARY KEY, card TEXT);
CREATE TABLE purchase (id INTEGER PRIMARY KEY, holder_id INTEGER, note TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, card TEXT);
)");
  EXPECT_THAT(story.missed(story.find("email=ana@x.example")),
              ElementsAre("shop.holder card: identifier not supplied",
                          "shop.purchase card: identifier not supplied"));
  EXPECT_THAT(story.missed(story.find("email=ana@x.example\ncard=C1")), IsEmpty());
}

TEST(NotSearched, ALinkSpeltDifferentlyIsCountedAndNotFollowed) {
  Story story(R"(
collections:
  customer: {is: customer, key: code, for: [orders], fields: {email: {identifier: email}}}
  orders:   {key: id, for: [orders], of: {customer_code: customer}, fields: {note: content.message}}
)",
              R"(
CREATE TABLE customer (code TEXT COLLATE NOCASE PRIMARY KEY, email TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_code TEXT COLLATE NOCASE, note TEXT);
INSERT INTO customer VALUES ('Ana', 'ana@x.example');
INSERT INTO orders VALUES (10, 'Ana', ''), (11, 'ANA', ''), (12, 'ana', ''), (13, 'Ana ', '');
)");
  const auto found = story.find("email=ana@x.example");
  EXPECT_THAT(story.rows(found), ElementsAre("shop.customer Ana mine person", "shop.orders 10 mine"));
  EXPECT_THAT(story.missed(found), ElementsAre("shop.orders customer_code: spelt differently (2)"));
}

TEST(NotSearched, TypesThatDifferAreComparedAsCanonicalText) {
  Story story(std::string(customer) + R"(
  orders: {key: id, for: [orders], of: {customer_id: customer}, fields: {note: content.message}}
)",
              R"(
CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT);
CREATE TABLE orders (id TEXT PRIMARY KEY, customer_id TEXT, note TEXT);
INSERT INTO customer VALUES (0, 'zed@x.example'), (12, 'ana@x.example');
INSERT INTO orders VALUES ('a', '12', ''), ('b', '012', ''), ('c', '12 ', ''), ('d', '0', ''), ('e', '0abc', ''), ('f', '', '');
)");
  EXPECT_THAT(story.rows(story.find("email=ana@x.example")),
              ElementsAre("shop.customer 12 mine person", "shop.orders a mine"));
  EXPECT_THAT(story.rows(story.find("email=zed@x.example")),
              ElementsAre("shop.customer 0 mine person", "shop.orders d mine"));
}

TEST(NotSearched, ATableTooLargeToReadWithoutAnIndexIsNotBegun) {
  Story story(std::string(customer) + R"(
  orders: {key: id, for: [orders], of: {customer_id: customer}, fields: {note: content.message}}
)",
              std::string(customers) + R"(
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, note TEXT);
INSERT INTO orders VALUES (10, 1, ''), (11, 1, ''), (12, 2, '');
CREATE INDEX by_email ON customer (lower(trim(email)));
ANALYZE;
)");
  find::Limits limits;
  limits.rows_unindexed = 2;
  const auto found = story.find("email=ana@x.example", limits);
  EXPECT_THAT(story.rows(found), ElementsAre("shop.customer 1 mine person"));
  EXPECT_THAT(story.missed(found),
              ElementsAre("shop.orders customer_id: no index, and reading it all takes too long"));
  story.run_sql("shop", "CREATE INDEX by_customer ON orders (customer_id); ANALYZE;");
  EXPECT_THAT(story.missed(story.find("email=ana@x.example", limits)), IsEmpty());
}

// So many letters that a database cannot fold: no list of spellings proposes it, and everything is read.
TEST(NotSearched, WhatNoIndexFindsOfAnotherPersonIsNotToldToHer) {
  Story story(customer, std::string(customers) + "CREATE INDEX e ON customer(lower(trim(email)));");
  find::Limits limits;
  limits.rows_unindexed = 0;
  const auto found = story.find_all({"email=éèàùéèàù@x.example", "email=ana@x.example"}, limits);
  EXPECT_THAT(story.missed(found[0]),
              ElementsAre("shop.customer email: no index, and reading it all takes too long"));
  EXPECT_THAT(story.missed(found[1]), IsEmpty());
  EXPECT_EQ(story.rows(found[1]).size(), 1u);
  EXPECT_EQ(story.rows(story.find("email=ana@x.example", limits)), story.rows(found[1]));
}

TEST(NotSearched, ASystemWithoutAFileIsSaidAndTheOthersStand) {
  Story story({{"shop", customer, customers},
               {"mailing", R"(
collections:
  subscriber: {key: id, for: [orders], fields: {email: {identifier: email}}}
)",
                "CREATE TABLE subscriber (id INTEGER PRIMARY KEY, email TEXT); INSERT INTO subscriber VALUES "
                "(3, 'ana@x.example');"}});
  EXPECT_THAT(story.rows(story.find("email=ana@x.example")),
              ElementsAre("shop.customer 1 mine person", "mailing.subscriber 3 mine"));
  story.remove("shop");
  const auto found = story.find("email=ana@x.example");
  EXPECT_THAT(story.rows(found), ElementsAre("mailing.subscriber 3 mine"));
  EXPECT_THAT(story.missed(found), ElementsAre("shop: system unavailable"));
}

TEST(NotSearched, AnInvalidIdentifierIsSaid) {
  Story story(customer, customers);
  const auto found = story.find_all({"email=ana@x.example"});
  find::Sought nonsense;
  nonsense.identifiers.push_back(
      {subject::KindName("email"), base::Personal<std::string>(std::string("\0 \xFF", 3))});
  nonsense.identifiers.push_back(
      {subject::KindName("email"), base::Personal<std::string>(std::string(10 << 20, '@'))});
  const auto dossier = find::find_one(story.map(), story.reading(), nonsense);
  EXPECT_EQ(dossier.outcome, dossier::Outcome::nobody);
  EXPECT_EQ(dossier.not_searched.size(), 2u) << "that no e-mail given is one, once, and customers by e-mail";
}

TEST(NotSearched, IdentifiersInKeyValueRowsAreFoundByTheirName) {
  Story story(std::string(customer) + R"(
  meta: {key: id, for: [orders], fields: {billing: {identifier: email, rows: {name: meta_key, value: meta_value, is: billing_email}}}}
)",
              std::string(customers) + R"(
CREATE TABLE meta (id INTEGER PRIMARY KEY, meta_key TEXT, meta_value TEXT);
INSERT INTO meta VALUES (1, 'billing_email', 'Ana@x.example'), (2, 'note', 'ana@x.example'), (3, 'billing_email', 'bea@x.example');
)");
  EXPECT_THAT(story.rows(story.find("email=ana@x.example")),
              ElementsAre("shop.customer 1 mine person", "shop.meta 1 mine"));
}

TEST(NotSearched, CellsThatDoNotDecodeAreCounted) {
  Story story(std::string(customer) + R"(
  event: {key: id, for: [orders], fields: {payload: {identifier: email, json: $.user.mail}}}
)",
              std::string(customers) + R"(
CREATE TABLE event (id INTEGER PRIMARY KEY, payload TEXT);
INSERT INTO event VALUES (1, '{"user": {"mail": "ANA@x.example"}}'), (2, '{"user": {"mail": "\u0061na@x.example"}}'),
  (3, '{"user": '), (4, '{"user": {}}'), (5, '{"user": {"mail": "bea@x.example"}}'), (6, NULL);
)");
  const auto found = story.find("email=ana@x.example");
  EXPECT_THAT(story.rows(found),
              ElementsAre("shop.customer 1 mine person", "shop.event 1 mine", "shop.event 2 mine"));
  EXPECT_THAT(story.missed(found), ElementsAre("shop.event payload: cell not decodable (1)"));
}

TEST(NotSearched, AnIndexOnWhatLiesInsideJsonChangesOnlyTheTime) {
  const base::FixedClock clock{base::Instant{}};
  const auto index = sqlite::make("shop", "", clock)
                         ->index_inside({"", "event"}, relation::ColumnName("payload"),
                                        source::Form::lower_trim, {std::string("user"), std::string("mail")});
  Story story(std::string(customer) + R"(
  event: {key: id, for: [orders], fields: {payload: {identifier: email, json: $.user.mail}}}
)",
              std::string(customers) + R"(
CREATE TABLE event (id INTEGER PRIMARY KEY, payload TEXT);
INSERT INTO event VALUES (1, '{"user": {"mail": "ANA@x.example"}}'), (2, '{"user": {"mail": "\u0061na@x.example"}}'),
  (3, '{"user": '), (4, '{"user": {"mail": ["bea@x.example", "ana@x.example"]}}'), (5, '{"user": {"mail": "bea@x.example"}}'),
  (6, '{"user": {"mail": "ana@x.example", "mail": "bea@x.example"}}');
)");
  const auto before = story.find("email=ana@x.example");
  EXPECT_EQ(story.rows(before).size(), 4u);
  EXPECT_THAT(story.missed(before), ElementsAre("shop.event payload: cell not decodable (2)"));
  story.run_sql("shop", index);
  find::Limits limits;
  limits.rows_unindexed = 0;  // a whole read would be said
  story.run_sql("shop", "CREATE INDEX e ON customer(lower(trim(email)))");
  const auto after = story.find("email=ana@x.example", limits);
  EXPECT_EQ(story.rows(after), story.rows(before));
  EXPECT_EQ(story.missed(after), story.missed(before));
}

TEST(NotSearched, HostileColumnNamesDoNoHarm) {
  Story story(R"(
collections:
  "cust\"; DROP TABLE x; --": {is: customer, key: "i\"d", for: [orders], fields: {"e'ma\"il": {identifier: email}}}
)",
              R"(
CREATE TABLE "cust""; DROP TABLE x; --" ("i""d" INTEGER PRIMARY KEY, "e'ma""il" TEXT);
CREATE TABLE x (y INTEGER);
INSERT INTO "cust""; DROP TABLE x; --" VALUES (1, 'ana@x.example');
)");
  EXPECT_EQ(story.rows(story.find("email=ana@x.example")).size(), 1u);
}

constexpr const char* tenants = R"(
collections:
  customer:
    is: customer
    key: id
    where: {tenant: 1}
    for: [orders]
    fields: {email: {identifier: email}}
  orders: {key: id, where: {tenant: 1}, for: [orders], of: {customer_id: customer}, fields: {item: {data: content.message}}}
)";
constexpr const char* tenants_rows = R"(
CREATE TABLE customer (id INTEGER PRIMARY KEY, tenant INTEGER, email TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, tenant INTEGER, customer_id INTEGER, item TEXT);
INSERT INTO customer VALUES (1, 1, 'ana@x.example'), (2, 2, 'ana@x.example'), (3, NULL, 'ANA@x.example'),
  (4, 1, 'bea@x.example'), (5, 2, 'bo@x.example');
INSERT INTO orders VALUES (70, 1, 1, 'a'), (71, 2, 1, 'b'), (72, 2, 5, 'c');
)";

TEST(NotSearched, TablesDeclaredAsCopiesAreNotUnmapped) {
  const std::string tables = R"(
CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT);
CREATE TABLE customer_log (id INTEGER, email TEXT);
INSERT INTO customer VALUES (1, 'ana@x.example');
)";
  const std::string mapped = "{is: customer, key: id, for: [orders], fields: {email: {identifier: email}}";
  Story silent("\ncollections: {customer: " + mapped + "}}\n", tables);
  EXPECT_THAT(silent.missed(silent.find("email=ana@x.example")), testing::SizeIs(1));
  Story declared(
      "\ncollections: {customer: " + mapped + ", copies: {history: customer_log, until: 90 days}}}\n",
      tables);
  EXPECT_THAT(declared.missed(declared.find("email=ana@x.example")), IsEmpty());
}

TEST(NotSearched, RowsThatTheMapsWhereLeavesOutAreCounted) {
  Story story(tenants, tenants_rows);
  const auto found = story.find("email=ana@x.example");
  EXPECT_THAT(story.rows(found), ElementsAre("shop.customer 1 mine person", "shop.orders 70 mine"));
  EXPECT_THAT(story.missed(found), ElementsAre("shop.customer: left out by the map's where (2)",
                                               "shop.orders: left out by the map's where (1)"));
  EXPECT_THAT(story.missed(story.find("email=bea@x.example")), IsEmpty());
}

TEST(NotSearched, WhatAnotherPersonsWhereLeavesOutIsNotToldToHerAmongMany) {
  Story story(tenants, tenants_rows);
  const auto found = story.find_all({"email=ana@x.example", "email=bea@x.example", "email=bo@x.example"});
  EXPECT_EQ(story.missed(found[0]).size(), 2u);
  EXPECT_THAT(story.missed(found[1]), IsEmpty());
  EXPECT_THAT(story.missed(found[2]), ElementsAre("shop.customer: left out by the map's where (1)"));
}

TEST(NotSearched, WhatOneCollectionLeavesOutAndAnotherOfTheSameTableHasIsNotLeftOut) {
  Story story(R"(
collections:
  customer: {table: party, is: customer, key: id, where: {kind: c}, for: [orders], fields: {email: {identifier: email}}}
  supplier: {table: party, is: supplier, key: id, where: {kind: s}, for: [orders], fields: {email: {identifier: email}}}
)",
              R"(
CREATE TABLE party (id INTEGER PRIMARY KEY, kind TEXT, email TEXT);
INSERT INTO party VALUES (1, 'c', 'ana@x.example'), (2, 's', 'ana@x.example'), (3, 'lead', 'ana@x.example');
)");
  const auto found = story.find("email=ana@x.example");
  EXPECT_THAT(story.rows(found), ElementsAre("shop.customer 1 mine person", "shop.supplier 2 mine person"));
  EXPECT_THAT(story.missed(found), ElementsAre("shop.customer: left out by the map's where (1)",
                                               "shop.supplier: left out by the map's where (1)"));
}

}  // namespace
}  // namespace habeas::finding
