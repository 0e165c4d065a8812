// Systems are read in parallel, one thread each: snapshots of the same source kind must not share anything.
#include "maker.h"

#include <habeas/connector/sqlite/sqlite.h>
#include <habeas/support/collect.h>
#include <habeas/support/folder.h>

#include <gtest/gtest.h>

#include <thread>

namespace habeas::conformance {
namespace {

using namespace support;

const base::FixedClock noon(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1));

Given some_rows() {
  Given given{{{"t", {{"n", relation::Family::integer}, {"c"}}, {}, {"n"}}}, {}};
  for (std::int64_t i = 0; i < 500; ++i)
    given.tables[0].rows.push_back({number(i), text("row " + std::to_string(i))});
  return given;
}

// Opens, reads in several forms and counts what came.
std::size_t read_some(source::Source& source) {
  std::size_t rows = 0;
  for (int round = 0; round < 5; ++round) {
    const auto snapshot = std::get<std::unique_ptr<source::Snapshot>>(source.open({}));
    const auto collected =
        read(*snapshot, {look_up("t", {"n"}), look_up("t", {"n"}, {"c"}, {{text("row 7")}, {text("row 8")}}),
                         look_up("t", {"c"}, {"c"}, {{text("row 9")}}, source::Form::contains)});
    for (const auto& [lookup, found] : collected.rows) rows += found.size();
  }
  return rows;
}

TEST(SnapshotsInParallel, OfEveryKindGiveWhatTheyGiveAlone) {
  for (const auto& maker : makers()) {
    std::vector<Made> made;
    for (int i = 0; i < 3; ++i) made.push_back(maker.make(some_rows(), noon));
    const auto alone = read_some(*made[0].source);
    std::vector<std::size_t> counts(made.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < made.size(); ++i) {
      threads.emplace_back([&, i] { counts[i] = read_some(*made[i].source); });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(counts, std::vector<std::size_t>(made.size(), alone)) << maker.kind;
  }
}

TEST(SnapshotsInParallel, OfOneFileByTwoSourcesAgree) {
  for (const auto& maker : makers()) {
    if (!maker.keeps_types) continue;  // databases only: the second source is made of the same path
    const auto made = maker.make(some_rows(), noon);
    const auto path = std::static_pointer_cast<Folder>(made.keeper)->file("a.db");
    std::size_t counts[2] = {0, 0};
    std::thread other([&] { counts[0] = read_some(*sqlite::make("again", path, noon)); });
    counts[1] = read_some(*made.source);
    other.join();
    EXPECT_EQ(counts[0], counts[1]);
  }
}

}  // namespace
}  // namespace habeas::conformance
