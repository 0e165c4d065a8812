#include <habeas/base/yaml.h>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace habeas::base {
namespace {

YamlFile read(std::string_view text) { return read_yaml(text, "f.yaml"); }

// "2:3 what" of every problem, one a line.
std::string problems_of(std::string_view text) {
  std::string all;
  for (const Problem& problem : read(text).problems) {
    all += std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) + " " +
           problem.what + "\n";
  }
  return all;
}

// The tree in one line: scalars as they are (quoted ones in ""), nulls as ~, missing values as ?.
std::string shape(const Node& node) {
  std::string text;
  switch (node.kind) {
    case Node::Kind::missing: return "?";
    case Node::Kind::null: return "~";
    case Node::Kind::scalar: return node.plain ? node.text : '"' + node.text + '"';
    case Node::Kind::list:
      for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + shape(item);
      return "[" + text + "]";
    case Node::Kind::mapping:
      for (const auto& [key, value] : node.entries)
        text += (text.empty() ? "" : ", ") + shape(key) + ": " + shape(value);
      return "{" + text + "}";
  }
  return text;
}

std::string shape_of(std::string_view text) { return shape(read(text).root); }

TEST(Yaml, TakesKeysAsTextWhateverTheyLookLike) {
  constexpr std::string_view text = "no: 1\nnull: 2\n~: 3\nNULL: 4\ntrue: 5\n1.0: 6\n2026-01-01: 7\n";
  EXPECT_EQ(shape_of(text), "{no: 1, null: 2, ~: 3, NULL: 4, true: 5, 1.0: 6, 2026-01-01: 7}");
  EXPECT_EQ(problems_of(text), "");
  EXPECT_EQ(read(text).root.find("null")->text, "2");
  EXPECT_EQ(read(text).root.find("Null"), nullptr);
}

TEST(Yaml, TakesOnlyPlainTrueAndFalseForBooleans) {
  const Node root = read("[true, false, \"true\", 'false', True, yes, on, TRUE]").root;
  EXPECT_TRUE(root.items[0].is_true());
  EXPECT_TRUE(root.items[1].is_false());
  for (std::size_t i = 2; i < root.items.size(); ++i) {
    EXPECT_FALSE(root.items[i].is_true() || root.items[i].is_false()) << root.items[i].text;
  }
}

TEST(Yaml, TellsNothingFromNullFromEmptyText) {
  EXPECT_EQ(shape_of("a:\nb: null\nc: ~\nd: ''\ne: \"null\"\n"), "{a: ~, b: ~, c: ~, d: \"\", e: \"null\"}");
  EXPECT_EQ(read("").root.kind, Node::Kind::missing);
  EXPECT_EQ(read("# nothing\n").root.kind, Node::Kind::missing);
}

TEST(Yaml, ReadsEveryStyleOfText) {
  EXPECT_EQ(shape_of("a: one\n  two\nb: 'it''s'\nc: \"\\u00e9\\n\"\nd: |\n  x\n   y\ne: >-\n  f\n  g\n"),
            "{a: one two, b: \"it's\", c: \"é\n\", d: \"x\n y\n\", e: \"f g\"}");
}

TEST(Yaml, KnowsThePlaceOfEverythingInCharacters) {
  const Node root = read("a: 1\né: {ü: [1, x]}\r\n  # c\nempty:\n").root;
  EXPECT_EQ(root.entries[1].first.place, (Place{"f.yaml", 2, 1}));
  EXPECT_EQ(root.find("é")->place, (Place{"f.yaml", 2, 4}));
  EXPECT_EQ(root.find("é")->find("ü")->items[1].place, (Place{"f.yaml", 2, 12}));
  EXPECT_EQ(root.find("empty")->place, (Place{"f.yaml", 4, 1})) << "a value that is not there is at its key";
}

TEST(Yaml, PassesOverAByteOrderMark) {
  EXPECT_EQ(shape_of("\xEF\xBB\xBF"
                     "a: 1\n"),
            "{a: 1}");
  EXPECT_EQ(problems_of("\xEF\xBB\xBF"
                        "a: 1\n"),
            "");
}

