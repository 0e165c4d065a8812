#include "story.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace habeas::finding {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* map = R"(
collections:
  customer: {is: customer, key: id, for: [orders], fields: {email: {identifier: email}, name: identity.name}}
  visit:    {key: none, for: [orders], of: {customer_id: customer}, fields: {page: technical.browsing}, technical: [at]}
  orders:   {key: id, for: [orders], of: {customer_id: customer}, shows: {product_id: product}, fields: {note: content.message}}
  line:     {key: id, for: [orders], of: {order_id: orders}, fields: {note: content.message}}
  pair:     {key: id, for: [orders], of: {a: customer}, owns: {other: note}, fields: {text: content.message}}
  note:     {key: id, for: [orders], of: {parent: note}, fields: {text: content.message}}
not_personal:
  product: {because: catalogue, key: id, show: [name]}
)";

constexpr const char* sql = R"(
CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, name TEXT);
CREATE TABLE visit (customer_id INTEGER, page TEXT, at TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, product_id INTEGER, note TEXT);
CREATE TABLE line (id INTEGER PRIMARY KEY, order_id INTEGER, note TEXT);
CREATE TABLE pair (id INTEGER PRIMARY KEY, a INTEGER, other INTEGER, text TEXT);
CREATE TABLE note (id INTEGER PRIMARY KEY, parent INTEGER, text TEXT);
CREATE TABLE product (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO customer VALUES (1, 'ana@x.example', 'Ana Lo'), (2, 'bea@x.example', 'Bea Mo');
INSERT INTO visit VALUES (1, 'b', 't1'), (1, 'a', 't2'), (1, 'a', 't2'), (1, NULL, NULL), (2, 'a', 't2');
INSERT INTO orders VALUES (10, 1, 70, 'first'), (11, NULL, 70, 'of nobody'), (12, 99, 70, ''), (13, 1, 70, 'second');
INSERT INTO line VALUES (100, 10, 'x'), (101, 11, 'y'), (102, 12, NULL);
INSERT INTO pair VALUES (200, 2, 300, '');
INSERT INTO note VALUES (300, NULL, 'root'), (301, 300, 'leaf'), (302, 303, 'ring'), (303, 302, 'ring');
INSERT INTO product VALUES (70, 'pan');
)";

std::vector<std::string> cells(Story& story, const dossier::Dossier& found, std::size_t collection,
                               const std::vector<std::string>& columns) {
  std::vector<relation::ColumnName> names(columns.begin(), columns.end());
  std::vector<std::string> result;
  story.reading().cells(found.collections[collection], names,
                        [&](std::size_t row, const base::Personal<relation::Row>& given) {
                          std::string line = std::to_string(row);
                          for (const auto& cell : given.reveal())
                            line += " " + relation::canonical_text(cell).value_or("NULL");
                          result.push_back(line);
                        });
  return result;
}

TEST(Reading, GivesTheCellsOfFoundRowsInTheirOrderAndEqualRowsOnce) {
  Story story(map, sql);
  const auto found = story.find("email=ana@x.example");
  ASSERT_THAT(story.rows(found),
              ElementsAre("shop.customer 1 mine person", "shop.line 100 mine", "shop.orders 10 mine",
                          "shop.orders 13 mine", "shop.visit NULL,1,NULL mine", "shop.visit a,1,t2 mine x2",
                          "shop.visit b,1,t1 mine", "shop.product 70 another's"));
  for (std::size_t i = 0; i < found.collections.size(); ++i) {
    const auto name = collection_name(story.map(), found.collections[i]);
    if (name == "shop.visit") {
      EXPECT_THAT(cells(story, found, i, {"at"}), ElementsAre("0 NULL", "1 t2", "2 t1"));
    } else if (name == "shop.orders") {
      EXPECT_THAT(cells(story, found, i, {"note", "id"}), ElementsAre("0 first 10", "1 second 13"));
    } else if (name == "shop.product") {
      EXPECT_THAT(cells(story, found, i, {"name"}), ElementsAre("0 pan"));
    }
  }
}

TEST(Orphans, AreRowsOfNobodyThatSaySomething) {
  Story story(map, sql);
  story.find("email=nobody@x.example");
  Lines lines;
  for (const auto& orphans : find::orphans(story.map(), story.reading())) {
    dossier::CollectionRows where;
    where.at = orphans.at;
    std::string line = collection_name(story.map(), where) + " " + std::to_string(orphans.count) + ":";
    for (const auto& key : orphans.keys) line += " " + *relation::canonical_text(key.reveal().front());
    lines.push_back(line);
  }
  EXPECT_THAT(lines, ElementsAre("shop.line 1: 101", "shop.note 2: 302 303", "shop.orders 1: 11"))
      << "order 12 and line 102 are emptied shells; a ring of notes owns itself and is nobody's";
}

TEST(Waves, ThatHaveTooManyRowsAreWalkedByHalvesAndGiveTheSame) {
  Story story(map, sql);
  const std::vector<std::string> people = {"email=ana@x.example", "email=bea@x.example",
                                           "email=none@x.example", "email=bea@x.example",
                                           "email=ana@x.example"};
  const auto together = story.find_all(people);
  for (const std::size_t rows : {0, 1, 4, 8}) {
    find::Limits limits;
    limits.rows_at_once = rows;
    const auto halved = story.find_all(people, limits);
    ASSERT_EQ(halved.size(), people.size());
    for (std::size_t i = 0; i < people.size(); ++i) {
      EXPECT_EQ(story.paths(halved[i]), story.paths(together[i])) << rows;
      EXPECT_EQ(story.missed(halved[i]), story.missed(together[i])) << rows;
    }
  }
}

}  // namespace
}  // namespace habeas::finding
