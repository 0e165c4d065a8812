#include <habeas/base/fault.h>
#include <habeas/base/file.h>

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace habeas::base {
namespace {

namespace fs = std::filesystem;

class File : public testing::Test {
 protected:
  File() {
    std::string folder = (fs::temp_directory_path() / "habeas-file-XXXXXX").string();
    if (::mkdtemp(folder.data()) != nullptr) folder_ = folder;
  }
  ~File() override { fs::remove_all(folder_); }
  std::string at(const std::string& name) const { return (folder_ / name).string(); }
  static std::string content(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  fs::path folder_;
};

TEST_F(File, IsItsOwnersAlone) {
  write_new(at("letter"), std::string_view("a\0b", 3));
  EXPECT_EQ(content(at("letter")), std::string("a\0b", 3));
  EXPECT_EQ(fs::status(at("letter")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(File, IsNeverWrittenOverAnother) {
  write_new(at("letter"), "first");
  try {
    write_new(at("letter"), "second");
    FAIL();
  } catch (const Fault& fault) {
    EXPECT_EQ(fault.kind(), FaultKind::refused);
  }
  EXPECT_EQ(content(at("letter")), "first");
}

TEST_F(File, IsReplacedWholeAndLeavesNothingBeside) {
  write_new(at("memory"), "first");
  replace(at("memory"), "second");
  EXPECT_EQ(content(at("memory")), "second");
  EXPECT_FALSE(fs::exists(at("memory.part")));
}

TEST_F(File, ThatCannotBeMadeIsAFaultAndNoLinkIsFollowed) {
  fs::create_symlink(at("elsewhere"), at("link"));
  EXPECT_THROW(write_new(at("link"), "x"), Fault);
  EXPECT_FALSE(fs::exists(at("elsewhere")));
  EXPECT_THROW(replace(at("nowhere/memory"), "x"), Fault);
}

}  // namespace
}  // namespace habeas::base
