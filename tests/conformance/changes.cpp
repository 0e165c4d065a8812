// What every connector that changes its system promises (src/source/source.h, Transaction): all or nothing, whatever
// moment the process dies at, and the marker tells which.
#include "maker.h"

#include <habeas/ledger/ledger.h>
#include <habeas/source/step.h>
#include <habeas/support/collect.h>
#include <habeas/support/folder.h>

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <set>

namespace habeas::conformance {
namespace {

using namespace support;
using base::FaultKind;
using relation::ColumnName;
using relation::Family;
using relation::Null;
using relation::Row;
using relation::Value;
using source::RowChange;
using Kind = RowChange::Kind;
using Cells = RowChange::Cells;
using Rows = std::vector<Row>;

const base::FixedClock noon(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12));
const std::string run = "R-2026-000001/1 0a1b";

std::vector<Maker> kinds(bool by_hand) {
  auto all = makers();
  std::erase_if(all, [&](const Maker& maker) { return maker.by_hand != by_hand; });
  return all;
}

class Changing : public ::testing::TestWithParam<Maker> {};
class ByHand : public ::testing::TestWithParam<Maker> {};

Given shop() {
  return {{{"person",
            {{"id"}, {"email"}, {"note"}},
            {{text("1"), text("ana@shop.example"), text("a, \"b\"\r\nc")},
             {text("2"), text("bo@shop.example"), Null{}},
             {text("3"), Null{}, text("")}},
            {"id"}},
           {"visit",
            {{"day"}, {"who"}},
            {{text("mon"), text("1")}, {text("mon"), text("1")}, {text("tue"), text("2")}},
            {}}},
          {{"in/letter.txt", "hello"}}};
}

Cells cells(const std::vector<std::pair<std::string, Value>>& named) {
  Cells result;
  for (const auto& [name, value] : named) result.emplace_back(ColumnName(name), value);
  return result;
}

RowChange change(Kind kind, const std::string& table, const Cells& key, const Cells& expected,
                 const Cells& to) {
  return {kind, {"", table}, base::Personal(key), base::Personal(expected), base::Personal(to), 1};
}
RowChange person(Kind kind, const std::string& id, const Cells& expected, const Cells& to) {
  return change(kind, "person", cells({{"id", text(id)}}), expected, to);
}

struct System {
  Folder folder;
  std::unique_ptr<ledger::Ledger> ledger = ledger::Ledger::open(folder.file("ledger"), noon);
  ledger::Warrant warrant = ledger->warrant("digest", {"act.intended", {}});
  Made made;

  explicit System(const Maker& maker) : made(maker.make(shop(), noon)) { made.source->prepare(warrant); }

  std::unique_ptr<source::Transaction> begin() const { return made.source->begin(warrant); }
  Rows rows(const std::string& table, const std::vector<std::string>& columns) const {
    const auto source = made.again();
    const auto opening = source->open({});
    auto found = read(*std::get<std::unique_ptr<source::Snapshot>>(opening), {look_up(table, columns)});
    EXPECT_TRUE(found.faults.empty()) << found.message;
    return found.rows[0];
  }
  Rows people() const { return rows("person", {"id", "email", "note"}); }
  Rows visits() const { return rows("visit", {"day", "who"}); }
  bool document() const {
    const auto source = made.again();
    const auto opening = source->open({});
    return std::get<std::unique_ptr<source::Snapshot>>(opening)->document(
        base::Personal<std::string>("in/letter.txt"), [](std::string_view) {});
  }
};

std::optional<FaultKind> fault_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Fault& fault) {
    return fault.kind();
  }
  return std::nullopt;
}

TEST_P(Changing, SaysWhatItMustPrepareAndItsCatalogueStaysAsItWas) {
  const Folder folder;
  const auto ledger = ledger::Ledger::open(folder.file("ledger"), noon);
  auto made = GetParam().make(shop(), noon);
  const auto before = made.source->catalogue();
  EXPECT_FALSE(made.source->preparation().empty());
  EXPECT_FALSE(made.source->committed(run));
  made.source->prepare(ledger->warrant("digest", {"act.intended", {}}));
  EXPECT_TRUE(made.source->preparation().empty());
  EXPECT_EQ(made.source->catalogue(), before);
}

