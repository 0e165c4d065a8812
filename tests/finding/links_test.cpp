#include "story.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// docs/map.md, "Links" and Semantics 2: one small story for each.
namespace habeas::finding {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* shop = R"(
collections:
  customer:
    is: customer
    key: id
    for: [orders]
    fields: {email: {data: contact.email, identifier: email}, name: {data: identity.name, agree: true}}
)";

std::string with(const std::string& more) { return shop + more; }

constexpr const char* people = R"(
CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, name TEXT);
INSERT INTO customer VALUES (1, 'ana@x.example', 'Ana Lo'), (2, 'bea@x.example', 'Bea Mo'), (3, 'cy@x.example', 'Cy No');
)";

std::string and_also(const std::string& more) { return people + more; }

TEST(Links, OwnershipFlowsDownOfLinks) {
  Story story(with(R"(
  orders: {key: id, for: [orders], of: {customer_id: customer}, fields: {note: content.message}}
  line:   {key: id, for: [orders], of: {order_id: orders}, fields: {engraving: content.message}}
)"),
              and_also(R"(
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, note TEXT);
CREATE TABLE line (id INTEGER PRIMARY KEY, order_id INTEGER, engraving TEXT);
INSERT INTO orders VALUES (10, 1, NULL), (11, 2, NULL), (12, 1, NULL), (13, NULL, NULL);
INSERT INTO line VALUES (100, 10, ''), (101, 11, ''), (102, 99, ''), (103, 12, '');
)"));
  const auto found = story.find("email=Ana@X.example");
  EXPECT_EQ(found.outcome, dossier::Outcome::found);
  EXPECT_THAT(story.rows(found),
              ElementsAre("shop.customer 1 mine person", "shop.line 100 mine", "shop.line 103 mine",
                          "shop.orders 10 mine", "shop.orders 12 mine"));
  EXPECT_THAT(story.paths(found), Contains("email → shop.customer (email) → shop.orders (of customer_id) → "
                                           "shop.line (of order_id)"));
}

