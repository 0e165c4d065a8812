// A real owner, in a process of its own, that writes all the time while we read.
#include <habeas/connector/sqlite/sqlite.h>
#include <habeas/support/collect.h>
#include <habeas/support/folder.h>
#include <habeas/support/sqlite.h>

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>

namespace habeas::sqlite {
namespace {

using namespace support;
using std::chrono::steady_clock;

const auto clock_at_noon = noon();

// What the owner tells us, in memory that both processes see.
struct Report {
  std::atomic<bool> stop{false};
  std::atomic<int> writes{0};
  std::atomic<int> failures{0};
  std::atomic<std::int64_t> longest_us{0};
};

// Moves amounts between accounts: each transaction leaves the sum as it was.
void write_all_the_time(const std::string& path, Report& report, std::chrono::microseconds pause) {
  sqlite3* handle = nullptr;
  sqlite3_open(path.c_str(), &handle);
  sqlite3_busy_timeout(handle, 3000);
  sqlite3_exec(handle, "PRAGMA synchronous = OFF", nullptr, nullptr, nullptr);
  for (int i = 0; !report.stop; ++i) {
    const std::string from = std::to_string(1 + i % 997);
    const std::string to = std::to_string(1 + (i * 31) % 991);
    const std::string sql = "BEGIN IMMEDIATE; UPDATE account SET amount = amount - 1 WHERE id = " + from +
                            "; UPDATE account SET amount = amount + 1 WHERE id = " + to + "; COMMIT";
    const auto begin = steady_clock::now();
    if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) ++report.failures;
    const auto took =
        std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - begin).count();
    report.longest_us = std::max<std::int64_t>(report.longest_us, took);
    ++report.writes;
    ::usleep(static_cast<useconds_t>(pause.count()));
  }
  sqlite3_close(handle);
}

class Owner {
 public:
  Owner(const std::string& path, std::chrono::microseconds pause) {
    void* memory = ::mmap(nullptr, sizeof(Report), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    report_ = new (memory) Report();
    process_ = ::fork();
    if (process_ == 0) {
      write_all_the_time(path, *report_, pause);
      ::_exit(0);
    }
    while (report_->writes < 3) ::usleep(1000);
  }
  ~Owner() {
    stop();
    ::munmap(report_, sizeof(Report));
  }
  Owner(const Owner&) = delete;
  Owner& operator=(const Owner&) = delete;

  void stop() {
    if (process_ <= 0) return;
    report_->stop = true;
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
  }
  const Report& report() const { return *report_; }

 private:
  Report* report_;
  pid_t process_;
};

std::string accounts(const std::string& journal, int count) {
  return "PRAGMA journal_mode = " + journal +
         "; CREATE TABLE account(id INTEGER PRIMARY KEY, amount INTEGER, pad TEXT); "
         "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
         std::to_string(count) + ") INSERT INTO account SELECT i, 100, hex(randomblob(200)) FROM n";
}

std::int64_t sum_of(source::Snapshot& snapshot) {
  std::int64_t sum = 0;
  for (const auto& cell : found(snapshot, look_up("account", {"amount"})))
    sum += std::get<std::int64_t>(cell);
  return sum;
}

void expect_consistent_and_responsive(const std::string& journal, std::chrono::microseconds pause) {
  const Folder folder;
  run_sql(folder.file("a.db"), accounts(journal, 10'000));
  Owner owner(folder.file("a.db"), pause);
  const auto source = make("shop", folder.file("a.db"), clock_at_noon);
  for (int round = 0; round < 5; ++round) {
    const auto snapshot = snapshot_of(*source);
    const int writes = owner.report().writes;
    EXPECT_EQ(sum_of(*snapshot), 1'000'000);
    while (owner.report().writes < writes + 5) ::usleep(500);  // the owner goes on while the snapshot is open
    EXPECT_EQ(sum_of(*snapshot), 1'000'000);
  }
  owner.stop();
  EXPECT_EQ(owner.report().failures, 0);
  EXPECT_LT(owner.report().longest_us, 1'500'000)
      << "the bound is the longest lock, with room for a busy machine";
}

TEST(SqliteLiveWriter, InRollbackModeWaitsForASliceAtMost) {
  expect_consistent_and_responsive("DELETE", std::chrono::milliseconds(20));
}

TEST(SqliteLiveWriter, InRollbackModeThatNeverPausesStillGetsACopy) {
  expect_consistent_and_responsive("TRUNCATE", std::chrono::microseconds(300));
}

TEST(SqliteLiveWriter, InWalModeIsNotWaitedForAtAll) {
  expect_consistent_and_responsive("WAL", std::chrono::milliseconds(1));
}

TEST(SqliteLiveWriter, WritesToOftenForABoundedCopyIsUnavailable) {
  const Folder folder;
  run_sql(folder.file("a.db"), accounts("DELETE", 10'000));
  Owner owner(folder.file("a.db"), std::chrono::microseconds(300));
  Settings settings;
  settings.restarts = 0;
  settings.pages_per_slice = 8;
  settings.longest_lock = std::chrono::milliseconds(0);
  const auto source = make("shop", folder.file("a.db"), clock_at_noon, settings);
  EXPECT_THROW(source->open({}), base::Fault);
}

TEST(SqliteLiveWriter, TheCopyHasNoNameAndLeavesNothing) {
  const Folder folder;
  const Folder scratch;
  run_sql(folder.file("a.db"), accounts("DELETE", 100));
  Settings settings;
  settings.scratch = scratch.path().string();
  const auto source = make("shop", folder.file("a.db"), clock_at_noon, settings);
  const auto snapshot = snapshot_of(*source);
  EXPECT_TRUE(std::filesystem::is_empty(scratch.path()));
  EXPECT_EQ(sum_of(*snapshot), 10'000);
}

TEST(SqliteLiveWriter, TheSnapshotStaysWhileRowsComeAndGo) {
  for (const std::string journal : {"DELETE", "WAL"}) {
    const Folder folder;
    run_sql(folder.file("a.db"), accounts(journal, 10));
    const auto source = make("shop", folder.file("a.db"), clock_at_noon);
    const auto snapshot = snapshot_of(*source);
    run_sql(folder.file("a.db"), "DELETE FROM account; DROP TABLE account");
    EXPECT_EQ(sum_of(*snapshot), 1000) << journal;
    EXPECT_EQ(snapshot->taken_at(), clock_at_noon.now());
  }
}

}  // namespace
}  // namespace habeas::sqlite
