#include <habeas/base/text.h>

#include <gtest/gtest.h>
#include <habeas/base/utf8.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace habeas::base {
namespace {

std::string utf8_of(char32_t character) {
  std::string text;
  append_utf8(text, character);
  return text;
}

// Any bytes, but often near well-formed text: pieces of characters, marks, spaces.
std::string pieces(const std::vector<unsigned>& choices) {
  const std::vector<std::string> stock = {"a",
                                          "É",
                                          "e",
                                          "\xCC\x81",
                                          "ß",
                                          "İ",
                                          "ı",
                                          " ",
                                          "\xC2\xA0",
                                          "\xEF\xBB\xBF",
                                          "\xC3",
                                          "\xA9",
                                          "\xED\xA0\x80",
                                          "\xF0\x9F",
                                          "😀",
                                          "Σ",
                                          "ς",
                                          "\xC0\x80",
                                          "ﬁ",
                                          "œ",
                                          "\xE0"};
  std::string text;
  for (const unsigned choice : choices) text += stock[choice % stock.size()];
  return text;
}

TEST(Text, AcceptsEveryScalarValueAndNothingElse) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
    const std::string text = utf8_of(c);
    ASSERT_EQ(is_utf8(text), !surrogate) << static_cast<unsigned>(c);
    if (surrogate) continue;
    const Step step = first_step(text);
    ASSERT_TRUE(step.well_formed && step.character == c && step.length == text.size());
  }
}

TEST(Text, RefusesOverlongFormsSurrogatesAndWhatIsTooLarge) {
  for (const std::string bytes : {"\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xF0\x80\x80\x80",
                                  "\xF0\x8F\xBF\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF4\x90\x80\x80",
                                  "\xF5\x80\x80\x80", "\xFF", "\x80", "\xC3", "\xE2\x82", "\xF0\x9F\x98"}) {
    EXPECT_FALSE(is_utf8(bytes)) << hex(bytes);
    EXPECT_FALSE(is_utf8("a" + bytes + "b")) << hex(bytes);
  }
}

// The examples of Unicode 15, § 3.9, tables 3-8 to 3-11.
TEST(Text, ReplacesMaximalSubparts) {
  const std::string r = "\xEF\xBF\xBD";
  EXPECT_EQ(to_utf8("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"), r + r + r + r + r + r + r + r + "A");
  EXPECT_EQ(to_utf8("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"), r + r + r + r + r + r + r + r + "A");
  EXPECT_EQ(to_utf8("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42"), r + r + r + r + r + "A" + r + r + "B");
  EXPECT_EQ(to_utf8("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), r + r + r + r + "A");
  EXPECT_EQ(to_utf8("é\xE2\x82"), "é" + r);
}

TEST(Text, FoldsCaseWithoutALanguage) {
  EXPECT_EQ(fold_case("Straße"), fold_case("STRASSE"));
  EXPECT_EQ(fold_case("I"), "i");
  EXPECT_EQ(fold_case("İ"), "i\xCC\x87") << "i with a dot above, which is not i";
  EXPECT_EQ(fold_case("ı"), "ı");
  EXPECT_EQ(fold_case("ΣΊΣΥΦΟΣ"), fold_case("σίσυφος"));
  EXPECT_EQ(fold_case("ﬁn"), "fin");
  EXPECT_EQ(fold_case("RENÉ"), "rené") << "accents stay";
  EXPECT_NE(fold_case("rené"), fold_case("rene"));
}

TEST(Text, FoldsComposedAndDecomposedAlike) {
  EXPECT_EQ(fold_case("E\xCC\x81"), "é");
  EXPECT_EQ(fold_case("\xE2\x84\xAB"), "å") << "the ångström sign is the letter";
  EXPECT_EQ(to_nfc("e\xCC\x81"), "é");
  EXPECT_EQ(to_nfc("\xE2\x84\xAB"), "Å");
  EXPECT_EQ(to_nfc("ﬁ"), "ﬁ") << "compatibility forms are other characters";
}

TEST(Text, FoldingEveryCharacterTwiceIsFoldingItOnce) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string once = fold_case(utf8_of(c));
    ASSERT_EQ(fold_case(once), once) << "U+" << std::hex << static_cast<unsigned>(c);
    ASSERT_EQ(to_nfc(once), once) << "U+" << std::hex << static_cast<unsigned>(c);
  }
}

TEST(Text, LeavesIllFormedBytesAsTheyAre) {
  EXPECT_EQ(fold_case("É\xFF"
                      "A"),
            "é\xFF"
            "a");
  EXPECT_NE(fold_case("A\xFE"), fold_case("A\xFF")) << "two broken texts stay two";
  EXPECT_EQ(to_nfc("e\xCC\x81\xED\xA0\x80"), "é\xED\xA0\x80");
}

