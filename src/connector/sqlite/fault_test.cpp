#include <habeas/connector/sqlite/testing.h>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

namespace habeas::sqlite {
namespace {

using namespace testing;
using base::FaultKind;

const auto clock_at_noon = noon();

std::optional<FaultKind> opening(const std::string& path, Settings settings = {}) {
  try {
    make("shop", path, clock_at_noon, settings)->open({});
  } catch (const base::Fault& fault) {
    EXPECT_EQ(fault.where(), "shop");
    return fault.kind();
  }
  return std::nullopt;
}

TEST(SqliteFaults, AMissingFileIsUnavailableAndNotCreated) {
  const Folder folder;
  EXPECT_EQ(opening(folder.file("gone.db")), FaultKind::unavailable);
  EXPECT_THROW(make("shop", folder.file("gone.db"), clock_at_noon)->catalogue(), base::Fault);
  EXPECT_FALSE(std::filesystem::exists(folder.file("gone.db")));
}

TEST(SqliteFaults, WhatIsNoDatabaseIsBroken) {
  const Folder folder;
  std::ofstream(folder.file("text.db")) << std::string(5000, 'x');
  EXPECT_EQ(opening(folder.file("text.db")), FaultKind::broken);
  EXPECT_EQ(opening(folder.path().string()), FaultKind::broken);
  ASSERT_EQ(::mkfifo(folder.file("fifo").c_str(), 0600), 0);
  EXPECT_EQ(opening(folder.file("fifo")), FaultKind::broken);
}

TEST(SqliteFaults, APathIsReadAsItStands) {
  const Folder folder;
  const auto path = folder.file("a?mode=memory&b#%20 é.db");
  run_sql(path, "CREATE TABLE t(a)");
  EXPECT_EQ(make("shop", path, clock_at_noon)->catalogue().tables.size(), 1u);
}

// What a user without privileges finds. Root may do everything, so there a child becomes nobody first.
std::optional<FaultKind> opening_without_privileges(const std::string& path) {
  if (::geteuid() != 0) return opening(path);
  const pid_t child = ::fork();
  if (child == 0) {
    if (::setuid(65534) != 0) ::_exit(200);
    const auto kind = opening(path);
    ::_exit(kind ? static_cast<int>(*kind) : 100);
  }
  int status = -1;
  if (::waitpid(child, &status, 0) != child || !WIFEXITED(status))
    throw std::runtime_error("the child failed");
  if (WEXITSTATUS(status) == 100) return std::nullopt;
  return static_cast<FaultKind>(WEXITSTATUS(status));
}

TEST(SqliteFaults, PermissionIsRefused) {
  const Folder folder;
  run_sql(folder.file("a.db"), "CREATE TABLE t(a)");
  ASSERT_EQ(::chmod(folder.path().c_str(), 0755), 0);
  ASSERT_EQ(::chmod(folder.file("a.db").c_str(), 0000), 0);
  EXPECT_EQ(opening_without_privileges(folder.file("a.db")), FaultKind::refused);
}

TEST(SqliteFaults, AWalDatabaseWhoseFolderMayNotBeWrittenIsRefused) {
  const Folder folder;
  run_sql(folder.file("a.db"), "PRAGMA journal_mode = WAL; CREATE TABLE t(a)");
  ASSERT_FALSE(std::filesystem::exists(folder.file("a.db-shm")));
  ASSERT_EQ(::chmod(folder.path().c_str(), 0555), 0);
  EXPECT_EQ(opening_without_privileges(folder.file("a.db")), FaultKind::refused);
  ASSERT_EQ(::chmod(folder.path().c_str(), 0755), 0);
}

TEST(SqliteFaults, AnExclusiveLockIsUnavailableAfterTheWait) {
  const Folder folder;
  run_sql(folder.file("a.db"), "CREATE TABLE t(a)");
  sqlite3* owner = nullptr;
  sqlite3_open(folder.file("a.db").c_str(), &owner);
  sqlite3_exec(owner, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr);
  Settings settings;
  settings.wait = std::chrono::milliseconds(20);
  EXPECT_EQ(opening(folder.file("a.db"), settings), FaultKind::unavailable);
  sqlite3_close(owner);
  EXPECT_EQ(opening(folder.file("a.db"), settings), std::nullopt);
}

TEST(SqliteFaults, NoScratchFolderIsUnavailable) {
  const Folder folder;
  run_sql(folder.file("a.db"), "CREATE TABLE t(a)");
  Settings settings;
  settings.scratch = folder.file("no/such/folder");
  EXPECT_EQ(opening(folder.file("a.db"), settings), FaultKind::unavailable);
}

// Overwrites the page with this number.
void ruin_page(const std::string& path, int page) {
  const int file = ::open(path.c_str(), O_WRONLY);
  const std::string junk(4096, '\xa5');
  ASSERT_EQ(::pwrite(file, junk.data(), junk.size(), static_cast<off_t>(page - 1) * 4096), 4096);
  ::close(file);
}

int root_page(const std::string& path, const std::string& table) {
  sqlite3* handle = nullptr;
  sqlite3_stmt* statement = nullptr;
  sqlite3_open(path.c_str(), &handle);
  sqlite3_prepare_v2(handle, ("SELECT rootpage FROM sqlite_master WHERE name = '" + table + "'").c_str(), -1,
                     &statement, nullptr);
  sqlite3_step(statement);
  const int page = sqlite3_column_int(statement, 0);
  sqlite3_finalize(statement);
  sqlite3_close(handle);
  return page;
}

TEST(SqliteFaults, ADamagedTableStopsItsOwnLookUpOnly) {
  const Folder folder;
  const auto path = folder.file("a.db");
  run_sql(path,
          "CREATE TABLE good(a); INSERT INTO good VALUES (1); CREATE TABLE bad(a); WITH RECURSIVE n(i) AS "
          "(SELECT 1 "
          "UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO bad SELECT i FROM n");
  ruin_page(path, root_page(path, "bad"));
  const auto source = make("shop", path, clock_at_noon);
  const auto snapshot = snapshot_of(*source);
  const std::vector<source::Lookup> level = {look_up("bad", {"a"}), look_up("good", {"a"})};
  Collected collected;
  snapshot->read(level, collected);
  EXPECT_EQ(collected.faults, (std::map<std::size_t, FaultKind>{{0, FaultKind::broken}}));
  EXPECT_EQ(collected.rows[1].size(), 1u);
}

TEST(SqliteFaults, DamageInMidReadIsToldAfterTheRowsBeforeIt) {
  const Folder folder;
  const auto path = folder.file("a.db");
  run_sql(
      path,
      "PRAGMA journal_mode = WAL; CREATE TABLE t(a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
      "FROM "
      "n WHERE i < 200) INSERT INTO t SELECT hex(randomblob(500)) FROM n; PRAGMA wal_checkpoint(TRUNCATE)");
  ruin_page(path, 40);
  const auto source = make("shop", path, clock_at_noon);
  const auto snapshot = snapshot_of(*source);
  const auto lookup = look_up("t", {"a"});
  Collected collected;
  snapshot->read({&lookup, 1}, collected);
  EXPECT_EQ(collected.faults, (std::map<std::size_t, FaultKind>{{0, FaultKind::broken}}));
  EXPECT_GT(collected.rows[0].size(), 10u);
  EXPECT_LT(collected.rows[0].size(), 200u);
}

TEST(SqliteFaults, NeverRepeatsAPersonsData) {
  const Folder folder;
  const auto path = folder.file("a.db");
  run_sql(path, "CREATE TABLE t(a)");
  const auto source = make("shop", path, clock_at_noon);
  Collected collected;
  const auto lookup = look_up("t", {"gone"}, {"a"}, {{text("ana@example.org")}});
  snapshot_of(*source)->read({&lookup, 1}, collected);
  EXPECT_NE(collected.message, "");
  EXPECT_EQ(collected.message.find("ana@"), std::string::npos);
}

}  // namespace
}  // namespace habeas::sqlite
