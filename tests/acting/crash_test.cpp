// A process that dies at any step, and the next one: before or after, never between, and nothing twice.
#include "house.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

namespace habeas::acting {
namespace {

// True: it died before step number `at`.
bool dies(House& house, std::uint64_t at) {
  const pid_t child = ::fork();
  if (child == 0) {
    act::call_between_changes([&](std::uint64_t number) {
      if (number == at) ::kill(::getpid(), SIGKILL);
    });
    house.run();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

Lines of_system(const Lines& everything, const std::vector<std::string>& tables) {
  Lines lines;
  for (const auto& line : everything) {
    for (const auto& table : tables) {
      if (line.starts_with(table + ":")) lines.push_back(line);
    }
  }
  return lines;
}

const std::vector<std::vector<std::string>> systems = {{"customer", "orders", "line", "message", "visit"},
                                                       {"subscriber"},
                                                       {"badge.csv", "ana.jpg", "default.jpg"}};

// Without what chance makes.
ByHand erasure() {
  auto by_hand = whole_erasure();
  by_hand.cells["badge.holder"] = plan::Becomes::nothing;
  return by_hand;
}

void expect_no_system_half_changed(const Lines& now, const Lines& before, const Lines& after,
                                   std::uint64_t at) {
  for (const auto& tables : systems) {
    const auto found = of_system(now, tables);
    EXPECT_TRUE(found == of_system(before, tables) || found == of_system(after, tables))
        << "killed before step " << at;
  }
}

TEST(ActingAfterACrash, EverySystemIsBeforeOrAfterAndTheNextRunCompletesItOnce) {
  House whole;
  const auto before = whole.everything();
  whole.approve(erasure());
  whole.run();
  const auto after = whole.everything();
  std::uint64_t at = 1;
  for (bool died = true; died; ++at) {
    House house;
    house.approve(erasure());
    died = dies(house, at);
    house.find();  // whoever opens the folder next completes what was committed there
    expect_no_system_half_changed(house.everything(), before, after, at);
    house.run();
    EXPECT_EQ(house.everything(), after) << "killed before step " << at;
    const auto second = house.run();
    EXPECT_TRUE(
        std::all_of(second.begin(), second.end(),
                    [](const auto& outcome) { return outcome.kind == act::Outcome::Kind::already_done; }))
        << "killed before step " << at;
    EXPECT_EQ(house.everything(), after);
    EXPECT_EQ(in_words(house.verify()), Lines{}) << "killed before step " << at;
  }
  EXPECT_GT(at, 15u);
}

}  // namespace
}  // namespace habeas::acting
