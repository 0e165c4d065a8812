// habeas check --orphans: rows of nobody, and what changed since the last run, row by row.
#include "journey.h"
#include "program.h"
#include "verdier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>

namespace habeas::journey {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

json orphans(const std::string& folder) {
  const auto ran = habeas(folder, "--json check --orphans");
  return json::parse(ran.out).at("orphans");
}

json of(const json& report, const std::string& collection) {
  for (const auto& one : report.at("collections")) {
    if (one.at("collection") == collection) return one;
  }
  return {};
}

void add_order_of_nobody(const std::string& folder, int id) {
  ask(folder + "/data/shop.db",
      "INSERT INTO orders VALUES (" + std::to_string(id) +
          ", 987654, NULL, '2026-01-01 10:00:00', 'placed', 12.5, 'laissez chez le gardien')");
}

TEST(Orphans, OneGoneAndOneComeIsNotAsBefore) {
  const std::string at = verdier_copy();
  add_order_of_nobody(at, 900001);
  add_order_of_nobody(at, 900002);
  const auto first = of(orphans(at), "shop.orders");
  EXPECT_FALSE(first.contains("since_last_run"));
  EXPECT_THAT(first.at("keys"), testing::IsSupersetOf({json::array({900001}), json::array({900002})}));

  const auto same = of(orphans(at), "shop.orders");
  EXPECT_EQ(same.at("since_last_run"), json({{"new", 0}, {"gone", 0}}));

  ask(at + "/data/shop.db", "DELETE FROM orders WHERE id = 900001");
  add_order_of_nobody(at, 900003);
  const auto moved = of(orphans(at), "shop.orders");
  EXPECT_EQ(moved.at("rows"), first.at("rows"));
  EXPECT_EQ(moved.at("since_last_run"), json({{"new", 1}, {"gone", 1}}));
}

TEST(Orphans, TheirKeysAreShownToAHumanAndTheirCellsAreNot) {
  const std::string at = verdier_copy();
  add_order_of_nobody(at, 900001);
  const auto ran = habeas(at, "check --orphans");
  EXPECT_THAT(ran.out,
              testing::HasSubstr("shop.orders: 1 rows belong to nobody (first count)\n    900001\n"));
  EXPECT_THAT(ran.out + ran.err, testing::Not(testing::HasSubstr("gardien")));
}

TEST(Orphans, ASystemThatCannotBeReadKeepsWhatIsRememberedOfIt) {
  const std::string at = verdier_copy();
  add_order_of_nobody(at, 900001);
  orphans(at);
  fs::rename(at + "/data", at + "/away");
  const auto without = orphans(at);
  EXPECT_THAT(without.at("collections"), testing::IsEmpty());
  EXPECT_THAT(without.at("not_counted").dump(), testing::HasSubstr("\"shop\""));
  fs::rename(at + "/away", at + "/data");
  EXPECT_EQ(of(orphans(at), "shop.orders").at("since_last_run"), json({{"new", 0}, {"gone", 0}}));
}

TEST(Orphans, WithATableMissingNobodyCanSayWhoseItsRowsAre) {
  const std::string at = verdier_copy();
  ask(at + "/data/mailing.db", "DROP TABLE subscriber");
  EXPECT_THAT(orphans(at).at("not_counted").dump(), testing::HasSubstr("subscriber"));
}

TEST(Orphans, WhatIsRememberedIsTheOwnersAloneAndHoldsNoKey) {
  const std::string at = verdier_copy();
  add_order_of_nobody(at, 900001);
  orphans(at);
  for (const std::string name : {"/var/orphans.json", "/var/orphans.key"}) {
    EXPECT_EQ(fs::status(at + name).permissions(), fs::perms::owner_read | fs::perms::owner_write) << name;
  }
  EXPECT_THAT(read_text(at + "/var/orphans.json"), testing::Not(testing::HasSubstr("900001")));
}

TEST(Orphans, AskNobodyToSearchPapers) {
  const std::string at = verdier_copy();
  orphans(at);
  EXPECT_EQ(habeas(at, "--json task list").out, "[]\n");
}

}  // namespace
}  // namespace habeas::journey