TEST(Yaml, ReportsADuplicateKeyAndKeepsTheFirst) {
  EXPECT_EQ(shape_of("a: 1\n'a': 2\nb: {c: 1, c: [2, {d: 1, d: 2}]}\n"), "{a: 1, b: {c: 1}}");
  EXPECT_EQ(
      problems_of("a: 1\n'a': 2\nb: {c: 1, c: [2, {d: 1, d: 2}]}\n"),
      "2:1 the key 'a' is there twice\n3:11 the key 'c' is there twice\n3:25 the key 'd' is there twice\n");
}

TEST(Yaml, ReportsEveryThingThatIsYamlButNotOurs) {
  EXPECT_EQ(problems_of("a: &x 1\nb: *x\nc: !str foo\nd: ! bar\n? [x]\n: 1\n? {k: v}\n: 2\n: 3\nm: [a,,b]\n"),
            "1:4 an anchor ('&') is not allowed\n"
            "2:4 an alias ('*') is not allowed\n"
            "3:4 a tag ('!') is not allowed\n"
            "4:4 a tag ('!') is not allowed\n"
            "5:3 a key must be a plain word, not a list or a mapping\n"
            "7:3 a key must be a plain word, not a list or a mapping\n"
            "9:1 a key is missing before ':'\n"
            "10:7 a value is missing\n");
}

TEST(Yaml, NeverExpandsAliases) {
  std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 20; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int j = 0; j < 8; ++j) bomb += "," + before;
    bomb += "]\n";
  }
  const YamlFile file = read(bomb);
  EXPECT_EQ(file.problems.size(), 20u + 19u * 9u) << "each anchor and alias, once";
  EXPECT_EQ(file.root.find("a1")->items.size(), 9u);
  EXPECT_EQ(file.root.find("a1")->items[0].kind, Node::Kind::missing);
}

TEST(Yaml, HasOneDocumentToAFile) {
  EXPECT_EQ(shape_of("---\na: 1\n---\nb: 2\n"), "{a: 1}");
  EXPECT_EQ(problems_of("---\na: 1\n---\nb: 2\n"), "3:1 a second document begins here\n");
  EXPECT_EQ(problems_of("- a\nb: 1\n"), "2:1 this does not belong to what is above it\n");
  EXPECT_EQ(problems_of("%YAML 1.2\n---\na: 1\n...\n"), "");
  EXPECT_EQ(problems_of("%share: 1\n"), "1:1 a directive ('%') is not allowed\n");
  EXPECT_EQ(problems_of("a: 1\n%b: 1\n"), "2:1 a directive ('%') is not allowed\n");
}

TEST(Yaml, KeepsWhatWasReadBeforeASyntaxError) {
  EXPECT_EQ(shape_of("a: 1\nb: [x,\n  {c: y},\n  {d: z}, }\nc: 1\n"), "{a: 1, b: [x, {c: y}, {d: z}]}");
  EXPECT_EQ(shape_of("a: {b: 1, c: @}\n"), "{a: {b: 1, c: ?}}");
  EXPECT_EQ(problems_of("a: 1\na: 2\nb: @x\n"),
            "2:1 the key 'a' is there twice\n3:4 text cannot begin with this character\n");
}

TEST(Yaml, SaysWhatIsWrongInPlainWords) {
  EXPECT_EQ(problems_of("a: b: c\n"), "1:5 a ':' where no key can be\n");
  EXPECT_EQ(problems_of("a: [x\n"), "2:1 a ']' is missing\n");
  EXPECT_EQ(problems_of("x:\n  y: 1\n z: 2\n"), "3:2 this does not fit the keys above it\n");
  EXPECT_EQ(problems_of("a: [x}\n"), "1:6 a ']' or '}' that closes nothing\n");
  EXPECT_EQ(problems_of("a: *b\n"), "1:4 an alias ('*') is not allowed\n");
}

