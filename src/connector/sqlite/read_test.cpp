#include <habeas/connector/sqlite/sqlite.h>
#include <habeas/support/collect.h>
#include <habeas/support/folder.h>
#include <habeas/support/sqlite.h>

#include <gtest/gtest.h>

#include <limits>

namespace habeas::sqlite {
namespace {

using namespace support;
using relation::Bytes;
using relation::Null;
using relation::Row;
using relation::Value;
using source::Form;
using Values = std::vector<Value>;

const auto clock_at_noon = noon();

struct Opened {
  Folder folder;
  std::unique_ptr<source::Source> source;
  std::unique_ptr<source::Snapshot> snapshot;

  explicit Opened(const std::string& sql) {
    run_sql(folder.file("a.db"), sql);
    source = make("shop", folder.file("a.db"), clock_at_noon);
    snapshot = snapshot_of(*source);
  }
};

TEST(SqliteReading, GivesEveryCellInItsOwnType) {
  Opened db(
      "CREATE TABLE t(a INTEGER); INSERT INTO t VALUES (9223372036854775807), (1.5), ('x'), (x'00ff'), "
      "(NULL), "
      "(''), (x''), (CAST(x'410042' AS TEXT)), (CAST(x'ff41' AS TEXT))");
  EXPECT_EQ(found(*db.snapshot, look_up("t", {"a"})),
            (Values{std::numeric_limits<std::int64_t>::max(), 1.5, text("x"), Bytes{std::string("\0\xff", 2)},
                    Null{}, text(""), Bytes{""}, text(std::string("A\0B", 3)),
                    text("\xff"
                         "A")}));
}

TEST(SqliteReading, BindsKeysInTheColumnsType) {
  Opened db(
      "CREATE TABLE t(i INTEGER, s TEXT, n); INSERT INTO t VALUES (0, '0', 0), (12, '12', 12), (7, '07', "
      "'7')");
  EXPECT_EQ(found(*db.snapshot, look_up("t", {"i"}, {"i"}, {{text("0abc")}, {text("abc")}})), Values{});
  EXPECT_EQ(found(*db.snapshot, look_up("t", {"i"}, {"i"}, {{text("12")}})), Values{number(12)});
  EXPECT_EQ(found(*db.snapshot, look_up("t", {"i"}, {"i"}, {{text("12")}, {text("x")}})), Values{number(12)});
  EXPECT_EQ(found(*db.snapshot, look_up("t", {"s"}, {"s"}, {{number(12)}, {number(7)}})), Values{text("12")});
}

TEST(SqliteReading, MeetsBothSpellingsInAColumnWithoutAffinity) {
  Opened db("CREATE TABLE t(n); INSERT INTO t VALUES (12), ('12'), (12.0), (x'12'), ('012')");
  EXPECT_EQ(found(*db.snapshot, look_up("t", {"n"}, {"n"}, {{number(12)}})).size(), 4u);
}

TEST(SqliteReading, UsesTheCollationOfTheColumn) {
  Opened db("CREATE TABLE t(s TEXT COLLATE NOCASE, b TEXT); INSERT INTO t VALUES ('Ana', 'Ana')");
  EXPECT_EQ(found(*db.snapshot, look_up("t", {"s"}, {"s"}, {{text("ANA")}})).size(), 1u);
  EXPECT_EQ(found(*db.snapshot, look_up("t", {"s"}, {"s"}, {{text("ANA")}, {text("x")}})).size(), 1u);
  EXPECT_EQ(found(*db.snapshot, look_up("t", {"b"}, {"b"}, {{text("ANA")}, {text("x")}})).size(), 0u);
}

TEST(SqliteReading, FindsKeysThatJsonCannotCarry) {
  Opened db(
      "CREATE TABLE t(k, n INTEGER); INSERT INTO t VALUES (x'00ff', 1), (CAST(x'ff41' AS TEXT), 2), "
      "(CAST(x'410042' AS TEXT), 3), ('plain', 4), (0.1, 5), (x'', 6), (char(10,34,92,127), 7)");
  const std::vector<Row> keys = {{Bytes{std::string("\0\xff", 2)}},
                                 {text("\xff"
                                       "A")},
                                 {text(std::string("A\0B", 3))},
                                 {text("plain")},
                                 {0.1},
                                 {Bytes{""}},
                                 {text("\n\"\\\x7f")}};
  EXPECT_EQ(found(*db.snapshot, look_up("t", {"n"}, {"k"}, keys)).size(), 7u);
}

TEST(SqliteReading, ComparesAsCanonicalText) {
  Opened db(
      "CREATE TABLE t(k, n INTEGER); INSERT INTO t VALUES (12, 1), ('12', 2), (12.0, 3), "
      "(0.30000000000000004, 4), "
      "('0abc', 5), (0, 6), (x'0aff', 7), (1e300, 8), ('012', 9)");
  const auto find = [&](const std::string& key) {
    return found(*db.snapshot, look_up("t", {"n"}, {"k"}, {{text(key)}}, Form::as_text));
  };
  EXPECT_EQ(find("12"), (Values{number(1), number(2), number(3)}));
  EXPECT_EQ(find("0.30000000000000004"), Values{number(4)});
  EXPECT_EQ(find("0abc"), Values{number(5)});
  EXPECT_EQ(find("0"), Values{number(6)});
  EXPECT_EQ(find("0aff"), Values{number(7)});
  EXPECT_EQ(find("1e+300"), Values{number(8)});
}

TEST(SqliteReading, FindsCompositeKeysOfMixedTypes) {
  Opened db(
      "CREATE TABLE t(a INTEGER, b TEXT, n INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID; "
      "INSERT INTO t VALUES (1, 'x', 1), (1, 'y', 2), (2, 'x', 3), (3, CAST(x'ff' AS TEXT), 4)");
  const std::vector<Row> keys = {{number(1), text("x")},
                                 {text("2"), text("x")},
                                 {number(2), text("y")},
                                 {number(3), text("\xff")},
                                 {number(1), Null{}}};
  EXPECT_EQ(found(*db.snapshot, look_up("t", {"n"}, {"a", "b"}, keys)),
            (Values{number(1), number(3), number(4)}));
  EXPECT_EQ(found(*db.snapshot, look_up("t", {"n"}, {"a", "b"}, {keys[0]})), (Values{number(1)}));
}

TEST(SqliteReading, FindsATelephoneKeptAsAReal) {
  Opened db("CREATE TABLE t(p REAL, n INTEGER); INSERT INTO t VALUES (33612345678, 1), (NULL, 2)");
  EXPECT_EQ(found(*db.snapshot, look_up("t", {"n"}, {"p"}, {{text("12345678")}}, Form::digits_tail)),
            Values{number(1)});
}

TEST(SqliteReading, NeverTakesAMissingColumnForAText) {
  Opened db("CREATE TABLE t(a); INSERT INTO t VALUES ('x')");
  Collected collected;
  const std::vector<source::Lookup> level = {look_up("t", {"gone"}), look_up("gone", {"a"}),
                                             look_up("t", {"a"}, {"gone"}, {{text("x")}}),
                                             look_up("t", {"a"})};
  db.snapshot->read(level, collected);
  EXPECT_EQ(collected.faults, (std::map<std::size_t, base::FaultKind>{{0, base::FaultKind::vanished},
                                                                      {1, base::FaultKind::vanished},
                                                                      {2, base::FaultKind::vanished}}));
  EXPECT_EQ(collected.rows[3].size(), 1u);
}

TEST(SqliteReading, TakesColumnsNamedLikeOursForTheirs) {
  Opened db(
      "CREATE TABLE json_each(value TEXT, \"key\" TEXT, rowid TEXT, habeas_key TEXT); "
      "INSERT INTO json_each VALUES ('a', 'b', 'c', 'd')");
  for (const char* column : {"value", "key", "rowid", "habeas_key"}) {
    for (const Form form : {Form::exact, Form::lower_trim, Form::contains}) {
      const auto cells =
          found(*db.snapshot, look_up("json_each", {"value"}, {column}, {{text("zz")}, {text("yy")}}, form));
      EXPECT_EQ(cells, Values{}) << column;
    }
  }
}

TEST(SqliteReading, StopsAtItsLimitAndGoesOn) {
  Opened db(
      "CREATE TABLE t(a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
      "INSERT INTO t SELECT 'text number ' || i FROM n");
  std::vector<Row> keys;
  for (int i = 0; i < 10'000; ++i) keys.push_back({text("absent " + std::to_string(i))});
  auto slow = look_up("t", {"a"}, {"a"}, keys, Form::contains);
  slow.limit = std::chrono::milliseconds(30);
  const std::vector<source::Lookup> level = {slow, look_up("t", {"a"}, {"a"}, {{text("text number 5")}})};
  Collected collected;
  db.snapshot->read(level, collected);
  EXPECT_EQ(collected.faults, (std::map<std::size_t, base::FaultKind>{{0, base::FaultKind::timed_out}}));
  EXPECT_EQ(collected.rows[1].size(), 1u);
}

TEST(SqliteReading, ConditionsAreExactAndUnknownForNull) {
  Opened db(
      "CREATE TABLE t(n INTEGER, k TEXT COLLATE NOCASE, r REAL, b BLOB); INSERT INTO t VALUES (1, 'a', 1.5, "
      "x'ab'), "
      "(2, 'A', 2.0, NULL), (3, NULL, NULL, 'ab')");
  using relation::ColumnName;
  using relation::Condition;
  const auto where = [&](Condition condition) {
    auto lookup = look_up("t", {"n"});
    lookup.where = std::move(condition);
    return found(*db.snapshot, lookup);
  };
  const auto none = [](Condition condition) {
    return Condition{Condition::Kind::none_of, {std::move(condition)}, {}, {}};
  };
  EXPECT_EQ(where(equals(ColumnName("k"), text("a"))), Values{number(1)});
  EXPECT_EQ(where(none(equals(ColumnName("k"), text("a")))), Values{number(2)});
  EXPECT_EQ(where(equals(ColumnName("n"), text("2"))), Values{number(2)});
  EXPECT_EQ(where(equals(ColumnName("n"), text("02"))), Values{});
  EXPECT_EQ(where(equals(ColumnName("r"), text("2"))), Values{number(2)});
  EXPECT_EQ(where(equals(ColumnName("r"), 1.5)), Values{number(1)});
  EXPECT_EQ(where(equals(ColumnName("b"), text("ab"))), (Values{number(1), number(3)}));
  EXPECT_EQ(where({Condition::Kind::is_null, {}, ColumnName("k"), {}}), Values{number(3)});
  EXPECT_EQ(where({Condition::Kind::any, {}, {}, {}}), Values{});
  EXPECT_EQ(where({Condition::Kind::none_of, {}, {}, {}}), (Values{number(1), number(2), number(3)}));
}

TEST(SqliteReading, ReadsViewsAndVirtualTables) {
  Opened db(
      "CREATE TABLE t(a TEXT); INSERT INTO t VALUES ('b'), ('a'); CREATE VIEW v AS SELECT a AS x, 1 AS one "
      "FROM t; "
      "CREATE VIRTUAL TABLE f USING fts5(body); INSERT INTO f VALUES ('hello world')");
  EXPECT_EQ(found(*db.snapshot, look_up("v", {"x"})), (Values{text("a"), text("b")}));
  EXPECT_EQ(found(*db.snapshot, look_up("v", {"x"}, {"one"}, {{text("1")}})).size(), 2u);
  EXPECT_EQ(found(*db.snapshot, look_up("f", {"body"}, {"body"}, {{text("world")}}, Form::contains)).size(),
            1u);
}

TEST(SqliteReading, AnExceptionOfTheSinkIsItsOwn) {
  struct Refusing final : source::RowSink {
    void row(std::size_t, const base::Personal<Row>&) override {
      throw base::Fault(base::FaultKind::full, "spool", "no room");
    }
    void failed(std::size_t, const std::exception_ptr&) override { FAIL() << "a failure of the reader"; }
  } sink;
  Opened db("CREATE TABLE t(a); INSERT INTO t VALUES (1)");
  const auto lookup = look_up("t", {"a"});
  EXPECT_THROW(db.snapshot->read({&lookup, 1}, sink), base::Fault);
  EXPECT_EQ(found(*db.snapshot, lookup).size(), 1u);
}

}  // namespace
}  // namespace habeas::sqlite
