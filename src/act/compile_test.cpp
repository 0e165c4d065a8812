#include <habeas/act/compile.h>

#include <gtest/gtest.h>

namespace habeas::act {
namespace {

using plan::Becomes;
using plan::CellFate;
using plan::Fate;
using relation::ColumnName;
using relation::Family;
using relation::Null;
using relation::Text;
using relation::Value;
using source::RowChange;

const map::SystemName shop("shop");

Value text(const std::string& characters) { return Text{characters}; }
Value number(std::int64_t value) { return value; }

// A node points at another of its own table; `name` and a JSON column `more` are hers.
struct World {
  map::Collection collection;
  relation::Table table;
  std::vector<dossier::ReachedRow> reached;
  std::vector<std::vector<CellFate>> fates;
  std::vector<relation::Row> cells;
  subject::Kinds kinds;
  std::vector<plan::Correction> corrections;

  World() {
    collection.name = map::CollectionName("node");
    collection.table.name = "node";
    collection.key = {ColumnName("id")};
    map::Link next;
    next.columns = {{ColumnName("next"), ColumnName("id")}};
    next.target = collection.name;
    collection.links = {next};
    add_field("name", "name", {});
    add_field("colour", "more", "$.colour");
    add_field("size", "more", "$.size");
    table.name = collection.table;
    for (const std::string name : {"id", "next", "name", "more"}) {
      table.columns.emplace_back();
      table.columns.back().name = ColumnName(name);
      table.columns.back().family = name == "id" || name == "next" ? Family::integer : Family::text;
    }
    table.foreign_keys = {
        {{ColumnName("next")}, table.name, {ColumnName("id")}, relation::OnDelete::no_action}};
  }

  void add_field(const std::string& name, const std::string& column, const std::string& path) {
    map::Field field;
    field.name = map::FieldName(name);
    field.column = ColumnName(column);
    if (!path.empty()) field.codec = {map::Codec::Kind::json, path, {}, {}, {}};
    collection.fields.push_back(field);
  }

  // Fates by column and field: id, next, name, colour, size.
  void row(std::int64_t id, Value next, const std::vector<Becomes>& becomes, Fate fate) {
    static const std::vector<std::pair<std::string, int>> all = {
        {"id", -1}, {"next", -1}, {"name", 0}, {"more", 1}, {"more", 2}};
    std::vector<CellFate> row_fates;
    for (std::size_t i = 0; i < all.size(); ++i) {
      CellFate cell;
      cell.column = ColumnName(all[i].first);
      cell.field = all[i].second;
      cell.becomes = i < becomes.size() ? becomes[i] : Becomes::same;
      cell.fate = fate == Fate::erase || cell.becomes != Becomes::same ? fate : Fate::keep;
      row_fates.push_back(cell);
    }
    dossier::ReachedRow one;
    one.key = relation::RowKey({number(id)});
    reached.push_back(one);
    fates.push_back(row_fates);
    cells.push_back({number(id), std::move(next), text("Ana Lo"), text("{\"colour\":\"red\",\"size\":4}")});
  }
  void erased(std::int64_t id, Value next) { row(id, std::move(next), {}, Fate::erase); }

