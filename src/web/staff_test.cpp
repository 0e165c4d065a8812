// Who may sign in at the desk.
#include <habeas/web/staff.h>

#include <habeas/base/fault.h>

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace habeas::web {
namespace {

namespace fs = std::filesystem;
using std::chrono::minutes;

const base::Instant noon = base::Instant() + std::chrono::hours(12);
constexpr const char* right = "a long enough password";

// A file of its own, in a folder that goes with it.
class File {
 public:
  File() {
    std::string made = (fs::temp_directory_path() / "habeas-staff-XXXXXX").string();
    folder_ = ::mkdtemp(made.data());
  }
  ~File() { fs::remove_all(folder_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  std::string path() const { return folder_ + "/desk"; }

 private:
  std::string folder_;
};

TEST(Staff, SignInWithTheirPasswordAndNoOther) {
  const File file;
  Staff(file.path()).set("Camille Roy", right);
  Staff staff(file.path());
  EXPECT_FALSE(staff.nobody());
  EXPECT_TRUE(staff.signs_in("Camille Roy", right, noon));
  EXPECT_FALSE(staff.signs_in("Camille Roy", "another long password", noon));
  EXPECT_FALSE(staff.signs_in("Nobody", right, noon));
  EXPECT_FALSE(staff.signs_in("", "", noon));
}

TEST(Staff, FileHoldsNoPasswordAndIsItsOwnersAlone) {
  const File file;
  Staff(file.path()).set("Camille Roy", right);
  std::ifstream in(file.path());
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  EXPECT_EQ(text.find(right), std::string::npos);
  EXPECT_NE(text.find("$argon2id$"), std::string::npos);
  EXPECT_EQ(fs::status(file.path()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(Staff, NameIsLockedForAQuarterOfAnHourAfterFiveWrongTries) {
  const File file;
  Staff staff(file.path());
  staff.set("Camille Roy", right);
  staff.set("Sam Petit", right);
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(staff.signs_in("Camille Roy", "wrong wrong wrong", noon));
  EXPECT_FALSE(staff.signs_in("Camille Roy", right, noon + minutes(14)));
  EXPECT_TRUE(staff.signs_in("Sam Petit", right, noon)) << "others are not";
  EXPECT_TRUE(staff.signs_in("Camille Roy", right, noon + minutes(15)));
}

TEST(Staff, AStrangerWhoGuessesLocksNobodyOutButHimself) {
  const File file;
  Staff staff(file.path());
  staff.set("Camille Roy", right);
  for (int i = 0; i < 50; ++i)
    EXPECT_FALSE(staff.signs_in("Camille Roy", "wrong wrong wrong", noon, "203.0.113.9"));
  EXPECT_FALSE(staff.signs_in("Camille Roy", right, noon, "203.0.113.9"));
  EXPECT_TRUE(staff.signs_in("Camille Roy", right, noon, "198.51.100.7"));
}

// Another process writes the file: habeas desk add, remove.
TEST(Staff, FileIsReadAgainWhenItChanged) {
  const File file;
  Staff served(file.path());
  Staff(file.path()).set("Camille Roy", right);
  EXPECT_TRUE(served.signs_in("Camille Roy", right, noon)) << "who is new";
  const std::string before = served.credential("Camille Roy");
  Staff(file.path()).set("Camille Roy", "another long password");
  EXPECT_NE(served.credential("Camille Roy"), before);
  EXPECT_FALSE(served.signs_in("Camille Roy", right, noon)) << "the old password";
  EXPECT_TRUE(served.signs_in("Camille Roy", "another long password", noon));
  Staff(file.path()).remove("Camille Roy");
  EXPECT_EQ(served.credential("Camille Roy"), "");
  EXPECT_FALSE(served.signs_in("Camille Roy", "another long password", noon));
}

TEST(Staff, AreListedAndOnlyWhoIsThereIsRemoved) {
  const File file;
  Staff staff(file.path());
  staff.set("Sam Petit", right);
  staff.set("Camille Roy", right);
  EXPECT_EQ(staff.names(), (std::vector<std::string>{"Camille Roy", "Sam Petit"}));
  EXPECT_THROW(staff.remove("Nobody"), base::Fault);
  staff.remove("Sam Petit");
  EXPECT_EQ(Staff(file.path()).names(), std::vector<std::string>{"Camille Roy"});
}

TEST(Staff, ShortPasswordsAndNamesOfSeveralLinesAreRefused) {
  const File file;
  Staff staff(file.path());
  EXPECT_THROW(staff.set("Camille Roy", "too short"), base::Fault);
  EXPECT_THROW(staff.set("Camille\nRoy", right), base::Fault);
  EXPECT_THROW(staff.set("", right), base::Fault);
}

}  // namespace
}  // namespace habeas::web
