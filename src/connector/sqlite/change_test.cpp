#include <habeas/connector/sqlite/sqlite.h>
#include <habeas/ledger/ledger.h>
#include <habeas/support/collect.h>
#include <habeas/support/folder.h>
#include <habeas/support/sqlite.h>

#include <gtest/gtest.h>

#include <fstream>

namespace habeas::sqlite {
namespace {

using namespace support;
using base::FaultKind;
using relation::Null;
using relation::Value;
using source::RowChange;
using Cells = RowChange::Cells;
using Values = std::vector<Value>;

const auto clock_at_noon = noon();

struct Shop {
  Folder folder;
  std::unique_ptr<ledger::Ledger> ledger;
  std::unique_ptr<source::Source> source;

  explicit Shop(const std::string& sql)
      : ledger(ledger::Ledger::open(folder.file("ledger"), clock_at_noon)),
        source(make("shop", folder.file("a.db"), clock_at_noon)) {
    run_sql(folder.file("a.db"), sql);
  }

  std::unique_ptr<source::Transaction> begin() {
    return source->begin(ledger->warrant("digest", {"act.intended", {}}));
  }
  Values read(const std::string& table, const std::string& column) {
    return found(*snapshot_of(*source), look_up(table, {column}));
  }
};

Cells cells(std::vector<std::pair<std::string, Value>> named) {
  Cells result;
  for (auto& [name, value] : named) result.emplace_back(relation::ColumnName(name), std::move(value));
  return result;
}

RowChange change(RowChange::Kind kind, const std::string& table, Cells key, Cells expected, Cells to) {
  return {kind,
          {"", table},
          base::Personal(std::move(key)),
          base::Personal(std::move(expected)),
          base::Personal(std::move(to))};
}

std::optional<FaultKind> fault_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Fault& fault) {
    return fault.kind();
  }
  return std::nullopt;
}

TEST(SqliteChanges, UpdatesTheRowWhoseExpectedCellsAreAsTheyWere) {
  Shop shop(
      "CREATE TABLE t(id INTEGER PRIMARY KEY, e TEXT COLLATE NOCASE, n); INSERT INTO t VALUES (1, 'a', "
      "NULL), (2, 'b', 5)");
  const auto transaction = shop.begin();
  const auto set = [&](std::int64_t id, Cells expected) {
    return transaction->apply(change(RowChange::Kind::update, "t", cells({{"id", id}}), std::move(expected),
                                     cells({{"e", text("z")}})));
  };
  EXPECT_EQ(set(9, {}), 0u);
  EXPECT_EQ(set(1, cells({{"e", text("A")}})), 0u) << "its collation would call them equal";
  EXPECT_EQ(set(1, cells({{"n", number(0)}})), 0u);
  EXPECT_EQ(set(1, cells({{"e", text("a")}, {"n", Null{}}})), 1u);
  EXPECT_EQ(set(2, cells({{"n", text("5")}})), 0u) << "a number is not its text";
  transaction->commit();
  EXPECT_EQ(shop.read("t", "e"), (Values{text("z"), text("b")}));
}

TEST(SqliteChanges, WhatIsNotCommittedIsRolledBack) {
  Shop shop("CREATE TABLE t(id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)");
  EXPECT_EQ(shop.begin()->apply(change(RowChange::Kind::remove, "t", cells({{"id", number(1)}}), {}, {})),
            1u);
  EXPECT_EQ(shop.read("t", "id"), Values{number(1)});
}

TEST(SqliteChanges, InsertsAndRemoves) {
  Shop shop("CREATE TABLE t(id INTEGER PRIMARY KEY, v)");
  const auto transaction = shop.begin();
  EXPECT_EQ(transaction->apply(change(RowChange::Kind::insert, "t", cells({{"id", number(3)}}), {},
                                      cells({{"v", text("x")}}))),
            1u);
  EXPECT_EQ(transaction->apply(change(RowChange::Kind::remove, "t", cells({{"id", number(4)}}), {}, {})), 0u);
  transaction->commit();
  EXPECT_EQ(shop.read("t", "v"), Values{text("x")});
  EXPECT_EQ(fault_of([&] { transaction->commit(); }), FaultKind::cancelled);
}

TEST(SqliteChanges, TheDatabasesRefusalIsAFaultAndLeavesTheRestAlone) {
  Shop shop(
      "CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(id INTEGER PRIMARY KEY, p NOT NULL REFERENCES "
      "p); "
      "INSERT INTO p VALUES (1); INSERT INTO c VALUES (1, 1)");
  const auto transaction = shop.begin();
  const auto remove_parent = change(RowChange::Kind::remove, "p", cells({{"id", number(1)}}), {}, {});
  EXPECT_EQ(fault_of([&] { transaction->apply(remove_parent); }), FaultKind::refused);
  EXPECT_EQ(transaction->apply(change(RowChange::Kind::remove, "c", cells({{"id", number(1)}}), {}, {})), 1u);
  EXPECT_EQ(transaction->apply(remove_parent), 1u);
  transaction->commit();
  EXPECT_EQ(shop.read("p", "id"), Values{});
}

TEST(SqliteChanges, AKeyOfSeveralRowsChangesNone) {
  Shop shop("CREATE TABLE t(a); INSERT INTO t VALUES (1), (1)");
  const auto transaction = shop.begin();
  EXPECT_EQ(fault_of([&] {
              transaction->apply(change(RowChange::Kind::remove, "t", cells({{"a", number(1)}}), {}, {}));
            }),
            FaultKind::changed);
  EXPECT_EQ(fault_of([&] { transaction->commit(); }), FaultKind::cancelled);
  EXPECT_EQ(shop.read("t", "a").size(), 2u);
}

TEST(SqliteChanges, OverwritesWhatItDeletes) {
  Shop shop(
      "PRAGMA secure_delete = OFF; CREATE TABLE t(id INTEGER PRIMARY KEY, e TEXT); INSERT INTO t VALUES (1, "
      "'findme-marker'), (2, 'x')");
  const auto transaction = shop.begin();
  transaction->apply(change(RowChange::Kind::remove, "t", cells({{"id", number(1)}}), {}, {}));
  transaction->commit();
  std::ifstream file(shop.folder.file("a.db"), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  EXPECT_GT(bytes.size(), 4096u);
  EXPECT_EQ(bytes.find("findme-marker"), std::string::npos);
}

TEST(SqliteChanges, ALockedDatabaseIsUnavailable) {
  Shop shop("CREATE TABLE t(a)");
  Settings settings;
  settings.wait = std::chrono::milliseconds(20);
  const auto other = make("shop", shop.folder.file("a.db"), clock_at_noon, settings);
  const auto first = shop.begin();
  EXPECT_EQ(fault_of([&] { other->begin(shop.ledger->warrant("digest", {"act.intended", {}})); }),
            FaultKind::unavailable);
}

}  // namespace
}  // namespace habeas::sqlite