  Compiled compiled(const TakeBack& take_back = {}) const {
    RowsNow now;
    now.collection = &collection;
    now.key = collection.key;
    now.columns = {ColumnName("id"), ColumnName("next"), ColumnName("name"), ColumnName("more")};
    now.table = &table;
    for (std::size_t i = 0; i < reached.size(); ++i) now.rows.push_back({&reached[i], &fates[i], cells[i]});
    int count = 0;
    const Means means{kinds, {}, corrections, [&] { return std::string(31, 'a') + std::to_string(count++); }};
    return compile(shop, {now}, means, take_back);
  }
};

std::string in_words(const RowChange::Cells& cells) {
  std::string words;
  for (const auto& [name, value] : cells)
    words += (words.empty() ? "" : ",") + name.text() + "=" + relation::canonical_text(value).value_or("~");
  return words;
}

std::vector<std::string> in_words(const Compiled& compiled) {
  std::vector<std::string> lines;
  for (const auto& change : compiled.changes) {
    const std::string verb = change.row.kind == RowChange::Kind::remove ? "remove " : "update ";
    lines.push_back(verb + in_words(change.row.key.reveal()) + " if " +
                    in_words(change.row.expected.reveal()) +
                    (change.row.cells.reveal().empty() ? "" : " to " + in_words(change.row.cells.reveal())));
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST(Compile, RowsGoBeforeTheRowsThatTheyReferTo) {
  World world;
  world.erased(1, Null{});
  world.erased(2, number(1));
  world.erased(3, number(2));
  EXPECT_EQ(in_words(world.compiled()),
            (Lines{"remove id=3 if next=2", "remove id=2 if next=1", "remove id=1 if next=~"}));
}

TEST(Compile, ARowThatRefersToItselfSimplyGoes) {
  World world;
  world.erased(1, number(1));
  EXPECT_EQ(in_words(world.compiled()), Lines{"remove id=1 if next=1"});
}

TEST(Compile, ARingIsOpenedWhereAReferenceMayBeNull) {
  World world;
  world.erased(1, number(2));
  world.erased(2, number(1));
  EXPECT_EQ(in_words(world.compiled()),
            (Lines{"update id=1 if next=2 to next=~", "remove id=2 if next=1", "remove id=1 if next=~"}));
}

TEST(Compile, ARingThatNobodyMayOpenIsRefused) {
  World world;
  world.table.columns[1].nullable = false;
  world.erased(1, number(2));
  world.erased(2, number(1));
  EXPECT_FALSE(world.compiled().refusals.empty());
  EXPECT_TRUE(world.compiled().changes.empty());
}

TEST(Compile, ARingOfTheMapAloneIsNobodysTrouble) {
  World world;
  world.table.foreign_keys.clear();
  world.erased(1, number(2));
  world.erased(2, number(1));
  EXPECT_EQ(world.compiled().changes.size(), 2u);
}

TEST(Compile, FieldsOfOneColumnAreWrittenOnceAndRelyOnWhatStoodThere) {
  World world;
  world.row(1, Null{}, {Becomes::same, Becomes::same, Becomes::same, Becomes::nothing, Becomes::nothing},
            Fate::clear);
  const auto compiled = world.compiled();
  EXPECT_EQ(in_words(compiled),
            Lines{"update id=1 if next=~,more={\"colour\":\"red\",\"size\":4} to more={}"});
  EXPECT_EQ(compiled.changes[0].cells, 2u);
}

TEST(Compile, WhatIsOnlyEmptiedReliesOnNoContent) {
  World world;
  world.row(1, Null{}, {Becomes::same, Becomes::same, Becomes::nothing}, Fate::clear);
  EXPECT_EQ(in_words(world.compiled()), Lines{"update id=1 if next=~ to name=~"});
}

TEST(Compile, TextsAreShortenedMaskedAndMadeUp) {
  const std::vector<std::pair<Becomes, std::string>> all = {
      {Becomes::truncated, "A"}, {Becomes::masked, "*** **"}, {Becomes::pseudonym, "p-aaaaaaaaaaaaaaaaaaaa"}};
  for (const auto& [becomes, expected] : all) {
    World world;
    world.row(1, Null{}, {Becomes::same, Becomes::same, becomes}, Fate::replace);
    EXPECT_EQ(world.compiled().changes.at(0).row.cells.reveal().at(0).second, text(expected));
  }
}

TEST(Compile, ANumberIsNotMasked) {
  World world;
  world.row(1, number(7), {Becomes::same, Becomes::masked}, Fate::mask);
  EXPECT_EQ(world.compiled().refusals, Lines{"node.next: only a text can be masked, shortened or redacted"});
}

TEST(Compile, ACellThatWasEmptyStaysEmpty) {
  World world;
  world.row(1, Null{}, {Becomes::same, Becomes::nothing}, Fate::clear);
  EXPECT_TRUE(world.compiled().changes.empty());
  EXPECT_TRUE(world.compiled().refusals.empty());
}

TEST(Compile, ARowGoesWholeOrNotAtAll) {
  World world;
  world.erased(1, Null{});
  world.fates[0][2].fate = Fate::keep;
  EXPECT_EQ(world.compiled().refusals, Lines{"node: a row goes whole or not at all"});
}

TEST(Compile, WhatIsPutAwayIsSealedBeforeAndComesBackWhereNobodyWrote) {
  World world;
  world.row(1, Null{}, {Becomes::same, Becomes::same, Becomes::put_away}, Fate::freeze);
  const auto frozen = world.compiled();
  ASSERT_EQ(frozen.changes.at(0).sealed.size(), 1u);
  const auto [name, bytes] = frozen.changes[0].sealed[0];
  world.fates[0][2].becomes = Becomes::put_back;
  world.fates[0][2].fate = Fate::release;
  const auto take_back = [&](const std::string& wanted) {
    return wanted == name ? bytes : base::Personal<std::string>();
  };
  world.cells[0][2] = Null{};
  EXPECT_EQ(in_words(world.compiled(take_back)), Lines{"update id=1 if next=~,name=~ to name=Ana Lo"});
  world.cells[0][2] = text("written since");
  EXPECT_EQ(world.compiled(take_back).refusals, Lines{"node.name: it was written to while it was frozen"});
}

TEST(Compile, WhereNullIsRefusedAFrozenTextHasItsPlaceholder) {
  World world;
  world.table.columns[2].nullable = false;
  world.row(1, Null{}, {Becomes::same, Becomes::same, Becomes::put_away}, Fate::freeze);
  EXPECT_EQ(world.compiled().changes.at(0).row.cells.reveal().at(0).second, text("[gel\u00e9]"));
}

TEST(Compile, EqualRowsChangeTogether) {
  World world;
  world.erased(1, Null{});
  world.reached[0].copies = 3;
  EXPECT_EQ(world.compiled().changes.at(0).row.copies, 3u);
}

}  // namespace
}  // namespace habeas::act
