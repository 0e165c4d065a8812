// What every connector promises (src/source/source.h), as tests over makers(). A capability that a kind has not
// is answered, and the answer is tested too.
#include "maker.h"

#include <habeas/base/text.h>
#include <habeas/ledger/ledger.h>
#include <habeas/source/form.h>
#include <habeas/support/collect.h>
#include <habeas/support/folder.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace habeas::conformance {
namespace {

using namespace support;
using base::FaultKind;
using relation::Bytes;
using relation::ColumnName;
using relation::Condition;
using relation::Family;
using relation::Null;
using relation::Row;
using relation::Value;
using source::Form;
using source::Lookup;

const base::FixedClock noon(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12));

class Connector : public ::testing::TestWithParam<Maker> {};

struct Opened {
  Made made;
  std::unique_ptr<source::Snapshot> snapshot;
  bool keeps_types;

  Opened(const Maker& maker, const Given& given)
      : made(maker.make(given, noon)), keeps_types(maker.keeps_types) {
    snapshot = std::get<std::unique_ptr<source::Snapshot>>(made.source->open({}));
  }
  // As the kind gives it back.
  Value as_read(const Value& value) const {
    const auto canonical = relation::canonical_text(value);
    return keeps_types || !canonical ? value : text(*canonical);
  }
  std::vector<Value> first_cells(const Lookup& lookup) {
    const auto collected = read(*snapshot, {lookup});
    EXPECT_TRUE(collected.faults.empty()) << collected.message;
    std::vector<Value> cells;
    if (collected.rows.contains(0)) {
      for (const auto& row : collected.rows.at(0)) cells.push_back(row.at(0));
    }
    return cells;
  }
  std::set<std::string> numbers(const Lookup& lookup) {  // the first cells as text, without repetition
    std::set<std::string> found;
    for (const auto& cell : first_cells(lookup))
      found.insert(relation::canonical_text(cell).value_or("NULL"));
    return found;
  }
};

using Found = std::set<std::string>;

Given people() {
  return {{{"person",
            {{"id", Family::integer}, {"email"}, {"town"}},
            {{number(1), text(" Ana@Example.org"), text("Dijon")},
             {number(2), text("bo@example.org "), Null{}},
             {number(3), Null{}, text("")},
             {number(10), text("Ana@example.org"), text("dijon")}},
            {"id"}}},
          {}};
}

TEST_P(Connector, ListsItsTablesAndColumnsUnlessItHasNoCatalogue) {
  Opened opened(GetParam(), people());
  const auto catalogue = opened.made.source->catalogue();
  EXPECT_NE(catalogue.engine, "");
  if (catalogue.tables.empty()) {
    EXPECT_FALSE(catalogue.remarks.empty()) << "no catalogue, and no word why";
    return;
  }
  const auto* table = catalogue.table({"", "person"});
  ASSERT_NE(table, nullptr);
  ASSERT_EQ(table->columns.size(), 3u);
  EXPECT_EQ(table->columns[1].name, ColumnName("email"));
  EXPECT_EQ(table->columns[1].family, Family::text);
  EXPECT_EQ(catalogue, opened.made.source->catalogue());
}

TEST_P(Connector, ReadsEveryRowInTheSameOrderEachTime) {
  Opened opened(GetParam(), people());
  const auto first = read(*opened.snapshot, {look_up("person", {"email", "id"})});
  ASSERT_EQ(first.rows.at(0).size(), 4u);
  EXPECT_EQ(first.rows.at(0)[1], (Row{text("bo@example.org "), opened.as_read(number(2))}));
  EXPECT_EQ(first.rows, read(*opened.snapshot, {look_up("person", {"email", "id"})}).rows);
}

TEST_P(Connector, GivesCellsWithoutLoss) {
  const std::vector<Value> cells = {text("plain"),
                                    text(""),
                                    text("a\"b,c;d\r\ne"),
                                    text("\xC3\xA9\xF0\x9F\x98\x80"),
                                    text("\xFF\xC3"),
                                    text(std::string("a\0b", 3)),
                                    text("=1+1"),
                                    text(" x "),
                                    Null{}};
  Given given{{{"t", {{"n", Family::integer}, {"c"}}, {}, {"n"}}}, {}};
  for (std::size_t i = 0; i < cells.size(); ++i) {
    given.tables[0].rows.push_back({number(static_cast<std::int64_t>(i)), cells[i]});
  }
  Opened opened(GetParam(), given);
  EXPECT_EQ(opened.first_cells(look_up("t", {"c"})), cells);
}