TEST(Links, ARowOfTwoPeopleIsSharedAndSoIsWhatHangsOnIt) {
  Story story(with(R"(
  message: {key: id, for: [orders], of: {sender: customer, reader: customer}, fields: {text: content.message}}
  file:    {key: id, for: [orders], of: {message_id: message}, fields: {name: content.message}}
)"),
              and_also(R"(
CREATE TABLE message (id INTEGER PRIMARY KEY, sender INTEGER, reader INTEGER, text TEXT);
CREATE TABLE file (id INTEGER PRIMARY KEY, message_id INTEGER, name TEXT);
INSERT INTO message VALUES (10, 1, 2, 'a'), (11, 1, 1, 'to myself'), (12, 1, 99, 'to nobody'), (13, 2, 3, 'b');
INSERT INTO file VALUES (20, 10, 'f'), (21, 11, 'g');
)"));
  EXPECT_THAT(
      story.rows(story.find("email=ana@x.example")),
      ElementsAre("shop.customer 1 mine person", "shop.file 20 shared", "shop.file 21 mine",
                  "shop.message 10 shared others: reader", "shop.message 11 mine", "shop.message 12 mine"));
}

TEST(Links, AnAlbumIsOwnedByItsMembers) {
  Story story(with(R"(
  member: {key: id, for: [orders], of: {customer_id: customer}, owns: {album_id: album}, fields: {since: content.message}}
  album:  {key: id, for: [orders], fields: {title: content.message}}
  photo:  {key: id, for: [orders], of: {album_id: album}, fields: {title: content.message}}
)"),
              and_also(R"(
CREATE TABLE member (id INTEGER PRIMARY KEY, customer_id INTEGER, album_id INTEGER, since TEXT);
CREATE TABLE album (id INTEGER PRIMARY KEY, title TEXT);
CREATE TABLE photo (id INTEGER PRIMARY KEY, album_id INTEGER, title TEXT);
INSERT INTO member VALUES (10, 1, 50, ''), (11, 2, 50, ''), (12, 1, 51, ''), (13, 3, 52, '');
INSERT INTO album VALUES (50, 'ours'), (51, 'mine'), (52, 'theirs');
INSERT INTO photo VALUES (60, 50, ''), (61, 51, ''), (62, 52, '');
)"));
  EXPECT_THAT(story.rows(story.find("email=ana@x.example")),
              ElementsAre("shop.album 50 shared", "shop.album 51 mine", "shop.customer 1 mine person",
                          "shop.member 10 mine", "shop.member 12 mine", "shop.photo 60 shared",
                          "shop.photo 61 mine"));
}

TEST(Links, SightIsOneRowDeepUnlessFollowed) {
  const std::string sql = and_also(R"(
CREATE TABLE comment (id INTEGER PRIMARY KEY, author INTEGER, parent INTEGER, text TEXT);
INSERT INTO comment VALUES (10, 1, NULL, ''), (11, 2, 10, ''), (12, 3, 11, ''), (13, 1, 12, '');
)");
  const auto map_with = [](const std::string& follow) {
    return with(
        "  comment: {key: id, for: [orders], of: {author: customer}, mentions: {parent: {to: comment" +
        follow + "}}, fields: {text: content.message}}\n");
  };
  Story one_deep(map_with(""), sql);
  EXPECT_THAT(one_deep.rows(one_deep.find("email=ana@x.example")),
              ElementsAre("shop.comment 10 mine", "shop.comment 11 another's others: author",
                          "shop.comment 13 mine others: parent", "shop.customer 1 mine person"));
  Story followed(map_with(", follow: true"), sql);
  EXPECT_THAT(followed.rows(followed.find("email=ana@x.example")),
              ElementsAre("shop.comment 10 mine", "shop.comment 11 another's others: author",
                          "shop.comment 12 another's others: author others: parent",
                          "shop.comment 13 mine others: parent", "shop.customer 1 mine person"));
}

TEST(Links, ShowsLeadsToTablesAboutNobody) {
  Story story(with(R"(
  orders: {key: id, for: [orders], of: {customer_id: customer}, shows: {product_id: product}, fields: {note: content.message}}
not_personal:
  product: {because: catalogue, key: id, show: [name]}
)"),
              and_also(R"(
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, product_id INTEGER, note TEXT);
CREATE TABLE product (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO orders VALUES (10, 1, 70, ''), (11, 2, 71, ''), (12, 1, 70, '');
INSERT INTO product VALUES (70, 'pan'), (71, 'pot');
)"));
  const auto found = story.find("email=ana@x.example");
  EXPECT_THAT(story.rows(found), ElementsAre("shop.customer 1 mine person", "shop.orders 10 mine",
                                             "shop.orders 12 mine", "shop.product 70 another's"));
  ASSERT_TRUE(found.collections.back().sight_table);
  EXPECT_EQ(found.collections.back().rows[0].arrivals.size(), 1u) << "each kind of arrival is told once";
}

TEST(Links, OwnershipStopsAtARowThatIsSomebodyElse) {
  Story story(with(R"(
  child: {is: customer, key: id, for: [orders], of: {parent: customer}, fields: {card: {identifier: card}}}
  toy:   {key: id, for: [orders], of: {child_id: child}, fields: {name: content.message}}
)"),
              and_also(R"(
CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER, card TEXT);
CREATE TABLE toy (id INTEGER PRIMARY KEY, child_id INTEGER, name TEXT);
INSERT INTO child VALUES (10, 1, 'K1');
INSERT INTO toy VALUES (20, 10, '');
)"));
  EXPECT_THAT(story.rows(story.find("email=ana@x.example")), ElementsAre("shop.customer 1 mine person"));
  EXPECT_THAT(story.rows(story.find("card=K1")),
              ElementsAre("shop.child 10 mine person others: parent", "shop.toy 20 mine"))
      << "a row that is the person is always hers, whatever else it belongs to";
}

TEST(Links, SomebodyElseIsSeenWhenMentioned) {
  Story story(R"(
collections:
  customer:
    is: customer
    key: id
    for: [orders]
    mentions: {sponsor: customer}
    fields: {email: {data: contact.email, identifier: email}}
)",
              R"(
CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, sponsor INTEGER);
INSERT INTO customer VALUES (1, 'ana@x.example', 2), (2, 'bea@x.example', NULL), (3, 'cy@x.example', 1);
)");
  EXPECT_THAT(story.rows(story.find("email=ana@x.example")),
              ElementsAre("shop.customer 1 mine person others: sponsor", "shop.customer 3 another's"));
}

TEST(Links, CompositeLinksNeedEveryPairAndNoNull) {
  Story story(R"(
collections:
  customer: {is: customer, key: [tenant, id], for: [orders], fields: {email: {identifier: email}}}
  orders:   {key: [tenant, id], for: [orders], of: {customer_id: {to: customer, and: {tenant: tenant}}}, fields: {note: content.message}}
)",
              R"(
CREATE TABLE customer (tenant INTEGER, id INTEGER, email TEXT, PRIMARY KEY (tenant, id));
CREATE TABLE orders (tenant INTEGER, id INTEGER, customer_id INTEGER, note TEXT, PRIMARY KEY (tenant, id));
INSERT INTO customer VALUES (1, 1, 'ana@x.example'), (2, 1, 'bea@x.example');
INSERT INTO orders VALUES (1, 10, 1, ''), (2, 10, 1, ''), (1, 11, NULL, ''), (1, 12, 2, '');
)");
  EXPECT_THAT(story.rows(story.find("email=ana@x.example")),
              ElementsAre("shop.customer 1,1 mine person", "shop.orders 1,10 mine"));
}