TEST(Text, FoldsLooselyForCandidatesOnly) {
  EXPECT_EQ(fold_loosely("René"), "rene");
  EXPECT_EQ(fold_loosely("ŒUVRE"), "oeuvre");
  EXPECT_EQ(fold_loosely("Ægir"), "aegir");
  EXPECT_EQ(fold_loosely("Straße"), "strasse");
  EXPECT_EQ(fold_loosely("İSTANBUL"), "istanbul");
  EXPECT_EQ(fold_loosely("Łódź Ørsted"), "lodz orsted");
  EXPECT_EQ(fold_loosely("Nguyễn"), "nguyen");
  EXPECT_EQ(fold_loosely("Ёлка"), "елка");
  EXPECT_NE(fold_loosely("が"), fold_loosely("か")) << "kana voicing makes another letter";
  EXPECT_EQ(fold_loosely("हिन्दी"), "हिन्दी") << "Indic vowels and virama stay";
}

TEST(Text, TrimsWhiteSpaceOfEveryKindAtBothEnds) {
  using namespace std::string_view_literals;
  for (const char32_t space :
       U"\t\n\v\f\r \u0085\u00A0\u1680\u2000\u2007\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF"sv) {
    const std::string s = utf8_of(space);
    EXPECT_EQ(trim(s + s + "a" + s + "b" + s + s), "a" + s + "b") << static_cast<unsigned>(space);
    EXPECT_EQ(trim(s), "");
  }
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("\xE2\x80\x8B"
                 "a"),
            "\xE2\x80\x8B"
            "a")
      << "the zero-width space has no White_Space";
}

TEST(Text, TrimsNoByteOfABrokenCharacter) {
  EXPECT_EQ(trim("a\xA0"), "a\xA0");
  EXPECT_EQ(trim("\xC2 a \xC2"), "\xC2 a \xC2");
  EXPECT_EQ(trim("\xE3\xC2\xA0"), "\xE3");
}

TEST(Text, WritesHexAndBase64) {
  using namespace std::string_view_literals;
  EXPECT_EQ(hex("\x00\xAB\xFF"sv), "00abff");
  // RFC 4648, § 10.
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64("\xFB\xFF\xFE"), "+//+");
}

RC_GTEST_PROP(Text, MadeUtf8IsUtf8AndLeavesGoodTextAlone,
              (const std::string& bytes, const std::vector<unsigned>& choices)) {
  for (const std::string& text : {bytes, pieces(choices)}) {
    const std::string made = to_utf8(text);
    RC_ASSERT(is_utf8(made));
    RC_ASSERT(to_utf8(made) == made);
    RC_ASSERT(is_utf8(text) == (made == text));
  }
}

RC_GTEST_PROP(Text, FoldingTwiceIsFoldingOnce, (const std::vector<unsigned>& choices)) {
  const std::string text = pieces(choices);
  RC_ASSERT(fold_case(fold_case(text)) == fold_case(text));
  RC_ASSERT(fold_loosely(fold_loosely(text)) == fold_loosely(text));
  RC_ASSERT(fold_case(to_nfc(text)) == fold_case(text));
  RC_ASSERT(is_utf8(fold_case(text)) == is_utf8(text));
}

RC_GTEST_PROP(Text, TrimmingTwiceIsTrimmingOnce, (const std::vector<unsigned>& choices)) {
  const std::string text = pieces(choices);
  RC_ASSERT(trim(trim(text)) == trim(text));
}

TEST(ForTerminal, SpellsOutWhatATerminalWouldObeyAndLeavesTheRest) {
  EXPECT_EQ(for_terminal("Zoë 東京 😀"), "Zoë 東京 😀");
  EXPECT_EQ(for_terminal("a\x1B[31m\x7F\n"), "a\\u{1b}[31m\\u{7f}\\u{a}");
  EXPECT_EQ(for_terminal("\xC2\x9B"
                         "2J"),
            "\\u{9b}2J")
      << "C1";
  EXPECT_EQ(for_terminal("\xE2\x80\xAE"
                         "abc\xE2\x81\xA6"),
            "\\u{202e}abc\\u{2066}")
      << "directions";
  EXPECT_EQ(for_terminal("\xFF"
                         "a\xC3"),
            "\uFFFDa\uFFFD")
      << "broken UTF-8";
  EXPECT_EQ(for_terminal(std::string("a\0b", 3)), "a\\u{0}b");
  EXPECT_EQ(for_terminal("replace(phone, '\t', '')"), "replace(phone, '\t', '')")
      << "SQL to run stays as it is";
}

TEST(ForTerminal, CutsLongTextBetweenCharacters) {
  EXPECT_EQ(for_terminal("ééé", 5), "éé…");
  EXPECT_EQ(for_terminal("ééé", 6), "ééé");
}

RC_GTEST_PROP(ForTerminal, GivesUtf8ThatNoTerminalObeys, (const std::string& bytes)) {
  const std::string shown = for_terminal(bytes);
  RC_ASSERT(is_utf8(shown));
  for (std::string_view rest = shown; !rest.empty();) {
    const Step step = first_step(rest);
    RC_ASSERT(!is_obeyed(step.character) || step.character == U'\t');
    rest.remove_prefix(step.length);
  }
}

}  // namespace
}  // namespace habeas::base
