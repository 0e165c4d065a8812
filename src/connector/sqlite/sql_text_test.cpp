#include <habeas/connector/sqlite/sql_text.h>

#include <gtest/gtest.h>

namespace habeas::sqlite {
namespace {

using Texts = std::vector<std::string>;

TEST(SqlText, QuotesAnyName) {
  EXPECT_EQ(quoted("\"; drop table x; --"), "\"\"\"; drop table x; --\"");
  EXPECT_EQ(literal("it's"), "'it''s'");
}

TEST(SqlText, ReadsTheExpressionsOfAnIndex) {
  const auto index = read_create_index(
      "CREATE UNIQUE INDEX IF NOT EXISTS \"i (x\" ON t(a COLLATE NOCASE DESC, lower(trim(\"e\", ' ,')) ASC, "
      "(a+1) /* , */) WHERE a IS NOT NULL AND b = ')'");
  EXPECT_EQ(index.parts, (Texts{"a", "lower(trim(\"e\", ' ,'))", "(a+1)"}));
  EXPECT_EQ(index.where, "a IS NOT NULL AND b = ')'");
}

TEST(SqlText, TakesExpressionsAsThePlannerDoes) {
  EXPECT_EQ(normal_expression("lower( trim(\"Email\") )"), normal_expression("(LOWER(trim(email)))"));
  EXPECT_EQ(normal_expression("[a b]"), normal_expression("\"A B\""));
  EXPECT_NE(normal_expression("lower(trim(email))"), normal_expression("lower(email)"));
  EXPECT_NE(normal_expression("replace(a, 'X', '')"), normal_expression("replace(a, 'x', '')"));
  EXPECT_NE(normal_expression("(a) + (b)"), normal_expression("a) + (b"));
}

TEST(SqlText, ReadsEveryCheckOfATable) {
  EXPECT_EQ(read_checks("CREATE TABLE t(a INT CHECK (a > 0), \"check\" TEXT, -- check (no)\n"
                        " CONSTRAINT c CHECK(length('(') = 1 AND (a < 9)))"),
            (Texts{"a > 0", "length('(') = 1 AND (a < 9)"}));
}

TEST(SqlText, ReadsTheEventOfATrigger) {
  EXPECT_EQ(read_trigger_event("CREATE TRIGGER \"after\" AFTER DELETE ON t BEGIN SELECT 1; END"),
            "AFTER DELETE");
  EXPECT_EQ(read_trigger_event("create trigger x update of a, b on t begin select 1; end"), "BEFORE UPDATE");
  EXPECT_EQ(read_trigger_event("CREATE TRIGGER x INSTEAD OF INSERT ON v BEGIN SELECT 1; END"),
            "INSTEAD OF INSERT");
}

TEST(SqlText, SurvivesTextThatEndsInTheMiddle) {
  for (const char* sql :
       {"CREATE INDEX i ON t(", "CREATE TABLE t(a CHECK (", "'", "\"", "/*", "--", "CHECK", "(", "["}) {
    EXPECT_TRUE(read_create_index(sql).parts.empty());
    EXPECT_TRUE(read_checks(sql).empty());
    normal_expression(sql);
  }
}

}  // namespace
}  // namespace habeas::sqlite
