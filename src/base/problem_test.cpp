#include <habeas/base/problem.h>

#include <gtest/gtest.h>

namespace habeas::base {
namespace {

TEST(Problem, ReadsLikeACompilersMessage) {
  EXPECT_EQ(to_string({{"maps/shop.yaml", 12, 5},
                       "unknown key 'idnetifier'",
                       "Did you mean 'identifier'?",
                       Gravity::error}),
            "maps/shop.yaml:12:5: error: unknown key 'idnetifier'. Did you mean 'identifier'?");
  EXPECT_EQ(to_string({{"a.yaml", 0, 0}, "it is empty.", "Fill it.", Gravity::warning}),
            "a.yaml: warning: it is empty. Fill it.");
  EXPECT_EQ(to_string({{"a.yaml", 3, 0}, "odd", "", Gravity::note}), "a.yaml:3: note: odd");
  EXPECT_EQ(to_string({{}, "odd", "", Gravity::error}), "error: odd");
}

TEST(Problem, SendsNoControlCharactersToATerminal) {
  EXPECT_EQ(to_string({{"a", 1, 1}, "key '\x1B[2J\xFF'", "", Gravity::error}),
            "a:1:1: error: key '\\u{1b}[2J\uFFFD'");
}

TEST(Problem, NearestFindsWhatWasMeant) {
  const std::vector<std::string> known = {"identifier", "of",     "owns", "mentions",
                                          "shows",      "fields", "for",  "from"};
  EXPECT_EQ(nearest("idnetifier", known), "identifier");
  EXPECT_EQ(nearest("identifiers", known), "identifier");
  EXPECT_EQ(nearest("Fields", known), "fields");
  EXPECT_EQ(nearest("mention", known), "mentions");
  EXPECT_EQ(nearest("fro", known), "for");
  EXPECT_EQ(nearest("of", known), "of");
}

TEST(Problem, NearestStaysSilentRatherThanGuess) {
  const std::vector<std::string> known = {"identifier", "of", "is"};
  EXPECT_EQ(nearest("retention", known), "");
  EXPECT_EQ(nearest("x", {"y"}), "");
  EXPECT_EQ(nearest("", known), "");
  EXPECT_EQ(nearest("abc", {}), "");
  EXPECT_EQ(nearest(std::string(1'000'000, 'a'), known), "");
}

TEST(Problem, NearestCountsASwapOnce) {
  EXPECT_EQ(nearest("ab", {"ba"}), "ba");
  EXPECT_EQ(nearest("acb", {"abc"}), "abc");
  EXPECT_EQ(nearest("cab", {"abc"}), "") << "two steps in three letters is a guess";
}

TEST(Problem, NearestTakesTheFirstOfEquals) {
  EXPECT_EQ(nearest("cat", {"bat", "cut", "car"}), "bat");
  EXPECT_EQ(nearest("cat", {"bat", "cat"}), "cat");
}

}  // namespace
}  // namespace habeas::base