TEST(Links, APolymorphicLinkGoesWhereTheRowSays) {
  Story story(with(R"(
  supplier: {is: supplier, key: id, for: [orders], fields: {card: {identifier: card}}}
  address:
    key: id
    for: [orders]
    of: {owner_id: [{to: customer, when: {owner_type: customer}}, {to: supplier, when: {owner_type: supplier}}]}
    fields: {street: contact.address}
)"),
              and_also(R"(
CREATE TABLE supplier (id INTEGER PRIMARY KEY, card TEXT);
CREATE TABLE address (id INTEGER PRIMARY KEY, owner_id INTEGER, owner_type TEXT, street TEXT);
INSERT INTO supplier VALUES (1, 'S1');
INSERT INTO address VALUES (10, 1, 'customer', ''), (11, 1, 'supplier', ''), (12, 1, NULL, '');
)"));
  EXPECT_THAT(story.rows(story.find("email=ana@x.example")),
              ElementsAre("shop.address 10 mine", "shop.customer 1 mine person"));
  EXPECT_THAT(story.rows(story.find("card=S1")),
              ElementsAre("shop.address 11 mine", "shop.supplier 1 mine person"));
}

TEST(Links, RingsAndSelfLinksEnd) {
  Story story(with(R"(
  task: {key: id, for: [orders], of: {next: task, customer_id: customer}, owns: {twin: task}, fields: {text: content.message}}
)"),
              and_also(R"(
CREATE TABLE task (id INTEGER PRIMARY KEY, next INTEGER, twin INTEGER, customer_id INTEGER, text TEXT);
INSERT INTO task VALUES (10, 11, NULL, 1, ''), (11, 12, NULL, NULL, ''), (12, 10, 13, NULL, ''), (13, 13, NULL, NULL, ''),
  (14, 15, NULL, NULL, ''), (15, 14, NULL, NULL, '');
)"));
  EXPECT_THAT(story.rows(story.find("email=ana@x.example")),
              ElementsAre("shop.customer 1 mine person", "shop.task 10 mine", "shop.task 11 mine",
                          "shop.task 12 mine", "shop.task 13 mine"))
      << "a ring that nobody enters is nobody's";
}

TEST(Links, OneTableMayHoldTwoKindsOfPeople) {
  Story story(R"(
collections:
  customer: {table: party, where: {kind: customer}, is: customer, key: id, for: [orders], fields: {email: {identifier: email}}}
  supplier: {table: party, where: {kind: supplier}, is: supplier, key: id, for: [orders], fields: {card: {identifier: card}}}
  orders:   {key: id, for: [orders], of: {party_id: customer}, fields: {note: content.message}}
)",
              R"(
CREATE TABLE party (id INTEGER PRIMARY KEY, kind TEXT, email TEXT, card TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, party_id INTEGER, note TEXT);
INSERT INTO party VALUES (1, 'customer', 'ana@x.example', 'S1'), (2, 'supplier', 'ana@x.example', 'S2');
INSERT INTO orders VALUES (10, 1, ''), (11, 2, '');
)");
  EXPECT_THAT(story.rows(story.find("email=ana@x.example")),
              ElementsAre("shop.customer 1 mine person", "shop.orders 10 mine"));
  EXPECT_THAT(story.rows(story.find("card=S2")), ElementsAre("shop.supplier 2 mine person"));
  EXPECT_THAT(story.rows(story.find("card=S1")), IsEmpty());
}

TEST(Links, RowsWithoutAKeyAreCounted) {
  Story story(with(R"(
  visit: {key: none, for: [orders], of: {customer_id: customer}, fields: {page: technical.browsing}}
)"),
              and_also(R"(
CREATE TABLE visit (customer_id INTEGER, page TEXT);
INSERT INTO visit VALUES (1, 'a'), (1, 'a'), (1, NULL), (1, NULL), (1, NULL), (2, 'a');
)"));
  const auto found = story.find("email=ana@x.example");
  EXPECT_THAT(story.rows(found), ElementsAre("shop.customer 1 mine person", "shop.visit NULL,1 mine x3",
                                             "shop.visit a,1 mine x2"));
  EXPECT_EQ(found.row_count(), 6u);
}

TEST(Links, ToAnIdentifierReachAcrossSystems) {
  Story story({{"shop", shop, people},
               {"forum", R"(
collections:
  member:  {is: member, key: id, for: [orders], fields: {email: {identifier: email}, pen: {identifier: pen-name}}}
  post:    {key: id, for: [orders], of: {author: {identifier: pen-name}}, fields: {text: content.message}}
  mention: {key: id, for: [orders], mentions: {who: {identifier: pen-name}}, fields: {text: content.message}}
  pair:    {key: id, for: [orders], of: {a: {identifier: pen-name}, b: {identifier: pen-name}}, fields: {text: content.message}}
)",
                R"(
CREATE TABLE member (id INTEGER PRIMARY KEY, email TEXT, pen TEXT);
CREATE TABLE post (id INTEGER PRIMARY KEY, author TEXT, text TEXT);
CREATE TABLE mention (id INTEGER PRIMARY KEY, who TEXT, text TEXT);
CREATE TABLE pair (id INTEGER PRIMARY KEY, a TEXT, b TEXT, text TEXT);
INSERT INTO member VALUES (7, 'ana@x.example', 'René'), (8, 'bea@x.example', 'Rene');
INSERT INTO post VALUES (70, 'René', ''), (71, 'Rene', ''), (72, 'rené', '');
INSERT INTO mention VALUES (80, 'René', ''), (81, 'Rene', '');
INSERT INTO pair VALUES (90, 'René', 'Rene', ''), (91, 'René', 'Gone', ''), (92, 'René', '', ''), (93, 'René', 'René', '');
)"}});
  EXPECT_THAT(
      story.rows(story.find("email=ana@x.example")),
      ElementsAre("shop.customer 1 mine person", "forum.member 7 mine person", "forum.mention 80 another's",
                  "forum.pair 90 shared others: b", "forum.pair 91 shared others: b", "forum.pair 92 mine",
                  "forum.pair 93 mine", "forum.post 70 mine"));
}

}  // namespace
}  // namespace habeas::finding
