// Fault injection: a change of the plan is dropped, and verify names exactly its row or its cells.
#include "house.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace habeas::acting {
namespace {

// Counts the changes of all systems, and lets number `dropped` fall.
struct Dropping {
  std::uint64_t dropped = 0;
  std::uint64_t seen = 0;
  std::string table;  // of the dropped one
  source::RowChange::Kind kind = source::RowChange::Kind::update;
  std::size_t cells = 0;
};

class DroppingTransaction final : public source::Transaction {
 public:
  DroppingTransaction(std::unique_ptr<source::Transaction> behind, Dropping& plan)
      : behind_(std::move(behind)), plan_(plan) {}
  std::size_t apply(const source::RowChange& change) override {
    if (++plan_.seen != plan_.dropped) return behind_->apply(change);
    plan_.table = change.table.name;
    plan_.kind = change.kind;
    plan_.cells = change.cells.reveal().size();
    return change.copies;
  }
  bool remove_document(const base::Personal<std::string>& path) override {
    return behind_->remove_document(path);
  }
  void mark(const std::string& run) override { behind_->mark(run); }
  void commit() override { behind_->commit(); }

 private:
  std::unique_ptr<source::Transaction> behind_;
  Dropping& plan_;
};

class DroppingSource final : public source::Source {
 public:
  DroppingSource(std::unique_ptr<source::Source> behind, Dropping& plan)
      : behind_(std::move(behind)), plan_(plan) {}
  const std::string& system() const override { return behind_->system(); }
  source::Capabilities capabilities() const override { return behind_->capabilities(); }
  relation::Catalogue catalogue() override { return behind_->catalogue(); }
  source::Opening open(const source::Inquiry& inquiry) override { return behind_->open(inquiry); }
  std::unique_ptr<source::Transaction> begin(const ledger::Warrant& warrant) override {
    return std::make_unique<DroppingTransaction>(behind_->begin(warrant), plan_);
  }
  bool committed(const std::string& run) override { return behind_->committed(run); }
  std::optional<source::Pending> pending(const std::string& run) override { return behind_->pending(run); }

 private:
  std::unique_ptr<source::Source> behind_;
  Dropping& plan_;
};

TEST(Verify, NamesExactlyTheRowOrTheCellsOfAChangeThatWasDropped) {
  for (std::uint64_t number = 1;; ++number) {
    House house;
    Dropping dropping;
    dropping.dropped = number;
    house.approve(whole_erasure());
    house.wrap = [&](auto source) { return std::make_unique<DroppingSource>(std::move(source), dropping); };
    house.run();
    house.wrap = nullptr;
    const auto report = house.verify();
    if (dropping.table.empty()) {
      EXPECT_EQ(in_words(report), Lines{});
      EXPECT_GT(number, 8u);
      return;
    }
    const bool removal = dropping.kind == source::RowChange::Kind::remove;
    const auto expected =
        removal ? verify::Finding::Kind::row_survives : verify::Finding::Kind::cell_unchanged;
    EXPECT_EQ(report.findings.size(), removal ? 1u : dropping.cells)
        << "change " << number << " of " << dropping.table;
    for (const auto& finding : report.findings) {
      EXPECT_EQ(finding.kind, expected) << "change " << number;
      EXPECT_EQ(finding.collection.text(), dropping.table);
      EXPECT_FALSE(finding.key.reveal().empty());
    }
  }
}

TEST(Verify, ReportsALinkThatPointsAtAKeyThatWent) {
  House house;
  house.approve(whole_erasure());
  house.run();
  house.sql("shop", "INSERT INTO orders VALUES (30, 1, NULL, 'x')");
  EXPECT_EQ(in_words(house.verify()), Lines{"dangling-link shop.orders.customer_id x1 "});
}

TEST(Verify, ReportsHerIdentifierInANewRow) {
  House house;
  house.approve(whole_erasure());
  house.run();
  house.sql("mailing", "INSERT INTO subscriber VALUES (9, ' ana@SHOP.example', 'fr')");
  house.sql("shop", "INSERT INTO message VALUES (60, 2, 2, 'Ana@shop.example asked me')");
  EXPECT_EQ(in_words(house.verify()),
            (Lines{"identifier-remains mailing.subscriber.email x1 her email",
                   "identifier-remains shop.message.body x1 her email, in a text"}));
}

TEST(Verify, ReportsAKeptRowThatIsGone) {
  House house;
  house.approve(whole_erasure());
  house.run();
  house.sql("shop", "DELETE FROM message WHERE id = 50");
  EXPECT_EQ(in_words(house.verify()), Lines{"row-gone shop.message x1 "});
}

TEST(Verify, WhatCannotBeReadIsNotChecked) {
  House house;
  house.approve(whole_erasure());
  house.run();
  house.unreachable = {"mailing"};
  EXPECT_EQ(in_words(house.verify()), Lines{"not-checked mailing. x1 no way to reach it was given"});
}

}  // namespace
}  // namespace habeas::acting
