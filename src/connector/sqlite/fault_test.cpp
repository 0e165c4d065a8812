#include <habeas/connector/sqlite/sqlite.h>
#include <habeas/support/collect.h>
#include <habeas/support/folder.h>
#include <habeas/support/sqlite.h>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <functional>

namespace habeas::sqlite {
namespace {

using namespace support;
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

TEST(SqliteFaults, AMissingFileIsNotCreated) {
  const Folder folder;
  EXPECT_EQ(opening(folder.file("gone.db")), FaultKind::unavailable);
  EXPECT_FALSE(std::filesystem::exists(folder.file("gone.db")));
}

// What is wrong with a file, and what is said of it: by the catalogue and by a snapshot alike.
struct Wrong {
  const char* what;
  std::function<void(const std::string& path)> make;
  FaultKind kind;
  const char* says;
};

void cut_to(const std::string& path, std::uintmax_t size) { std::filesystem::resize_file(path, size); }

void make_pages(const std::string& path) {
  run_sql(path,
          "CREATE TABLE t(a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50) "
          "INSERT INTO t SELECT hex(randomblob(500)) FROM n");
}

// Overwrites the page with this number.
void ruin_page(const std::string& path, int page) {
  const int file = ::open(path.c_str(), O_WRONLY);
  const std::string junk(4096, '\xa5');
  ASSERT_EQ(::pwrite(file, junk.data(), junk.size(), static_cast<off_t>(page - 1) * 4096), 4096);
  ::close(file);
}

const std::vector<Wrong> all_wrong = {
    {"missing", [](const std::string&) {}, FaultKind::unavailable, "does not exist"},
    {"empty", [](const std::string& path) { std::ofstream{path}; }, FaultKind::broken, "is empty (0 bytes)"},
    {"text", [](const std::string& path) { std::ofstream(path) << std::string(5000, 'x'); },
     FaultKind::broken, "is not an SQLite database"},
    {"folder", [](const std::string& path) { std::filesystem::create_directory(path); }, FaultKind::broken,
     "is a folder"},
    {"fifo", [](const std::string& path) { ::mkfifo(path.c_str(), 0600); }, FaultKind::broken,
     "is not a regular file"},
    {"only a header", [](const std::string& path) { make_pages(path), cut_to(path, 60); }, FaultKind::broken,
     "is damaged or cut short"},
    {"cut short", [](const std::string& path) { make_pages(path), cut_to(path, 4096 * 3); },
     FaultKind::broken, "is damaged or cut short; run PRAGMA integrity_check"},
    {"its list of tables ruined",
     [](const std::string& path) {
       make_pages(path);
       const int file = ::open(path.c_str(), O_WRONLY);
       const std::string junk(3000, '\xa5');
       EXPECT_EQ(::pwrite(file, junk.data(), junk.size(), 100), 3000);
       ::close(file);
     },
     FaultKind::broken, "is damaged or cut short"},
    {"the first page of a table ruined",
     [](const std::string& path) { make_pages(path), ruin_page(path, 2); }, FaultKind::broken,
     "is damaged or cut short"},
};

std::string said(const std::function<void()>& act, FaultKind kind) {
  try {
    act();
  } catch (const base::Fault& fault) {
    EXPECT_EQ(fault.kind(), kind) << fault.what();
    EXPECT_EQ(fault.where(), "shop");
    return fault.detail();
  }
  return "nothing";
}

TEST(SqliteFaults, EachDamageOfAFileIsToldByItsNameWithWhatToDo) {
  for (const auto& wrong : all_wrong) {
    const Folder folder;
    const auto path = folder.file("a.db");
    wrong.make(path);
    const auto catalogue = said([&] { make("shop", path, clock_at_noon)->catalogue(); }, wrong.kind);
    EXPECT_NE(catalogue.find(wrong.says), std::string::npos) << wrong.what << ": " << catalogue;
    EXPECT_NE(catalogue.find(path), std::string::npos) << wrong.what << ": " << catalogue;
  }
}

TEST(SqliteFaults, NoDamageReadsAsATableThatIsMissing) {
  for (const auto& wrong : all_wrong) {
    const Folder folder;
    const auto path = folder.file("a.db");
    wrong.make(path);
    const auto source = make("shop", path, clock_at_noon);
    Collected collected;
    try {
      const auto snapshot = snapshot_of(*source);
      const auto lookup = look_up("t", {"a"});
      snapshot->read({&lookup, 1}, collected);
    } catch (const base::Fault& fault) {
      collected.faults.emplace(0, fault.kind());
    }
    EXPECT_EQ(collected.faults, (std::map<std::size_t, FaultKind>{{0, wrong.kind}})) << wrong.what;
  }
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