TEST_P(Connector, KeepsTypesOrGivesCanonicalText) {
  const std::vector<Value> cells = {number(-9'223'372'036'854'775'807 - 1), 0.1, 1e300,
                                    Bytes{std::string("\0\xff", 2)}};
  Given given{{{"t", {{"n", Family::integer}, {"c", Family::other}}, {}, {"n"}}}, {}};
  for (std::size_t i = 0; i < cells.size(); ++i) {
    given.tables[0].rows.push_back({number(static_cast<std::int64_t>(i)), cells[i]});
  }
  Opened opened(GetParam(), given);
  std::vector<Value> expected;
  for (const auto& cell : cells) expected.push_back(opened.as_read(cell));
  EXPECT_EQ(opened.first_cells(look_up("t", {"c"})), expected);
}

TEST_P(Connector, ExactFindsTheKeysAndNothingElse) {
  Opened opened(GetParam(), people());
  EXPECT_EQ(opened.numbers(look_up("person", {"id"}, {"id"}, {{number(1)}, {number(10)}, {number(4)}})),
            (Found{"1", "10"}));
  EXPECT_EQ(opened.numbers(look_up("person", {"id"}, {"id"}, {{text("2")}})), Found{"2"});
  EXPECT_EQ(opened.numbers(look_up("person", {"id"}, {"id"}, {{text("0abc")}, {text("1x")}, {text("")}})),
            Found{});
  EXPECT_EQ(opened.numbers(look_up("person", {"id"}, {"town"}, {{text("Dijon")}})), Found{"1"});
}

TEST_P(Connector, NullMatchesNothingAndNoKeysFindNothing) {
  Opened opened(GetParam(), people());
  for (const Form form : {Form::exact, Form::as_text, Form::lower_trim, Form::digits_tail, Form::contains}) {
    EXPECT_EQ(opened.numbers(look_up("person", {"id"}, {"email"}, {{Null{}}}, form)), Found{});
    EXPECT_EQ(opened.numbers(look_up("person", {"id"}, {"email"}, {}, form)), Found{});
  }
  EXPECT_EQ(opened.numbers(look_up("person", {"id"}, {"town"}, {{text("")}})), Found{"3"})
      << "empty is not NULL";
}

TEST_P(Connector, AsTextMeetsOtherTypes) {
  Opened opened(GetParam(), people());
  EXPECT_EQ(opened.numbers(look_up("person", {"id"}, {"id"}, {{text("10")}, {text("0abc")}}, Form::as_text)),
            Found{"10"});
  EXPECT_EQ(opened.numbers(look_up("person", {"id"}, {"id"}, {{2.0}}, Form::as_text)), Found{"2"});
}

TEST_P(Connector, LowerTrimMeetsCaseAndSpaces) {
  Opened opened(GetParam(), people());
  const std::vector<Row> keys = {{text("ana@example.org")}, {text("nobody@example.org")}};
  EXPECT_EQ(opened.numbers(look_up("person", {"id"}, {"email"}, keys, Form::lower_trim)), (Found{"1", "10"}));
}

TEST_P(Connector, ContainsFindsPartsOfText) {
  Opened opened(GetParam(), people());
  EXPECT_EQ(opened.numbers(
                look_up("person", {"id"}, {"email"}, {{text("Example")}, {text("bo@")}}, Form::contains)),
            (Found{"1", "2"}));
}

// Every cell whose reference form is a key is proposed: texts made of what forms look at.
TEST_P(Connector, FormsProposeEveryCellThatTheReferenceCallsEqual) {
  const std::vector<std::string> pieces = {"06",  "12.34",    " ", "56-78", "A",       "\xC3\x89",
                                           "e@x", "\xC2\xA0", "(", "+33",   "\xD9\xA1"};
  Given given{{{"t", {{"n", Family::integer}, {"c"}}, {}, {"n"}}}, {}};
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < 400; ++i) {
    std::string made;
    for (std::size_t n = i; n > 0; n /= pieces.size()) made += pieces[(n * 7 + i) % pieces.size()];
    texts.push_back(made);
    given.tables[0].rows.push_back({number(static_cast<std::int64_t>(i)), text(made)});
  }
  Opened opened(GetParam(), given);
  for (const Form form : {Form::lower_trim, Form::digits_tail}) {
    for (std::size_t k = 1; k < texts.size(); k += 23) {
      const auto key = source::reference_form(form, texts[k]);
      const auto found = opened.numbers(look_up("t", {"n"}, {"c"}, {{text(key)}, {text("absent")}}, form));
      for (std::size_t i = 0; i < texts.size(); ++i) {
        if (source::reference_form(form, texts[i]) != key) continue;
        EXPECT_TRUE(found.contains(std::to_string(i))) << "cell " << i << ", key of cell " << k;
      }
    }
  }
}

