// What act/ promises, on two databases and a folder.
#include "house.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace habeas::acting {
namespace {

using Kind = act::Outcome::Kind;
using plan::Becomes;

const Lines after_erasure = {
    "customer: 2|bo@shop.example|Bo Mi|B-200|photos/default.jpg|{\"colour\": \"blue\"}",
    "orders: 20|2|~|7",
    "line: 200|20|pot",
    "message: 50|~|2|I am […], write to […] or ask for […].",
    "message: 51|2|2|to myself",
    "visit: 2|mon",
    "subscriber: 2|bo@shop.example|en",
    "default.jpg: a silhouette"};

Lines without_badges(Lines lines) {  // a pseudonym is random
  std::erase_if(lines, [](const auto& line) { return line.starts_with("badge.csv"); });
  return lines;
}

const Lines all_done = {"scans: done", "shop: done", "mailing: done"};
const Lines all_done_before = {"scans: already-done", "shop: already-done", "mailing: already-done"};

TEST(Acting, CarriesOutAWholePlanAndNothingElse) {
  House house;
  house.approve(whole_erasure());
  const auto outcomes = house.run();
  EXPECT_EQ(in_words(outcomes), all_done);
  EXPECT_EQ(without_badges(house.everything()), after_erasure);
  EXPECT_EQ(outcomes[0].documents_removed, 1u);
  EXPECT_EQ(outcomes[1].rows_removed, 1u + 2u + 2u + 3u);
  EXPECT_EQ(outcomes[1].rows_changed, 1u);
  EXPECT_EQ(outcomes[1].cells_changed, 2u);
  EXPECT_EQ(in_words(house.verify()), Lines{});
}

TEST(Acting, APseudonymSaysNothingAndTheOtherLineKeepsItsBytes) {
  House house;
  house.approve(whole_erasure());
  house.run();
  const auto badges = house.badges();
  EXPECT_TRUE(badges.starts_with("number;holder\r\nB-100;\"p-")) << badges;
  EXPECT_TRUE(badges.ends_with("\"\r\nB-200;Bo\r\n")) << badges;
}

TEST(Acting, ASecondRunDoesNothing) {
  House house;
  house.approve(whole_erasure());
  house.run();
  const auto after = house.everything();
  house.going.clear();
  EXPECT_EQ(in_words(house.run()), all_done_before);
  EXPECT_EQ(house.everything(), after);
  EXPECT_EQ(house.going, Lines{});
}

TEST(Acting, TombstonesAreAskedForEveryRowThatGoes) {
  House house;
  house.approve(whole_erasure());
  house.run();
  EXPECT_EQ(std::count(house.going.begin(), house.going.end(), "shop.orders"), 2);
  EXPECT_EQ(std::count(house.going.begin(), house.going.end(), "shop.customer"), 1);
  EXPECT_EQ(std::count(house.going.begin(), house.going.end(), "shop.message"), 0);
}

TEST(Acting, NewRowsOfAnApprovedKindJoinAsAnAddendum) {
  House house;
  house.approve(whole_erasure());
  house.sql("shop", "INSERT INTO orders VALUES (12, 1, NULL, '99')");
  const auto outcomes = house.run();
  EXPECT_EQ(in_words(outcomes), all_done);
  EXPECT_EQ(outcomes[1].rows_added, 1u);
  EXPECT_EQ(without_badges(house.everything()), after_erasure);
}

TEST(Acting, ARowThatIsNoMoreHersStopsItsSystemAndWhoeverCopiesFromIt) {
  House house;
  house.approve(whole_erasure());
  house.sql("shop", "UPDATE orders SET customer_id = 2 WHERE id = 10");
  const auto before = house.everything();
  const auto outcomes = house.run();
  EXPECT_EQ(outcomes[1].kind, Kind::moved) << outcomes[1].why;
  EXPECT_EQ(outcomes[2].kind, Kind::failed);
  EXPECT_EQ(outcomes[2].why, "waits for shop, which is not done");
  EXPECT_EQ(house.rows("shop", "SELECT count(*) FROM customer"), Lines{"2"});
  EXPECT_EQ(house.rows("mailing", "SELECT count(*) FROM subscriber"), Lines{"2"});
}

TEST(Acting, ARowOfAKindThatNobodyApprovedStopsItsSystem) {
  House house;
  house.sql("shop", "DELETE FROM visit WHERE customer_id = 1");
  house.approve(whole_erasure());
  house.sql("shop", "INSERT INTO visit VALUES (1, 'wed')");
  const auto outcomes = house.run();
  EXPECT_EQ(outcomes[1].kind, Kind::moved) << outcomes[1].why;
  EXPECT_EQ(house.rows("shop", "SELECT count(*) FROM orders"), Lines{"3"});
}

TEST(Acting, ACellThatNoFateReliedOnVoidsNothing) {
  House house;
  house.approve(whole_erasure());
  house.sql(
      "shop",
      "UPDATE orders SET total = '13' WHERE id = 10; UPDATE customer SET name = 'Ana Lo-Mi' WHERE id = 1");
  EXPECT_EQ(in_words(house.run()), all_done);
}

TEST(Acting, WhatOneSystemCannotTheOthersDoAndItIsDoneLater) {
  House house;
  house.approve(whole_erasure());
  house.unreachable = {"mailing"};
  EXPECT_EQ(in_words(house.run()),
            (Lines{"scans: done", "shop: done", "mailing: failed, the test took it away"}));
  house.unreachable.clear();
  EXPECT_EQ(in_words(house.run()), (Lines{"scans: already-done", "shop: already-done", "mailing: done"}));
  EXPECT_EQ(without_badges(house.everything()), after_erasure);
}

TEST(Acting, WithoutPreparationASystemIsRefused) {
  House house;
  house.sql("mailing", "DROP TABLE habeas_run");
  house.approve(whole_erasure());
  EXPECT_EQ(in_words(house.run()).back(), "mailing: failed, mailing: not prepared: run habeas prepare first");
  EXPECT_EQ(house.rows("mailing", "SELECT count(*) FROM subscriber"), Lines{"2"});
}

TEST(Acting, RowsThatTheDatabaseWouldTakeAlongStopTheRun) {
  House house(
      "CREATE TABLE secret (id INTEGER PRIMARY KEY, c INTEGER REFERENCES customer ON DELETE CASCADE);"
      "INSERT INTO secret VALUES (1, 1);");
  house.approve(whole_erasure());
  const auto outcomes = house.run();
  EXPECT_EQ(outcomes[1].kind, Kind::moved) << outcomes[1].why;
  EXPECT_EQ(house.rows("shop", "SELECT * FROM secret"), Lines{"1|1"});
}

TEST(Acting, ADocumentThatAnotherRowNamesStays) {
  House house;
  house.sql("shop", "UPDATE customer SET photo = 'photos/default.jpg' WHERE id = 1");
  house.approve(whole_erasure());
  const auto outcomes = house.run();
  EXPECT_EQ(outcomes[0].documents_removed, 0u);
  EXPECT_EQ(house.everything().back(), "default.jpg: a silhouette");
}

ByHand on_every_frozen_cell(plan::Fate fate, Becomes becomes) {
  ByHand by_hand;
  by_hand.fate = fate;
  for (const std::string cell : {"customer.name", "customer.prefs_colour", "message.body", "badge.holder"})
    by_hand.cells[cell] = becomes;
  return by_hand;
}

TEST(Acting, WhatIsPutAwayComesBackToTheByte) {
  House house;
  const auto before = house.everything();
  house.approve(on_every_frozen_cell(plan::Fate::freeze, Becomes::put_away));
  EXPECT_EQ(in_words(house.run()), (Lines{"scans: done", "shop: done", "mailing: nothing-to-do"}));
  EXPECT_EQ(house.rows("shop", "SELECT name, prefs FROM customer WHERE id = 1"),
            Lines{"~|{\"size\": 4, \"x\": 1}"});
  EXPECT_EQ(house.vault.size(), 4u);
  EXPECT_EQ(in_words(house.verify()), Lines{});
  house.approve(on_every_frozen_cell(plan::Fate::release, Becomes::put_back));
  EXPECT_EQ(in_words(house.run()), (Lines{"scans: done", "shop: done", "mailing: nothing-to-do"}));
  EXPECT_EQ(without_badges(house.everything()), without_badges(before));
  EXPECT_EQ(house.badges(), "number;holder\r\nB-100;Ana Lo\r\nB-200;Bo\r\n")
      << "an empty field keeps no quotes";
  EXPECT_EQ(in_words(house.verify()), Lines{});
}

TEST(Acting, WhatSomebodyWroteWhileItWasFrozenIsNotOverwritten) {
  House house;
  house.approve(on_every_frozen_cell(plan::Fate::freeze, Becomes::put_away));
  house.run();
  house.sql("shop", "UPDATE customer SET name = 'Ana Lo-Mi' WHERE id = 1");
  house.approve(on_every_frozen_cell(plan::Fate::release, Becomes::put_back));
  EXPECT_EQ(house.run()[1].kind, Kind::failed);
  EXPECT_EQ(house.rows("shop", "SELECT name FROM customer WHERE id = 1"), Lines{"Ana Lo-Mi"});
}

TEST(Acting, FieldsOfOneColumnAreOneChange) {
  House house;
  ByHand clear;
  clear.cells = {{"customer.prefs_colour", Becomes::nothing}, {"customer.prefs_size", Becomes::nothing}};
  house.approve(clear);
  const auto outcomes = house.run();
  EXPECT_EQ(outcomes[1].rows_changed, 1u);
  EXPECT_EQ(outcomes[1].cells_changed, 2u);
  EXPECT_EQ(house.rows("shop", "SELECT prefs FROM customer WHERE id = 1"), Lines{"{\"x\": 1}"});
  EXPECT_EQ(in_words(house.verify()), Lines{});
}

TEST(Acting, CorrectsWhatWasAndIsReadBack) {
  House house;
  house.corrections = {
      {"identity.name", base::Personal<std::string>("Ana Lo"), base::Personal<std::string>("Ana Lopez")}};
  ByHand correct;
  correct.fate = plan::Fate::correct;
  correct.cells = {{"customer.name", Becomes::corrected}, {"badge.holder", Becomes::corrected}};
  house.approve(correct);
  EXPECT_EQ(in_words(house.run()), (Lines{"scans: done", "shop: done", "mailing: nothing-to-do"}));
  EXPECT_EQ(house.rows("shop", "SELECT name FROM customer"), (Lines{"Ana Lopez", "Bo Mi"}));
  EXPECT_EQ(in_words(house.verify()), Lines{});
}

}  // namespace
}  // namespace habeas::acting
