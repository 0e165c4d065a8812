#include "story.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// A system that dies, whenever it does, is as if it had never been there: the Dossier is right, or says what it lacks.
namespace habeas::finding {
namespace {

using base::FaultKind;

Story three_systems() {
  const char* customer =
      "collections:\n"
      "  customer: {is: customer, key: id, for: [orders], fields: {email: {identifier: email}, card: "
      "{identifier: card}}}\n"
      "  orders: {key: id, for: [orders], of: {customer_id: customer}, fields: {note: content.message}}\n";
  const char* holder =
      "collections:\n"
      "  holder: {is: customer, key: id, for: [orders], fields: {card: {identifier: card}, pen: {identifier: "
      "pen-name}}}\n"
      "  visit: {key: id, for: [orders], of: {holder_id: holder}, fields: {page: technical.browsing}}\n";
  const char* post =
      "collections:\n"
      "  post: {key: id, for: [orders], of: {author: {identifier: pen-name}}, fields: {text: "
      "content.message}}\n"
      "  subscriber: {key: id, for: [orders], fields: {email: {identifier: email}}}\n";
  return Story(
      {{"shop", customer,
        "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, card TEXT);"
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, note TEXT);"
        "INSERT INTO customer VALUES (1, 'ana@x.example', 'C1');"
        "INSERT INTO orders VALUES (10, 1, ''), (11, 1, '');"},
       {"till", holder,
        "CREATE TABLE holder (id INTEGER PRIMARY KEY, card TEXT, pen TEXT);"
        "CREATE TABLE visit (id INTEGER PRIMARY KEY, holder_id INTEGER, page TEXT);"
        "INSERT INTO holder VALUES (5, 'C1', 'nana');"
        "INSERT INTO visit VALUES (50, 5, ''), (51, 5, '');"},
       {"forum", post,
        "CREATE TABLE post (id INTEGER PRIMARY KEY, author TEXT, text TEXT);"
        "CREATE TABLE subscriber (id INTEGER PRIMARY KEY, email TEXT);"
        "INSERT INTO post VALUES (70, 'nana', ''); INSERT INTO subscriber VALUES (80, 'ana@x.example');"}});
}

// What the Dossier would be had `system` never answered.
Lines rows_without(const std::string& system) {
  auto story = three_systems();
  story.fail(system, {.opening = 1});
  return story.rows(story.find("email=ana@x.example"));
}

void expect_right_or_said(const std::string& system, support::FaultPlan plan,
                          std::uint64_t support::FaultPlan::* nth) {
  auto whole_story = three_systems();
  const auto whole = whole_story.rows(whole_story.find("email=ana@x.example"));
  ASSERT_EQ(whole.size(), 8u);
  const auto without = rows_without(system);
  bool failed = true;
  for (std::uint64_t n = 1; failed; ++n) {
    ASSERT_LT(n, 100u) << "the plan never comes to an end";
    plan.*nth = n;
    auto story = three_systems();
    story.fail(system, plan);
    const auto found = story.find("email=ana@x.example");
    failed = !story.missed(found).empty();
    const auto rows = story.rows(found);
    if (!failed) {
      EXPECT_EQ(rows, whole) << system << " " << n;
    } else if (plan.kind == FaultKind::unavailable) {
      EXPECT_EQ(rows, without) << system << " " << n;
    } else {
      for (const auto& row : rows) EXPECT_THAT(whole, testing::Contains(row)) << system << " " << n;
    }
  }
}

TEST(Faults, ASystemThatDiesAtAnyLookupIsAsIfItHadNeverBeenThere) {
  for (const std::string system : {"shop", "till", "forum"}) {
    expect_right_or_said(system, {.kind = FaultKind::unavailable}, &support::FaultPlan::dies);
  }
}

TEST(Faults, ALookupThatFailsForWantOfItsSystemTakesTheSystemAlong) {
  for (const std::string system : {"shop", "till", "forum"}) {
    expect_right_or_said(system, {.kind = FaultKind::unavailable}, &support::FaultPlan::lookup);
    expect_right_or_said(system, {.kind = FaultKind::unavailable}, &support::FaultPlan::row);
  }
}

TEST(Faults, ALookupThatIsRefusedStopsItsCollectionOnly) {
  for (const std::string system : {"shop", "till", "forum"}) {
    expect_right_or_said(system, {.kind = FaultKind::refused}, &support::FaultPlan::lookup);
    expect_right_or_said(system, {.kind = FaultKind::vanished}, &support::FaultPlan::row);
  }
}

TEST(Faults, ALookupThatTakesTooLongIsNotSearchedInTime) {
  for (const std::string system : {"shop", "till", "forum"}) {
    expect_right_or_said(system, {.kind = FaultKind::timed_out}, &support::FaultPlan::lookup);
  }
}

TEST(Faults, ACatalogueThatCannotBeReadIsTheWholeSystem) {
  auto story = three_systems();
  story.fail("till", {.catalogue = 1});
  const auto found = story.find("email=ana@x.example");
  EXPECT_EQ(story.rows(found), rows_without("till"));
  EXPECT_THAT(story.missed(found), testing::Contains("till: system unavailable"));
}

}  // namespace
}  // namespace habeas::finding