TEST_P(Connector, CompositeKeysMatchInEveryColumn) {
  Given given{{{"line",
                {{"tenant", Family::integer}, {"code"}, {"n", Family::integer}},
                {{number(1), text("a"), number(1)},
                 {number(1), text("b"), number(2)},
                 {number(2), text("a"), number(3)},
                 {number(2), Null{}, number(4)}},
                {"n"}}},
              {}};
  Opened opened(GetParam(), given);
  const std::vector<Row> keys = {
      {number(1), text("b")}, {number(2), text("a")}, {number(3), text("a")}, {number(2), Null{}}};
  for (const Form form : {Form::exact, Form::as_text}) {
    EXPECT_EQ(opened.numbers(look_up("line", {"n"}, {"tenant", "code"}, keys, form)), (Found{"2", "3"}));
  }
}

TEST_P(Connector, ConditionsHoldAsTheirReferenceSays) {
  const Given given = people();
  Opened opened(GetParam(), given);
  const auto town = [](const char* name) { return relation::equals(ColumnName("town"), text(name)); };
  const std::vector<Condition> conditions = {
      town("Dijon"),
      relation::equals(ColumnName("id"), text("2")),
      relation::equals(ColumnName("id"), number(3)),
      {Condition::Kind::is_null, {}, ColumnName("town"), {}},
      {Condition::Kind::any, {}, {}, {}},
      {Condition::Kind::any, {town("Dijon"), town("")}, {}, {}},
      {Condition::Kind::none_of, {town("Dijon")}, {}, {}},
      {Condition::Kind::none_of, {town("Dijon"), relation::equals(ColumnName("town"), Null{})}, {}, {}},
      relation::all_of({town("dijon"), relation::equals(ColumnName("id"), number(10))})};
  const std::vector<ColumnName> columns = {ColumnName("id"), ColumnName("email"), ColumnName("town")};
  for (std::size_t c = 0; c < conditions.size(); ++c) {
    Found expected;
    for (const auto& row : given.tables[0].rows) {
      const auto cell = [&](const ColumnName& name) -> const Value& {
        return row[static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) -
                                            columns.begin())];
      };
      if (relation::holds(conditions[c], cell)) expected.insert(*relation::canonical_text(row[0]));
    }
    auto lookup = look_up("person", {"id"});
    lookup.where = conditions[c];
    EXPECT_EQ(opened.numbers(lookup), expected) << "condition " << c;
  }
}

TEST_P(Connector, HostileNamesAreOnlyNames) {
  const std::vector<std::string> names = {
      "select", "a b", "\"; drop table x; --", "it's", "\xF0\x9F\x98\x80", "a.b", "[x]", "--"};
  Given given;
  for (const auto& name : names)
    given.tables.push_back({name, {{name}, {"value"}}, {{text("k"), text(name)}}, {}});
  Opened opened(GetParam(), given);
  for (const auto& name : names) {
    for (const Form form : {Form::exact, Form::lower_trim, Form::contains}) {
      auto lookup = look_up(name, {"value", name}, {name}, {{text("k")}, {text("l")}}, form);
      lookup.where = relation::equals(ColumnName("value"), text(name));
      EXPECT_EQ(opened.first_cells(lookup), std::vector<Value>{text(name)});
    }
  }
}

TEST_P(Connector, WhatIsMissingStopsItsOwnLookUpOnly) {
  Opened opened(GetParam(), people());
  auto bad_condition = look_up("person", {"id"});
  bad_condition.where = relation::equals(ColumnName("gone"), text("x"));
  const auto collected =
      read(*opened.snapshot, {look_up("gone", {"id"}), look_up("person", {"gone"}), look_up("person", {"id"}),
                              look_up("person", {"id"}, {"gone"}, {{text("x")}}), bad_condition});
  const std::map<std::size_t, FaultKind> expected = {
      {0, FaultKind::vanished}, {1, FaultKind::vanished}, {3, FaultKind::vanished}, {4, FaultKind::vanished}};
  EXPECT_EQ(collected.faults, expected);
  EXPECT_EQ(collected.rows.at(2).size(), 4u);
}

TEST_P(Connector, ASinkThatDoesNotTakeFailuresGetsThemThrown) {
  struct Plain final : source::RowSink {
    void row(std::size_t, const base::Personal<Row>&) override {}
  } sink;
  Opened opened(GetParam(), people());
  const auto lookup = look_up("gone", {"id"});
  EXPECT_THROW(opened.snapshot->read({&lookup, 1}, sink), base::Fault);
}