TEST_P(Changing, UpdatesRemovesAndInsertsTogether) {
  const System system(GetParam());
  const auto transaction = system.begin();
  EXPECT_EQ(transaction->apply(
                person(Kind::update, "1", {}, cells({{"email", Null{}}, {"note", text("x;,\n\"")}}))),
            1u);
  EXPECT_EQ(transaction->apply(person(Kind::remove, "2", cells({{"note", Null{}}}), {})), 1u);
  EXPECT_EQ(transaction->apply(person(Kind::insert, "4", {}, cells({{"email", text("")}}))), 1u);
  transaction->commit();
  EXPECT_EQ(system.people(), (Rows{{text("1"), Null{}, text("x;,\n\"")},
                                   {text("3"), Null{}, text("")},
                                   {text("4"), text(""), Null{}}}));
  EXPECT_EQ(system.visits().size(), 3u) << "the other table is as it was";
}

TEST_P(Changing, ARowThatIsGoneOrNotAsExpectedStaysAsItIs) {
  const System system(GetParam());
  const auto before = system.people();
  const auto transaction = system.begin();
  const auto to = cells({{"email", text("z")}});
  EXPECT_EQ(transaction->apply(person(Kind::update, "9", {}, to)), 0u);
  EXPECT_EQ(transaction->apply(person(Kind::update, "1", cells({{"email", text("Ana@shop.example")}}), to)),
            0u);
  EXPECT_EQ(transaction->apply(person(Kind::remove, "3", cells({{"note", Null{}}}), {})), 0u)
      << "empty is not NULL";
  EXPECT_EQ(transaction->apply(person(Kind::remove, "2", cells({{"email", text("")}}), {})), 0u);
  transaction->commit();
  EXPECT_EQ(system.people(), before);
}

TEST_P(Changing, SeesWhatItChangedItself) {
  const System system(GetParam());
  const auto transaction = system.begin();
  EXPECT_EQ(transaction->apply(person(Kind::update, "1", {}, cells({{"email", text("y")}}))), 1u);
  EXPECT_EQ(transaction->apply(person(Kind::remove, "1", cells({{"email", text("ana@shop.example")}}), {})),
            0u);
  EXPECT_EQ(transaction->apply(person(Kind::remove, "1", cells({{"email", text("y")}}), {})), 1u);
  EXPECT_EQ(transaction->apply(person(Kind::remove, "1", {}, {})), 0u);
  transaction->commit();
  EXPECT_EQ(system.people().size(), 2u);
}

TEST_P(Changing, EqualRowsChangeTogetherOrNotAtAll) {
  const System system(GetParam());
  auto both = change(Kind::remove, "visit", cells({{"day", text("mon")}, {"who", text("1")}}), {}, {});
  EXPECT_EQ(fault_of([&] { system.begin()->apply(both); }), FaultKind::changed);
  EXPECT_EQ(system.visits().size(), 3u);
  both.copies = 2;
  const auto transaction = system.begin();
  EXPECT_EQ(transaction->apply(both), 2u);
  transaction->commit();
  EXPECT_EQ(system.visits(), (Rows{{text("tue"), text("2")}}));
}

TEST_P(Changing, WhatIsNotCommittedNeverWas) {
  const System system(GetParam());
  const auto before = system.people();
  {
    const auto transaction = system.begin();
    transaction->apply(person(Kind::remove, "1", {}, {}));
    transaction->mark(run);
  }
  EXPECT_EQ(system.people(), before);
  EXPECT_FALSE(system.made.source->committed(run));
}

TEST_P(Changing, TheMarkerTellsThatItTookEffectAndIsTakenOnce) {
  const System system(GetParam());
  {
    const auto transaction = system.begin();
    transaction->apply(person(Kind::remove, "1", {}, {}));
    transaction->mark(run);
    transaction->commit();
    EXPECT_EQ(fault_of([&] { transaction->commit(); }), FaultKind::cancelled);
  }
  EXPECT_TRUE(system.made.source->committed(run));
  EXPECT_TRUE(system.made.again()->committed(run));
  EXPECT_FALSE(system.made.source->committed(run + "x"));
  const auto second = system.begin();
  EXPECT_EQ(fault_of([&] {
              second->mark(run);
              second->commit();
            }),
            FaultKind::changed);
}

TEST_P(Changing, WithoutPreparationNothingIsMarked) {
  const Folder folder;
  const auto ledger = ledger::Ledger::open(folder.file("ledger"), noon);
  auto made = GetParam().make(shop(), noon);
  EXPECT_EQ(fault_of([&] { made.source->begin(ledger->warrant("digest", {"act.intended", {}}))->mark(run); }),
            FaultKind::refused);
}

