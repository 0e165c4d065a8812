#include <habeas/support/faulty.h>

#include <habeas/connector/files/files.h>
#include <habeas/support/collect.h>
#include <habeas/support/folder.h>

#include <gtest/gtest.h>

namespace habeas::support {
namespace {

const base::FixedClock noon(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1));

struct Made {
  Folder folder;
  std::unique_ptr<FaultySource> source;
  explicit Made(FaultPlan plan) {
    folder.write("t.csv", "a\n1\n2\n3\n");
    source = std::make_unique<FaultySource>(files::make("scans", folder.path().string(), noon), plan);
  }
  std::unique_ptr<source::Snapshot> open() {
    return std::get<std::unique_ptr<source::Snapshot>>(source->open({}));
  }
};

TEST(Faulty, FailsTheLookUpThatWasAskedForAndNoOther) {
  Made made({.kind = base::FaultKind::broken, .lookup = 2});
  const auto collected = read(*made.open(), {look_up("t", {"a"}), look_up("t", {"a"}), look_up("t", {"a"})});
  EXPECT_EQ(collected.faults, (std::map<std::size_t, base::FaultKind>{{1, base::FaultKind::broken}}));
  EXPECT_EQ(collected.rows.at(0).size(), 3u);
  EXPECT_EQ(collected.rows.at(2).size(), 3u);
}

TEST(Faulty, FailsInTheMiddleOfTheRows) {
  Made made({.row = 5});
  const auto collected = read(*made.open(), {look_up("t", {"a"}), look_up("t", {"a"}), look_up("t", {"a"})});
  EXPECT_EQ(collected.faults, (std::map<std::size_t, base::FaultKind>{{1, base::FaultKind::unavailable}}));
  EXPECT_EQ(collected.rows.at(1).size(), 1u);
  EXPECT_EQ(collected.rows.at(2).size(), 3u);
}

TEST(Faulty, CanBeGoneAltogether) {
  Made dying({.dies = 2});
  const auto snapshot = dying.open();
  EXPECT_EQ(read(*snapshot, {look_up("t", {"a"})}).rows.at(0).size(), 3u);
  EXPECT_THROW(read(*snapshot, {look_up("t", {"a"})}), base::Fault);
  Made closed({.opening = 1});
  EXPECT_THROW(closed.open(), base::Fault);
  EXPECT_NE(closed.open(), nullptr);
  Made mute({.catalogue = 1});
  EXPECT_THROW(mute.source->catalogue(), base::Fault);
}

}  // namespace
}  // namespace habeas::support
