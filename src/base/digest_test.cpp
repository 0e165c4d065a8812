#include <habeas/base/digest.h>

#include <gtest/gtest.h>

namespace habeas::base {
namespace {

// FIPS 180-4 examples.
TEST(Digest, IsSha256) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Digest, DoesNotDependOnThePiecesItComesIn) {
  Sha256 hash;
  for (const char c : std::string_view("abc")) hash.add({&c, 1});
  hash.add("");
  EXPECT_EQ(hash.hex(), sha256_hex("abc"));
}

TEST(Digest, BeginsAnewWhenRestarted) {
  Sha256 hash;
  hash.add("something else");
  EXPECT_NE(hash.hex(), sha256_hex("abc"));
  hash.restart();
  hash.add("abc");
  EXPECT_EQ(hash.hex(), sha256_hex("abc"));
}

TEST(Digest, MovesWithItsState) {
  Sha256 hash;
  hash.add("ab");
  Sha256 moved = std::move(hash);
  moved.add("c");
  EXPECT_EQ(moved.hex(), sha256_hex("abc"));
}

}  // namespace
}  // namespace habeas::base
