#include <habeas/source/permissions.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace habeas::source {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

class TemporaryFolder {
 public:
  TemporaryFolder() {
    auto made = (fs::temp_directory_path() / "habeas-test-XXXXXX").string();
    if (::mkdtemp(made.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = made;
    fs::permissions(path_, fs::perms(0755));
  }
  ~TemporaryFolder() { fs::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string file(const std::string& name, unsigned mode) const {
    std::ofstream(path_ / name) << "x";
    fs::permissions(path_ / name, fs::perms(mode));
    return (path_ / name).string();
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// The findings that do not depend on who runs this test: root may write everything.
std::vector<Excess> of_everybody(const std::string& path) {
  auto found = excess_of(path);
  std::erase_if(found, [](const Excess& one) { return !one.what.starts_with("everybody"); });
  return found;
}

TEST(Permissions, AFileThatThisAccountMayWriteIsSaidWithTheWayOut) {
  const TemporaryFolder folder;
  const auto found = excess_of(folder.file("a.db", 0600));
  EXPECT_THAT(found,
              ElementsAre(AllOf(Field(&Excess::what, HasSubstr("may also write " + folder.path().string())),
                                Field(&Excess::hint, HasSubstr("habeas grants")))));
}

TEST(Permissions, AFileThatOnlyReadsAndOnlyForOneIsInOrder) {
  const TemporaryFolder folder;
  const auto path = folder.file("a.db", 0400);
  EXPECT_THAT(of_everybody(path), IsEmpty());
  if (::geteuid() != 0) {
    EXPECT_THAT(excess_of(path), IsEmpty());
  }
}

TEST(Permissions, WhatEverybodyMayReadOrWriteIsSaid) {
  const TemporaryFolder folder;
  EXPECT_THAT(of_everybody(folder.file("a.db", 0644)),
              ElementsAre(Field(&Excess::what, HasSubstr("everybody on this machine may read"))));
  EXPECT_THAT(of_everybody(folder.file("b's.db", 0666)),
              ElementsAre(Field(&Excess::what, HasSubstr("may read")),
                          AllOf(Field(&Excess::what, HasSubstr("may write")),
                                Field(&Excess::hint, HasSubstr("'\\''")))));
}

TEST(Permissions, AFolderThatNobodyElseMayEnterKeepsItsFiles) {
  const TemporaryFolder folder;
  const auto path = folder.file("a.db", 0644);
  fs::permissions(folder.path(), fs::perms(0700));
  EXPECT_THAT(of_everybody(path), IsEmpty());
}

TEST(Permissions, FilesOfAFolderAreCounted) {
  const TemporaryFolder folder;
  folder.file("a.csv", 0604);
  folder.file("b.csv", 0604);
  fs::permissions(folder.path(), fs::perms(0750));
  EXPECT_THAT(of_everybody(folder.path().string()),
              ElementsAre(Field(&Excess::what, HasSubstr("may read 2 files and folders of"))));
}

TEST(Permissions, WhatIsNotThereHasNone) { EXPECT_THAT(excess_of("/nonexistent/habeas"), IsEmpty()); }

}  // namespace
}  // namespace habeas::source
