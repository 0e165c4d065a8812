#include <habeas/connector/sqlite/sqlite.h>
#include <habeas/support/collect.h>
#include <habeas/support/folder.h>
#include <habeas/support/sqlite.h>

#include <gtest/gtest.h>

namespace habeas::sqlite {
namespace {

using namespace support;
using relation::Catalogue;
using relation::ColumnName;
using relation::Family;
using relation::OnDelete;
using relation::Table;
using relation::TableKind;
using source::Form;

const auto clock_at_noon = noon();

Catalogue catalogue_of(const std::string& sql) {
  const Folder folder;
  run_sql(folder.file("a.db"), sql);
  return make("shop", folder.file("a.db"), clock_at_noon)->catalogue();
}

Table table_of(const std::string& sql, const std::string& name) {
  const auto catalogue = catalogue_of(sql);
  const auto* table = catalogue.table({"", name});
  if (table == nullptr) throw std::runtime_error("no table " + name);
  return *table;
}

TEST(SqliteCatalogue, ReadsColumnsWithTypeNullabilityAndCollation) {
  const Table t = table_of(
      "CREATE TABLE t(id INTEGER PRIMARY KEY, email VARCHAR(80) NOT NULL COLLATE NOCASE, "
      "born DATE, seen TIMESTAMP DEFAULT CURRENT_TIMESTAMP, ok BOOLEAN, extra JSON, u UUID, price "
      "DECIMAL(8,2), raw BLOB, x, r DOUBLE, low TEXT AS (lower(email)), n INT)",
      "t");
  const std::vector<Family> families = {Family::integer, Family::text,  Family::date, Family::timestamp,
                                        Family::boolean, Family::json,  Family::uuid, Family::decimal,
                                        Family::bytes,   Family::other, Family::real, Family::text,
                                        Family::integer};
  ASSERT_EQ(t.columns.size(), families.size());
  for (std::size_t i = 0; i < families.size(); ++i) EXPECT_EQ(t.columns[i].family, families[i]) << i;
  EXPECT_FALSE(t.columns[0].nullable);
  EXPECT_FALSE(t.columns[1].nullable);
  EXPECT_TRUE(t.columns[2].nullable);
  EXPECT_EQ(t.columns[1].collation, "NOCASE");
  EXPECT_EQ(t.columns[1].type, "VARCHAR(80)");
  EXPECT_EQ(t.columns[3].default_value, "CURRENT_TIMESTAMP");
  EXPECT_TRUE(t.columns[11].generated);
  EXPECT_EQ(t.primary_key, std::vector<ColumnName>{ColumnName("id")});
}

TEST(SqliteCatalogue, AForeignKeyWithoutColumnsMeansThePrimaryKey) {
  const Table t = table_of(
      "CREATE TABLE Album(a INT, b INT, PRIMARY KEY (b, a)) WITHOUT ROWID; "
      "CREATE TABLE t(x INT, y INT, z INT REFERENCES Album(A) ON DELETE SET NULL, "
      "FOREIGN KEY (x, y) REFERENCES ALBUM ON DELETE CASCADE)",
      "t");
  ASSERT_EQ(t.foreign_keys.size(), 2u);
  EXPECT_EQ(t.foreign_keys[0].target.name, "Album");
  EXPECT_EQ(t.foreign_keys[0].target_columns, std::vector<ColumnName>{ColumnName("a")});
  EXPECT_EQ(t.foreign_keys[0].on_delete, OnDelete::set_null);
  EXPECT_EQ(t.foreign_keys[1].columns, (std::vector<ColumnName>{ColumnName("x"), ColumnName("y")}));
  EXPECT_EQ(t.foreign_keys[1].target_columns, (std::vector<ColumnName>{ColumnName("b"), ColumnName("a")}));
  EXPECT_EQ(t.foreign_keys[1].on_delete, OnDelete::cascade);
}

TEST(SqliteCatalogue, ReadsIndexesChecksTriggersAndKinds) {
  const std::string sql =
      "CREATE TABLE t(id INTEGER PRIMARY KEY, e TEXT UNIQUE CHECK (length(e) > 2)); CREATE INDEX i ON "
      "t(lower(trim(e)), "
      "id DESC) WHERE e IS NOT NULL; CREATE TRIGGER log AFTER DELETE ON t BEGIN SELECT 1; END; CREATE VIEW v "
      "AS SELECT e "
      "FROM t; CREATE VIRTUAL TABLE f USING fts5(body); INSERT INTO t VALUES (7, 'abc')";
  const Table t = table_of(sql, "t");
  ASSERT_EQ(t.indexes.size(), 3u);
  EXPECT_EQ(t.indexes[0].name, "PRIMARY KEY");
  EXPECT_EQ(t.indexes[1].parts[0].expression, "lower(trim(e))");
  EXPECT_EQ(t.indexes[1].parts[1].column, ColumnName("id"));
  EXPECT_EQ(t.indexes[1].where, "e IS NOT NULL");
  EXPECT_TRUE(t.indexes[2].unique);
  EXPECT_EQ(t.checks, std::vector<std::string>{"length(e) > 2"});
  ASSERT_EQ(t.triggers.size(), 1u);
  EXPECT_EQ(t.triggers[0].event, "AFTER DELETE");
  EXPECT_EQ(t.estimated_rows, 7);
  EXPECT_EQ(table_of(sql, "v").kind, TableKind::view);
  EXPECT_EQ(table_of(sql, "f").kind, TableKind::virtual_table);
  EXPECT_NE(table_of(sql, "f_content").comment, "");
}

TEST(SqliteCatalogue, WhatCannotBeReadIsARemark) {
  const auto catalogue = catalogue_of(
      "CREATE TABLE t(a REFERENCES gone); CREATE TABLE u(a); CREATE VIEW v AS SELECT a FROM u; "
      "PRAGMA legacy_alter_table = ON; DROP TABLE u");
  EXPECT_EQ(catalogue.tables.size(), 1u);
  EXPECT_EQ(catalogue.remarks.size(), 2u);
}

TEST(SqliteCatalogue, ATableMayBeNamedLikeAPragmaFunction) {
  const auto catalogue = catalogue_of(
      "CREATE TABLE pragma_table_list(a); CREATE TABLE pragma_table_xinfo(b); "
      "CREATE TABLE \"\"\"; drop table x; --\"(\"select\")");
  ASSERT_EQ(catalogue.tables.size(), 3u);
  EXPECT_EQ(catalogue.tables[0].name.name, "\"; drop table x; --");
  EXPECT_EQ(catalogue.tables[0].columns[0].name.text(), "select");
}

// The plan that SQLite makes for a statement is what decides whether an index serves.
std::string plan_of(const std::string& path, const std::string& sql) {
  std::string plan;
  sqlite3* handle = nullptr;
  sqlite3_open(path.c_str(), &handle);
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(handle, ("EXPLAIN QUERY PLAN " + sql).c_str(), -1, &statement, nullptr);
  while (sqlite3_step(statement) == SQLITE_ROW)
    plan += reinterpret_cast<const char*>(sqlite3_column_text(statement, 3)) + std::string("\n");
  sqlite3_finalize(statement);
  sqlite3_close(handle);
  return plan;
}

TEST(SqliteIndexes, TheIndexThatIsOfferedServesAndIsUsed) {
  const Folder folder;
  const auto path = folder.file("a.db");
  run_sql(path, "CREATE TABLE \"the table\"(\"e mail\" TEXT COLLATE NOCASE, r REAL)");
  const auto source = make("shop", path, clock_at_noon);
  const relation::TableName name{"", "the table"};
  for (const auto& column : {ColumnName("e mail"), ColumnName("r")}) {
    for (const Form form : {Form::exact, Form::lower_trim, Form::digits_tail}) {
      EXPECT_FALSE(source->serves(*source->catalogue().table(name), column, form));
      run_sql(path, source->index_for(name, column, form));
      EXPECT_TRUE(source->serves(*source->catalogue().table(name), column, form));
    }
    EXPECT_TRUE(source->serves(*source->catalogue().table(name), column, Form::as_text));
    EXPECT_FALSE(source->serves(*source->catalogue().table(name), column, Form::contains));
    EXPECT_EQ(source->index_for(name, column, Form::contains), "");
  }
  const std::string keys =
      " IN (SELECT habeas_key.value FROM json_each('[\"a\"]') AS habeas_key) ORDER BY +habeas_row.rowid";
  const std::string from = "SELECT 1 FROM main.\"the table\" AS habeas_row WHERE ";
  EXPECT_NE(plan_of(path, from + "lower(trim(habeas_row.\"e mail\"))" + keys).find("lower_trim"),
            std::string::npos);
  EXPECT_NE(plan_of(path, from + "habeas_row.\"e mail\"" + keys).find("exact"), std::string::npos);
}

TEST(SqliteIndexes, AnotherCollationOrAPartialIndexDoesNotServe) {
  const Table t = table_of(
      "CREATE TABLE t(a TEXT, b TEXT, c TEXT, d TEXT); CREATE INDEX ia ON t(a COLLATE NOCASE); "
      "CREATE INDEX ib ON t(b) WHERE c = 'x'; CREATE INDEX ic ON t(c) WHERE C is not null; "
      "CREATE INDEX id ON t(a, d)",
      "t");
  const auto source = make("shop", "unused", clock_at_noon);
  EXPECT_TRUE(source->serves(t, ColumnName("a"), Form::exact));  // by id
  EXPECT_FALSE(source->serves(t, ColumnName("b"), Form::exact));
  EXPECT_TRUE(source->serves(t, ColumnName("c"), Form::exact));
  EXPECT_FALSE(source->serves(t, ColumnName("d"), Form::exact));
}

TEST(SqliteGrants, QuotesThePathForAShell) {
  EXPECT_NE(make("shop", "/srv/it's.db", clock_at_noon)->grants({}).find("'/srv/it'\\''s.db'"),
            std::string::npos);
}

}  // namespace
}  // namespace habeas::sqlite