TEST_P(Connector, ManyKeysAreLookedUpAtOnce) {
  Given given{{{"t", {{"n", Family::integer}, {"c"}}, {}, {"n"}}}, {}};
  std::vector<Row> numbers;
  std::vector<Row> texts;
  for (std::int64_t i = 0; i < 25'000; ++i) {
    given.tables[0].rows.push_back({number(i), text("key " + std::to_string(i))});
    if (i % 2 == 0) numbers.push_back({number(i)});
    if (i % 2 == 0) texts.push_back({text("key " + std::to_string(i))});
  }
  Opened opened(GetParam(), given);
  EXPECT_EQ(opened.first_cells(look_up("t", {"c"}, {"n"}, numbers)).size(), 12'500u);
  EXPECT_EQ(opened.first_cells(look_up("t", {"c"}, {"c"}, texts)).size(), 12'500u);
  EXPECT_GT(opened.snapshot->statements_sent(), 0u);
}

TEST_P(Connector, SurvivesHugeAndStrangeKeys) {
  Opened opened(GetParam(), people());
  const std::string huge(10u << 20, 'x');
  const std::vector<Row> keys = {{text(huge)},   {text(std::string("a\0b", 3))},
                                 {text("\xFF")}, {text("'; --")},
                                 {1e308},        {Bytes{"\xFF"}}};
  for (const Form form : {Form::exact, Form::as_text, Form::lower_trim, Form::digits_tail, Form::contains}) {
    EXPECT_EQ(opened.numbers(look_up("person", {"id"}, {"email"}, keys, form)), Found{});
  }
}

TEST_P(Connector, SaysWhenItsSnapshotWasTaken) {
  Opened opened(GetParam(), people());
  EXPECT_EQ(opened.snapshot->taken_at(), noon.now());
}

TEST_P(Connector, ChangesOrRefusesTo) {
  Opened opened(GetParam(), people());
  const Folder folder;
  const auto ledger = ledger::Ledger::open(folder.file("ledger"), noon);
  const auto warrant = ledger->warrant("digest", {"act.intended", {}});
  if (opened.made.source->capabilities().changes) {
    opened.made.source->prepare(warrant);
    EXPECT_NE(opened.made.source->begin(warrant), nullptr);
    return;
  }
  try {
    opened.made.source->begin(warrant);
    FAIL() << "it changes, and does not say so";
  } catch (const base::Fault& fault) {
    EXPECT_EQ(fault.kind(), FaultKind::refused);
  }
}

TEST_P(Connector, KeepsToItsFolderOrHoldsNoDocuments) {
  Given given = people();
  given.documents = {{"in/a letter.txt", "hello"}};
  Opened opened(GetParam(), given);
  std::string content;
  const auto take = [&](std::string_view piece) { content += piece; };
  const auto document = [&](const std::string& path) {
    return opened.snapshot->document(base::Personal<std::string>(path), take);
  };
  if (!opened.made.source->capabilities().holds_documents) {
    EXPECT_FALSE(document("in/a letter.txt"));
    return;
  }
  EXPECT_TRUE(document("in/a letter.txt"));
  EXPECT_EQ(content, "hello");
  EXPECT_FALSE(document("in/none.txt"));
  EXPECT_FALSE(document(""));
  EXPECT_FALSE(document(std::string(5000, 'x')));
  for (const std::string path : {"../x", "/etc/passwd", "in/../../x", "in"})
    EXPECT_THROW(document(path), base::Fault);
  EXPECT_THROW(document(std::string("in/a letter.txt\0x", 17)), base::Fault);
}

TEST_P(Connector, ServesAndIndexesAndGrantsAreAnswered) {
  Opened opened(GetParam(), people());
  relation::Table table;
  table.name.name = "person";
  table.columns.emplace_back().name = ColumnName("email");
  const std::vector<relation::TableName> tables = {table.name};
  const bool serves = opened.made.source->serves(table, ColumnName("email"), Form::lower_trim);
  const auto index = opened.made.source->index_for(table.name, ColumnName("email"), Form::lower_trim);
  EXPECT_TRUE(serves || !index.empty()) << "nothing serves, and nothing is offered";
  EXPECT_EQ(opened.made.source->grants(tables), opened.made.source->grants(tables));
}

INSTANTIATE_TEST_SUITE_P(Kinds, Connector, ::testing::ValuesIn(makers()),
                         [](const auto& kind) { return kind.param.kind; });

}  // namespace
}  // namespace habeas::conformance
