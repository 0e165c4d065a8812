#include <habeas/answer/csv.h>

#include <gtest/gtest.h>

namespace habeas::answer {
namespace {

using relation::Value;

Value text(const std::string& characters) { return relation::Text{characters}; }

TEST(Csv, QuotesWhatRfc4180AsksFor) {
  EXPECT_EQ(csv_cell(text("plain")), "plain");
  EXPECT_EQ(csv_cell(text("a,b")), "\"a,b\"");
  EXPECT_EQ(csv_cell(text("say \"hi\"")), "\"say \"\"hi\"\"\"");
  EXPECT_EQ(csv_cell(text("two\nlines")), "\"two\nlines\"");
  EXPECT_EQ(csv_line({"a", "b"}), "a,b\r\n");
}

TEST(Csv, TellsNullFromEmptyText) {
  EXPECT_EQ(csv_cell(Value(relation::Null{})), "");
  EXPECT_EQ(csv_cell(text("")), "\"\"");
}

TEST(Csv, DisarmsFormulas) {
  for (const char* formula : {"=1+1", "+33612345678", "-cmd|'/C calc'!A0", "@SUM(A1)", "＝1+1", "＋1", "－x",
                              "＠x", "\t=1", "\r=1", " =1", "\u00A0=1"}) {
    EXPECT_EQ(without_formulas(formula).front(), '\'') << formula;
  }
}

TEST(Csv, LeavesNumbersNumbers) {
  EXPECT_EQ(csv_cell(Value(std::int64_t{-12})), "-12");
  EXPECT_EQ(csv_cell(Value(-12.5)), "-12.5");
  EXPECT_EQ(csv_cell(text("-12.50")), "-12.50");  // a decimal column's canonical text
  EXPECT_EQ(csv_cell(text("-")), "\"'-\"");
  EXPECT_EQ(csv_cell(text("-1.")), "\"'-1.\"");
}

TEST(Csv, DisarmsWhatAnotherSeparatorWouldCutFree) {
  EXPECT_EQ(without_formulas("x;=cmd()"), "x;'=cmd()");
  EXPECT_EQ(without_formulas("x\n=cmd()"), "x\n'=cmd()");
  EXPECT_EQ(without_formulas("list:\n- one\n- two"), "list:\n- one\n- two");
}

TEST(Csv, IsValidUtf8WithoutControlCharacters) {
  EXPECT_EQ(csv_cell(text("a\xFF")), "a\uFFFD");
  EXPECT_EQ(csv_cell(text(std::string("a\0b", 3))), "a\u2400b");
  EXPECT_EQ(csv_cell(text("\x1b]0;x\x07")), "\"\u241b]0;x\u2407\"");
  EXPECT_EQ(csv_cell(text("a\tb\nc")), "\"a\tb\nc\"");
  EXPECT_EQ(csv_cell(Value(relation::Bytes{std::string("\x00\x01", 2)})), "base64:AAE=");
}

}  // namespace
}  // namespace habeas::answer
