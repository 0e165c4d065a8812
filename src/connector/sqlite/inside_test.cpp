// An index on what lies inside JSON proposes every row that the value may be in, and those that SQLite cannot tell.
#include <habeas/connector/sqlite/sqlite.h>
#include <habeas/support/collect.h>
#include <habeas/support/folder.h>
#include <habeas/support/sqlite.h>

#include <gtest/gtest.h>

namespace habeas::sqlite {
namespace {

using namespace support;
using source::CellPath;
using source::Form;
using Values = std::vector<relation::Value>;

const auto clock_at_noon = noon();
const relation::TableName table{"", "t"};
const relation::ColumnName column("profile");
const CellPath path = {std::string("contact"), std::string("mail")};

source::Lookup by_mail(std::string mail) {
  auto lookup = look_up("t", {"id"}, {"profile"}, {{text(std::move(mail))}}, Form::lower_trim);
  lookup.inside = path;
  return lookup;
}

struct Opened {
  Folder folder;
  std::unique_ptr<source::Source> source = make("shop", folder.file("a.db"), clock_at_noon);

  explicit Opened(const std::string& rows) {
    run_sql(folder.file("a.db"),
            "CREATE TABLE t(id INTEGER PRIMARY KEY, profile JSON); INSERT INTO t VALUES " + rows);
  }
  void make_index() {
    run_sql(folder.file("a.db"), source->index_inside(table, column, Form::lower_trim, path));
  }
  bool serves(Form form) {
    const auto catalogue = source->catalogue();
    return source->serves_inside(*catalogue.table(table), column, form, path);
  }
  Values with(const std::string& mail) { return found(*snapshot_of(*source), by_mail(mail)); }
};

TEST(InsideJson, TheIndexThatIsAdvisedServes) {
  Opened db("(1, '{}')");
  EXPECT_FALSE(db.serves(Form::lower_trim));
  db.make_index();
  EXPECT_TRUE(db.serves(Form::lower_trim));
  EXPECT_FALSE(db.serves(Form::digits_tail));
}

// What ANALYZE finds of a column that is nearly empty there speaks for reading everything.
TEST(InsideJson, TheIndexServesWhereFewCellsHoldAnything) {
  Opened db("(1, '{\"contact\": {\"mail\": \"ana@x.example\"}}')");
  run_sql(db.folder.file("a.db"),
          "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
          "INSERT INTO t SELECT i, '{\"contact\": {}}' FROM n");
  db.make_index();
  run_sql(db.folder.file("a.db"), "ANALYZE");
  auto lookup = by_mail("ana@x.example");
  const auto snapshot = snapshot_of(*db.source);
  EXPECT_EQ(found(*snapshot, lookup), Values{number(1)});
  // Without the rows that it need not look at, it ends before its limit is looked at.
  lookup.limit = std::chrono::milliseconds(1);
  EXPECT_EQ(found(*snapshot, lookup), Values{number(1)});
}

TEST(InsideJson, FindsTheValueInItsForm) {
  Opened db(
      R"((1, '{"contact": {"mail": " Ana@X.example "}}'), (2, '{"contact": {"mail": "bea@x.example"}}'),
         (3, '{"contact": {"mail": null}}'), (4, '{"contact": {}}'), (5, NULL), (6, '{"contact": {"mail": "\u00e9@x.example"}}'))");
  for (const bool indexed : {false, true}) {
    if (indexed) db.make_index();
    EXPECT_EQ(db.with("ana@x.example"), Values{number(1)});
    EXPECT_EQ(db.with("é@x.example"), Values{number(6)});
    EXPECT_EQ(db.with("nobody@x.example"), Values{});
  }
}

TEST(InsideJson, ProposesWhatItCannotTell) {
  Opened db(
      R"((1, '{"contact": '), (2, ''), (3, '{"contact": {"mail": "a@x", "mail": "b@x"}}'),
         (4, '{"contact": {}, "contact": {"mail": "b@x"}}'), (5, '{"contact": {"mail": ["b@x"]}}'),
         (6, '{"contact": {"m\u0061il": "b@x"}}'), (7, '{"contact": {"mail": 12345678901234567890}}'),
         (8, '{"contact": {"mail": true}}'), (9, CAST(x'7b7d007b' AS TEXT)))");
  db.make_index();
  EXPECT_EQ(db.with("b@x").size(), 9u);
  EXPECT_EQ(db.with("nobody@x.example").size(), 9u);
}

TEST(InsideJson, TheOwnerCanStillWriteWhatIsBroken) {
  Opened db("(1, '{}')");
  db.make_index();
  run_sql(db.folder.file("a.db"),
          "INSERT INTO t VALUES (2, '{\"contact\": '); UPDATE t SET profile = x'00ff' WHERE id = 1");
  EXPECT_EQ(db.with("b@x").size(), 2u);
}

TEST(InsideJson, NamesThatJsonMayEscapeAndElementsOfListsHaveNoIndex) {
  const Opened db("(1, '{}')");
  for (const CellPath& other :
       {CellPath{std::string("pr\u00e9nom")}, CellPath{std::string("a\"b")}, CellPath{std::string("a/b")},
        CellPath{std::string("list"), std::size_t{0}}, CellPath{std::string("0")}, CellPath{}}) {
    EXPECT_EQ(db.source->index_inside(table, column, Form::lower_trim, other), "");
  }
}

}  // namespace
}  // namespace habeas::sqlite
