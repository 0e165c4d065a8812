#include <habeas/answer/answer_example.h>
#include <habeas/answer/zip.h>

#include <habeas/base/digest.h>
#include <habeas/base/fault.h>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <optional>
#include <random>

namespace habeas::answer {
namespace {

std::string path_of(const std::string& name) {
  const std::string path =
      std::filesystem::temp_directory_path().string() + "/" + name + std::to_string(::getpid()) + ".zip";
  ::unlink(path.c_str());
  return path;
}

TEST(Zip, GivesBackWhatWasWritten) {
  const std::string path = path_of("zip");
  Zip zip(path);
  zip.add("a.txt", "hello");
  zip.begin("folder/b.txt");
  for (int i = 0; i < 10'000; ++i) zip.write("0123456789");
  zip.end();
  zip.add("empty", "");
  const Zip::Whole whole = zip.finish();
  const auto files = example::unzip(path);
  EXPECT_EQ(files.size(), 3u);
  EXPECT_EQ(files.at("a.txt"), "hello");
  EXPECT_EQ(files.at("folder/b.txt").size(), 100'000u);
  EXPECT_EQ(whole.sha256, base::sha256_hex(example::content_of(path)));
  EXPECT_EQ(whole.bytes, example::content_of(path).size());
  EXPECT_EQ(zip.entries()[0].sha256, base::sha256_hex("hello"));
  ::unlink(path.c_str());
}

TEST(Zip, IsRemovedUnlessFinished) {
  const std::string path = path_of("zip-cut");
  {
    Zip zip(path);
    zip.begin("a");
    zip.write("x");
  }
  EXPECT_NE(::access(path.c_str(), F_OK), 0);
}

// Bytes that no compressor makes small.
std::string noise(std::size_t size) {
  std::minstd_rand next(1);
  std::string bytes(size, ' ');
  for (char& byte : bytes) byte = static_cast<char>(next() >> 8);
  return bytes;
}

TEST(Zip, OnAFullDiskIsAFaultAndLeavesNothing) {
  const std::string path = path_of("zip-full");
  std::signal(SIGXFSZ, SIG_IGN);  // the write fails instead
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{1000, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  std::optional<base::Fault> fault;
  try {
    Zip zip(path);
    zip.add("a", noise(1'000'000));
    zip.finish();
  } catch (const base::Fault& caught) {
    fault = caught;
  }
  ::setrlimit(RLIMIT_FSIZE, &before);
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->kind(), base::FaultKind::full);
  EXPECT_NE(::access(path.c_str(), F_OK), 0);
}

TEST(Zip, SafeNamesAreSmallAsciiWithoutFolders) {
  EXPECT_EQ(safe_name("Customer"), "customer");
  EXPECT_EQ(safe_name("../é x"), "______x");
  EXPECT_EQ(safe_name(""), "_");
  EXPECT_EQ(safe_name(std::string(200, 'a')).size(), 60u);
}

}  // namespace
}  // namespace habeas::answer