TEST(Yaml, NoticesAQuoteThatIsNotClosed) {
  for (const std::string text :
       {"a: \"x\nb: 1\n", "a: 'x\nb: 1\n", "a: 'it''s\n", "a: \"x\\\"\n", "a: \"", "\"\n"}) {
    EXPECT_NE(problems_of(text).find("a quote is not closed"), std::string::npos) << text;
  }
  EXPECT_EQ(problems_of("a: 'it''s'\nb: \"\\\"\\\\\"\nc: ''\n"), "");
}

TEST(Yaml, NoticesTabsThatIndent) {
  EXPECT_NE(problems_of("a:\n\tb: 1\n").find("2:1 a tab indents this line"), std::string::npos);
  EXPECT_EQ(problems_of("a:\n  - x\n \t- y\n"), "3:2 a tab indents this line\n");
  EXPECT_EQ(problems_of("{\n\t\"a\": [\n\t\t1\n\t]\n}\n"), "") << "JSON may be indented with tabs";
  EXPECT_EQ(problems_of("a: |\n  \tx\n"), "") << "a tab in text is text";
}

TEST(Yaml, ReportsBytesThatAreNotText) {
  EXPECT_EQ(problems_of("a: \xFF\x01\n\xE9: [\x04]\n"),
            "1:4 this is not UTF-8\n1:5 the character U+0001 is not allowed\n2:1 this is not UTF-8\n"
            "2:5 the character U+0004 is not allowed\n");
  using namespace std::string_view_literals;
  EXPECT_EQ(problems_of("a: x\0y\nb: \"\\0\"\n"sv),
            "1:5 the character U+0000 is not allowed\n2:4 a NUL character is not allowed\n");
  EXPECT_EQ(shape_of("a: x\0y\n"sv), "{a: x\uFFFDy}");
  EXPECT_EQ(read(std::string(5000, '\xFF')).problems.size(), 20u) << "a binary file has one cause";
}

TEST(Yaml, KeepsItsLimits) {
  EXPECT_EQ(read_yaml("a: 12345", "f.yaml", {.bytes = 7}).problems[0].what,
            "the file is larger than 7 bytes");
  EXPECT_EQ(read_yaml("[a, b, c]", "f.yaml", {.nodes = 3}).problems[0].what,
            "more than 3 values in one file");
  EXPECT_TRUE(read_yaml("[a, b, c]", "f.yaml", {.nodes = 4}).problems.empty());
  EXPECT_EQ(read_yaml("[[[]]]", "f.yaml", {.depth = 2}).problems[0].what, "nested deeper than 2 levels");
  EXPECT_TRUE(read_yaml("[[[]]]", "f.yaml", {.depth = 3}).problems.empty());
}

TEST(Yaml, IsNotSlowedOrFelledByNesting) {
  for (const std::string unit : {"[", "{", "- ", "? ", "[{", "{a: ", "[? ", ": "}) {
    std::string text;
    while (text.size() < 200'000) text += unit;
    EXPECT_FALSE(read(text).problems.empty()) << unit;
  }
}

TEST(Yaml, ShortensAHostileKeyInItsMessage) {
  const std::string key(1000, 'k');
  EXPECT_LT(read(key + ": 1\n" + key + ": 2\n").problems.at(0).what.size(), 150u);
}

RC_GTEST_PROP(Yaml, ReadsAnyTextBackFromDoubleQuotes, (const std::vector<char>& characters)) {
  std::string text, quoted = "k: \"";
  for (const char c : characters) {
    const auto printable = static_cast<char>(0x20 + (static_cast<unsigned char>(c) % 0x5F));
    text += printable;
    if (printable == '"' || printable == '\\') quoted += '\\';
    quoted += printable;
  }
  const YamlFile file = read(quoted + "\"\n");
  RC_ASSERT(file.problems.empty());
  RC_ASSERT(file.root.find("k")->text == text);
  RC_ASSERT(!file.root.find("k")->plain);
}

RC_GTEST_PROP(Yaml, AnswersAnyBytesWithProblemsInOrder, (const std::string& bytes)) {
  const YamlFile file = read(bytes);
  for (std::size_t i = 1; i < file.problems.size(); ++i) {
    RC_ASSERT(!(file.problems[i].place < file.problems[i - 1].place));
  }
}

}  // namespace
}  // namespace habeas::base
