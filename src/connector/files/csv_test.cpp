#include <habeas/connector/files/csv.h>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace habeas::files {
namespace {

using relation::Null;
using relation::Row;
using relation::Text;

struct Parsed {
  std::vector<Row> records;
  std::vector<std::size_t> lines;
  std::optional<CsvTrouble> trouble;
};

Parsed parse(const std::string& csv, std::size_t piece = 1000, CsvFormat format = {}) {
  Parsed parsed;
  Csv reader(format);
  const auto take = [&](const Row& record, std::size_t line) {
    parsed.records.push_back(record);
    parsed.lines.push_back(line);
    return true;
  };
  for (std::size_t at = 0; at < csv.size() && !parsed.trouble; at += piece) {
    parsed.trouble = reader.add(std::string_view(csv).substr(at, piece), take);
  }
  if (!parsed.trouble) parsed.trouble = reader.finish(take);
  return parsed;
}

Row row(const std::vector<std::string>& cells) {
  Row result;
  for (const auto& cell : cells) result.emplace_back(Text{cell});
  return result;
}

TEST(Csv, ReadsTheExamplesOfTheRfc) {
  EXPECT_EQ(parse("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n").records,
            (std::vector<Row>{row({"aaa", "bbb", "ccc"}), row({"zzz", "yyy", "xxx"})}));
  EXPECT_EQ(parse("aaa,bbb\r\nzzz,yyy").records,
            (std::vector<Row>{row({"aaa", "bbb"}), row({"zzz", "yyy"})}));
  EXPECT_EQ(parse("\"aaa\",\"b\r\nbb\",\"c\"\"c\"\r\nz,y,x").records,
            (std::vector<Row>{row({"aaa", "b\r\nbb", "c\"c"}), row({"z", "y", "x"})}));
}

TEST(Csv, TellsNullFromEmptyText) {
  EXPECT_EQ(parse("a,,\"\"\n").records, (std::vector<Row>{{Text{"a"}, Null{}, Text{""}}}));
  EXPECT_EQ(parse("a,").records, (std::vector<Row>{{Text{"a"}, Null{}}}));
}

TEST(Csv, TakesAnyLineEndAndSkipsBlankLines) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const auto parsed = parse("a,b" + end + end + "c,d" + end + end);
    EXPECT_EQ(parsed.records, (std::vector<Row>{row({"a", "b"}), row({"c", "d"})}));
    EXPECT_EQ(parsed.lines, (std::vector<std::size_t>{1, 3}));
  }
}

TEST(Csv, DropsTheByteOrderMarkAndNothingElse) {
  EXPECT_EQ(parse("\xEF\xBB\xBF"
                  "a,b")
                .records,
            std::vector<Row>{row({"a", "b"})});
  EXPECT_EQ(parse("\xEF\xBB\xBF\"a\",b").records, std::vector<Row>{row({"a", "b"})});
  EXPECT_EQ(parse("\xEF\xBB"
                  "a,b")
                .records,
            std::vector<Row>{row({"\xEF\xBB"
                                  "a",
                                  "b"})});
  EXPECT_EQ(parse("\xEF").records, std::vector<Row>{row({"\xEF"})});
}

TEST(Csv, CountsLinesInsideQuotes) {
  const auto parsed = parse("a\n\"1\n2\n3\"\nb\n");
  EXPECT_EQ(parsed.lines, (std::vector<std::size_t>{1, 2, 5}));
}

TEST(Csv, NamesTheLineOfWhatIsWrong) {
  const auto open = parse("a\nb\n\"c\nd");
  ASSERT_TRUE(open.trouble);
  EXPECT_EQ(open.trouble->line, 3u);
  const auto after = parse("a\n\"b\"c\n");
  ASSERT_TRUE(after.trouble);
  EXPECT_EQ(after.trouble->line, 2u);
}

TEST(Csv, KeepsToItsLimits) {
  EXPECT_TRUE(parse("12345\n", 2, {',', 4, 10}).trouble);
  EXPECT_FALSE(parse("1234\n", 2, {',', 4, 10}).trouble);
  EXPECT_TRUE(parse("1,2,3\n", 2, {',', 4, 2}).trouble);
}

TEST(Csv, SeesTheDelimiterInTheFirstLine) {
  EXPECT_EQ(guess_delimiter("nom;\"a,b,c\";ville\n1,2,3,4,5"), ';');
  EXPECT_EQ(guess_delimiter("a\tb"), '\t');
  EXPECT_EQ(guess_delimiter("alone"), ',');
}

TEST(Csv, StopsWhenNoMoreIsWanted) {
  Csv reader({});
  int seen = 0;
  const auto first = [&](const Row&, std::size_t) { return ++seen < 1; };
  EXPECT_FALSE(reader.add("a\nb\nc\n", first));
  EXPECT_FALSE(reader.finish(first));
  EXPECT_EQ(seen, 1);
}

std::string written(const std::vector<std::vector<std::string>>& records) {
  std::string csv;
  for (const auto& record : records) {
    for (std::size_t i = 0; i < record.size(); ++i) {
      csv += i > 0 ? ",\"" : "\"";
      for (const char c : record[i]) csv += c == '"' ? "\"\"" : std::string(1, c);
      csv += '"';
    }
    csv += "\r\n";
  }
  return csv;
}

RC_GTEST_PROP(Csv, ReadsBackWhatIsWrittenInPiecesOfAnySize, ()) {
  const auto cell =
      rc::gen::container<std::string>(rc::gen::element('a', ',', ';', '"', '\n', '\r', '\0', '\xEF', ' '));
  const auto record = rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(cell));
  const auto records = *rc::gen::container<std::vector<std::vector<std::string>>>(record);
  const auto parsed = parse(written(records), *rc::gen::inRange<std::size_t>(1, 9));
  RC_ASSERT(!parsed.trouble);
  std::vector<Row> expected;
  for (const auto& cells : records) expected.push_back(row(cells));
  RC_ASSERT(parsed.records == expected);
}

RC_GTEST_PROP(Csv, GivesTheSameForPiecesOfAnySize, (const std::string& bytes)) {
  const auto whole = parse(bytes, 1000);
  const auto pieces = parse(bytes, 1);
  RC_ASSERT(whole.records == pieces.records);
  RC_ASSERT(whole.lines == pieces.lines);
  RC_ASSERT(whole.trouble.has_value() == pieces.trouble.has_value());
}

}  // namespace
}  // namespace habeas::files
