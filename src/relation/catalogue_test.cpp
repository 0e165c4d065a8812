#include <habeas/relation/catalogue.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

namespace habeas::relation {
namespace {

Catalogue shop() {
  Table customer;
  customer.name = {"", "customer"};
  customer.columns = {
      {ColumnName{"id"}, "integer", Family::integer, false, false, "", "", ""},
      {ColumnName{"email"}, "varchar(80)", Family::text, true, false, "''", "nocase", "their address"}};
  customer.primary_key = {ColumnName{"id"}};
  customer.indexes = {
      {"by_email", {{ColumnName{"email"}, "", ""}, {ColumnName{}, "lower(email)", "C"}}, true, "id > 0"}};
  customer.checks = {"id > 0"};
  customer.triggers = {{"gone", "AFTER DELETE", "BEGIN END"}};
  customer.comment = "people";
  Table orders;
  orders.name = {"audit", "orders"};
  orders.columns = {{ColumnName{"customer_id"}, "integer", Family::integer, true, false, "", "", ""}};
  orders.foreign_keys = {
      {{ColumnName{"customer_id"}}, {"", "customer"}, {ColumnName{"id"}}, OnDelete::cascade}};
  return {"SQLite 3.40.1", {customer, orders}, {"views were not read"}};
}

TEST(Catalogue, FindsTablesAndColumnsByName) {
  const Catalogue catalogue = shop();
  ASSERT_NE(catalogue.table({"audit", "orders"}), nullptr);
  EXPECT_EQ(catalogue.table({"", "orders"}), nullptr);
  EXPECT_EQ(catalogue.table({"", "customer"})->column(ColumnName{"email"})->type, "varchar(80)");
  EXPECT_EQ(catalogue.table({"", "customer"})->column(ColumnName{"Email"}), nullptr);
}

TEST(Catalogue, WritesAndReadsTableNamesWithTheirSchema) {
  EXPECT_EQ(to_string(TableName{"audit", "log"}), "audit.log");
  EXPECT_EQ(to_string(TableName{"", "log"}), "log");
  EXPECT_EQ(table_named("audit.log"), (TableName{"audit", "log"}));
  EXPECT_EQ(table_named("log"), (TableName{"", "log"}));
  EXPECT_EQ(table_named("audit.log.old"), (TableName{"audit", "log.old"}));
}

TEST(Catalogue, NamesEveryFamilyOnce) {
  std::set<std::string_view> names;
  for (int family = 0; family <= static_cast<int>(Family::other); ++family) {
    EXPECT_TRUE(names.insert(to_string(static_cast<Family>(family))).second);
  }
  EXPECT_EQ(to_string(Family::timestamp), "timestamp");
}

TEST(Catalogue, DigestIsTheSameForTheSameCatalogue) {
  Catalogue other = shop();
  std::ranges::reverse(other.tables);
  other.tables[0].estimated_rows = 12;
  EXPECT_EQ(digest(shop()), digest(other)) << "neither the order of tables nor the number of rows counts";
  EXPECT_EQ(digest(shop()).size(), 64u);
}

TEST(Catalogue, DigestChangesWithAnythingElse) {
  const std::vector<std::function<void(Catalogue&)>> changes = {
      [](Catalogue& c) { c.engine = "SQLite 3.41"; },
      [](Catalogue& c) { c.remarks.clear(); },
      [](Catalogue& c) { c.tables.pop_back(); },
      [](Catalogue& c) { c.tables[0].name.schema = "x"; },
      [](Catalogue& c) { c.tables[0].kind = TableKind::view; },
      [](Catalogue& c) { c.tables[0].comment += "."; },
      [](Catalogue& c) { c.tables[0].checks.push_back(""); },
      [](Catalogue& c) { c.tables[0].primary_key.clear(); },
      [](Catalogue& c) { std::swap(c.tables[0].columns[0], c.tables[0].columns[1]); },
      [](Catalogue& c) { c.tables[0].columns[1].name = ColumnName{"mail"}; },
      [](Catalogue& c) { c.tables[0].columns[1].type = "varchar(81)"; },
      [](Catalogue& c) { c.tables[0].columns[1].family = Family::json; },
      [](Catalogue& c) { c.tables[0].columns[1].nullable = false; },
      [](Catalogue& c) { c.tables[0].columns[1].generated = true; },
      [](Catalogue& c) { c.tables[0].columns[1].default_value = ""; },
      [](Catalogue& c) { c.tables[0].columns[1].collation = ""; },
      [](Catalogue& c) { c.tables[0].columns[1].comment = ""; },
      [](Catalogue& c) { c.tables[0].indexes[0].name = "i"; },
      [](Catalogue& c) { c.tables[0].indexes[0].unique = false; },
      [](Catalogue& c) { c.tables[0].indexes[0].where = ""; },
      [](Catalogue& c) { c.tables[0].indexes[0].parts.pop_back(); },
      [](Catalogue& c) { c.tables[0].indexes[0].parts[1].expression = "upper(email)"; },
      [](Catalogue& c) { c.tables[0].indexes[0].parts[1].collation = ""; },
      [](Catalogue& c) { c.tables[0].triggers[0].name = "t"; },
      [](Catalogue& c) { c.tables[0].triggers[0].event = "BEFORE DELETE"; },
      [](Catalogue& c) { c.tables[0].triggers[0].text = ""; },
      [](Catalogue& c) { c.tables[1].foreign_keys[0].on_delete = OnDelete::restrict; },
      [](Catalogue& c) { c.tables[1].foreign_keys[0].target.name = "person"; },
      [](Catalogue& c) { c.tables[1].foreign_keys[0].columns.clear(); },
      [](Catalogue& c) { c.tables[1].foreign_keys[0].target_columns.clear(); },
  };
  std::set<std::string> digests = {digest(shop())};
  for (const auto& change : changes) {
    Catalogue changed = shop();
    change(changed);
    digests.insert(digest(changed));
  }
  EXPECT_EQ(digests.size(), changes.size() + 1);
}

TEST(Catalogue, DigestTellsNeighbouringTextsApart) {
  const Catalogue one{"ab", {}, {"c"}};
  const Catalogue other{"a", {}, {"bc"}};
  EXPECT_NE(digest(one), digest(other));
}

}  // namespace
}  // namespace habeas::relation
