// What habeas reads with cannot write, whatever it is told.
#include <habeas/base/fault.h>
#include <habeas/connector/sqlite/database.h>

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace habeas::sqlite {
namespace {

struct Made {
  std::filesystem::path folder;
  explicit Made(const std::string& journal) {
    std::string pattern = (std::filesystem::temp_directory_path() / "habeas-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder = pattern;
    sqlite3* owner = nullptr;
    sqlite3_open(path().c_str(), &owner);
    const std::string sql =
        "PRAGMA journal_mode = " + journal + "; CREATE TABLE t (a); INSERT INTO t VALUES (1)";
    sqlite3_exec(owner, sql.c_str(), nullptr, nullptr, nullptr);
    sqlite3_close(owner);
  }
  ~Made() {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
  std::string path() const { return (folder / "a.db").string(); }
};

TEST(ReadOnly, AConnectionForReadingRefusesEveryChange) {
  for (const std::string journal : {"WAL", "DELETE"}) {
    const Made made(journal);
    Database database("shop", made.path(), Access::read, std::chrono::milliseconds(100));
    for (const std::string sql : {"INSERT INTO t VALUES (2)", "UPDATE t SET a = 2", "DELETE FROM t",
                                  "CREATE TABLE u (a)", "DROP TABLE t", "PRAGMA user_version = 7",
                                  "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ''"}) {
      EXPECT_THROW(database.run(sql), base::Fault) << journal << ": " << sql;
    }
  }
}

}  // namespace
}  // namespace habeas::sqlite