TEST_P(Changing, ADocumentGoesWithTheTransaction) {
  const System system(GetParam());
  const base::Personal<std::string> letter("in/letter.txt");
  if (!system.made.source->capabilities().holds_documents) {
    EXPECT_EQ(fault_of([&] { system.begin()->remove_document(letter); }), FaultKind::refused);
    return;
  }
  EXPECT_TRUE(system.begin()->remove_document(letter));
  EXPECT_TRUE(system.document()) << "it was not committed";
  const auto transaction = system.begin();
  EXPECT_FALSE(transaction->remove_document(base::Personal<std::string>("in/none.txt")));
  EXPECT_TRUE(transaction->remove_document(letter));
  transaction->commit();
  EXPECT_FALSE(system.document());
}

void carry_out(source::Source& source, const ledger::Warrant& warrant) {
  const auto transaction = source.begin(warrant);
  transaction->apply(person(Kind::update, "2", {}, cells({{"email", text("p@pseudonym.invalid")}})));
  transaction->apply(person(Kind::remove, "1", {}, {}));
  transaction->apply(change(Kind::remove, "visit", cells({{"day", text("tue")}}), {}, {}));
  if (source.capabilities().holds_documents)
    transaction->remove_document(base::Personal<std::string>("in/letter.txt"));
  transaction->mark(run);
  transaction->commit();
}

// A process of its own, which dies before step number `at`. True: it did.
bool dies(const System& system, std::uint64_t at) {
  const pid_t child = ::fork();
  if (child == 0) {
    source::call_before_steps([&](std::uint64_t number) {
      if (number == at) ::kill(::getpid(), SIGKILL);
    });
    carry_out(*system.made.again(), system.warrant);
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

using State = std::tuple<Rows, Rows, bool>;
State state_of(const System& system) { return {system.people(), system.visits(), system.document()}; }

TEST_P(Changing, KilledAtAnyStepItIsBeforeOrAfterAndTheMarkerKnows) {
  const System whole(GetParam());
  const auto before = state_of(whole);
  carry_out(*whole.made.source, whole.warrant);
  const auto after = state_of(whole);
  ASSERT_NE(before, after);
  std::uint64_t at = 1;
  for (bool died = true; died; ++at) {
    const System system(GetParam());
    died = dies(system, at);
    const auto source = system.made.again();
    const bool committed = source->committed(run);
    EXPECT_EQ(state_of(system), committed ? after : before) << "killed before step " << at;
    if (!committed) carry_out(*source, system.warrant);
    EXPECT_EQ(state_of(system), after) << "resumed after step " << at;
  }
  EXPECT_GT(at, 5u) << "there are steps to die between";
}

TEST_P(ByHand, IsAskedAndDoneOnlyWhenThePersonSaysSo) {
  const System system(GetParam());
  carry_out(*system.made.source, system.warrant);
  const auto source = system.made.again();
  EXPECT_FALSE(source->committed(run));
  const auto pending = source->pending(run);
  ASSERT_TRUE(pending.has_value());
  EXPECT_EQ(pending->who, "service@shop.example");
  EXPECT_EQ(base::to_iso(pending->due), "2026-03-06");
  system.made.by_hand();
  EXPECT_TRUE(source->committed(run));
  EXPECT_FALSE(source->pending(run).has_value());
  EXPECT_FALSE(source->committed(run + "x"));
}

TEST_P(ByHand, KilledAtAnyStepThePersonIsAskedOnceOrNotAtAll) {
  bool died = true;
  for (std::uint64_t at = 1; died; ++at) {
    const System system(GetParam());
    died = dies(system, at);
    const auto source = system.made.again();
    if (!source->pending(run)) carry_out(*source, system.warrant);
    EXPECT_TRUE(source->pending(run).has_value());
    EXPECT_EQ(fault_of([&] { carry_out(*source, system.warrant); }), FaultKind::changed)
        << "she is not asked twice";
  }
}

const auto kind_of = [](const auto& kind) { return kind.param.kind; };
INSTANTIATE_TEST_SUITE_P(Kinds, Changing, ::testing::ValuesIn(kinds(false)), kind_of);
INSTANTIATE_TEST_SUITE_P(Kinds, ByHand, ::testing::ValuesIn(kinds(true)), kind_of);

}  // namespace
}  // namespace habeas::conformance
