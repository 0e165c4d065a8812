// Erasure, rule by rule, on a small shop: a customer, her orders, and messages with another customer.
#include <habeas/plan/cells.h>
#include <habeas/plan/erasure.h>
#include <habeas/plan/plan_example.h>

#include <gmock/gmock.h>

namespace habeas::plan {
namespace {

using dossier::Class;
using example::down;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr base::Date today{std::chrono::year(2026), std::chrono::November, std::chrono::day(25)};

// The shop with orders that the law keeps for ten years, and no scoring.
map::Map shop() {
  map::Map map = example::shop();
  example::collection(map, "customer").fields.pop_back();
  for (map::Activity& activity : map.activities) {
    if (activity.name.text() != "accounting") continue;
    activity.retention.archive = law::Duration{10, 0, 0};
    activity.retention.reference = "c-com-L123-22";
  }
  map::Collection orders;
  orders.name = map::CollectionName("orders");
  orders.table = {"", "orders"};
  orders.key = {example::column("id")};
  orders.purposes = {map::ActivityName("accounting")};
  orders.fields = {example::field("total", "order.amount")};
  orders.fields[0].purposes = orders.purposes;
  orders.links = {example::link(map::LinkKind::of, "customer_id", "customer")};
  orders.technical = {example::column("placed_at")};
  orders.retention_since = "placed_at";
  map.systems[0].collections.push_back(orders);
  return map;
}

// A customer (1), in the first collection; further rows as each test adds them.
struct Story {
  map::Map map = shop();
  dossier::Dossier dossier;
  example::Values cells;
  std::vector<std::optional<relation::Catalogue>> catalogues;
  ErasureScope scope;

  Story() {
    dossier.outcome = dossier::Outcome::found;
    dossier::ReachedRow her = example::row(1, Class::mine, {{}});
    her.is_person = true;
    add("customer", her, {{"id", std::int64_t{1}}});
  }
  void add(const std::string& collection, dossier::ReachedRow row, example::Values::Cells values) {
    const map::CollectionAt at = example::at(map, collection);
    if (dossier.collections.empty() || !(dossier.collections.back().at == at))
      dossier.collections.push_back({at, false, {}});
    dossier.collections.back().rows.push_back(std::move(row));
    cells.put(at, std::move(values));
  }
  void add_order(const relation::Value& placed_at) {
    add("orders", example::row(10, Class::mine, {down(0)}),
        {{"customer_id", std::int64_t{1}}, {"placed_at", placed_at}});
  }
  // A message of hers to somebody else, or of somebody else to her.
  void add_message(Class klass, std::size_t her_link) {
    dossier::ReachedRow row = example::row(20, klass, {down(her_link)});
    row.links_to_others = {her_link == 0 ? 1U : 0U};
    add("message", row,
        {{"sender_id", std::int64_t{her_link == 0 ? 1 : 2}},
         {"recipient_id", std::int64_t{her_link == 0 ? 2 : 1}}});
  }
  // The column refuses NULL.
  void refuse_null(const std::string& table, const std::string& column) {
    catalogues.resize(1);
    if (!catalogues[0]) catalogues[0].emplace();
    relation::Table& of = catalogues[0]->tables.emplace_back();
    of.name = {"", table};
    of.columns.emplace_back();
    of.columns.back().name = example::column(column);
    of.columns.back().nullable = false;
  }
  Plan plan() {
    return erasure(map, dossier, gather(map, dossier, cells), catalogues, example::library(), scope, today);
  }
  std::vector<std::string> words(std::size_t collection, std::size_t row = 0) {
    return example::in_words(map, dossier, plan(), collection, row);
  }
};

TEST(Erasure, TakesTheWholeRowWhereNothingKeepsIt_GDPR17_1_a) {
  Story story;
  EXPECT_THAT(story.words(0), Each(EndsWith("erase no-longer-needed")));
  EXPECT_THAT(story.plan().questions, IsEmpty());
}

TEST(Erasure, SaysOnWhichGroundEachPurposeEnds_GDPR17_1) {
  Story story;
  auto& fields = example::collection(story.map, "customer").fields;
  fields[0].purposes = {map::ActivityName("newsletter")};
  fields[1].purposes = {map::ActivityName("scoring")};
  for (map::Activity& activity : story.map.activities) {
    if (activity.name.text() == "scoring") activity.channels = {"email"};
  }
  EXPECT_THAT(story.words(0), Contains("email: erase erase-consent-withdrawn"));
  EXPECT_THAT(story.words(0), Contains("name: erase erase-marketing-opposed"));
}

TEST(Erasure, KeepsOneCellForTheLawAndEmptiesTheRestOfItsRow_GDPR17_3_b) {
  Story story;
  example::collection(story.map, "customer").fields[1].purposes = {map::ActivityName("orders"),
                                                                   map::ActivityName("accounting")};
  EXPECT_THAT(story.words(0), ElementsAre("id: keep shell", "email: clear no-longer-needed",
                                          "name: archive legal-obligation c-com-L123-22",
                                          "password: clear no-longer-needed", "created_at: keep shell"));
}

TEST(Erasure, LeavesTheCustomerAsAShellWhereAKeptOrderLeadsToHer) {
  Story story;
  story.add_order(example::text("2023-03-04"));
  EXPECT_THAT(story.words(0),
              ElementsAre("id: keep shell", "email: clear no-longer-needed", "name: clear no-longer-needed",
                          "password: clear no-longer-needed", "created_at: keep shell"));
  EXPECT_THAT(story.words(1), Each(EndsWith("archive legal-obligation c-com-L123-22 until 2033-03-04")));
}

TEST(Erasure, TakesWhatTheLawNoLongerKeeps) {
  Story story;
  story.add_order(example::text("2015-03-04"));
  EXPECT_THAT(story.words(0), Each(EndsWith("erase no-longer-needed")));
  EXPECT_THAT(story.words(1), Each(EndsWith("erase no-longer-needed")));
}

TEST(Erasure, KeepsARowWithoutAPlausibleStartUntilAHumanDecides) {
  for (const char* start : {"", "1899-12-31", "2031-01-01"}) {
    Story story;
    story.add_order(example::text(start));
    EXPECT_THAT(story.words(1), Each(EndsWith("archive legal-obligation c-com-L123-22"))) << start;
    EXPECT_THAT(story.plan().questions, ElementsAre(HasSubstr("kept until somebody decides (1 row)")))
        << start;
  }
}

TEST(Erasure, DoesNotErasePastAnEndThatIsOnlyTheEarliest) {
  Story story;
  for (map::Activity& activity : story.map.activities) activity.retention.since = {{"en", "end of the year"}};
  story.add_order(example::text("2015-03-04"));
  EXPECT_THAT(story.words(1), Each(EndsWith("archive legal-obligation c-com-L123-22")));
  EXPECT_THAT(story.plan().questions, ElementsAre(HasSubstr("only the earliest")));
}

TEST(Erasure, ArchivesAContractForLegalClaimsWhileItsTimeRuns_GDPR17_3_e) {
  Story story;
  auto& orders = example::collection(story.map, "orders");
  orders.purposes = orders.fields[0].purposes = {map::ActivityName("orders")};
  for (map::Activity& activity : story.map.activities) {
    if (activity.name.text() != "orders") continue;
    activity.retention.archive = law::Duration{5, 0, 0};
    activity.retention.reference = "c-civ-2224";
  }
  story.add_order(example::text("2024-02-29"));
  EXPECT_THAT(story.words(1), Each(EndsWith("archive legal-claims c-civ-2224 until 2029-02-28")));
}

TEST(Erasure, EmptiesTheLinkOfAnothersRowAndNothingElseThere) {
  Story story;
  story.add_message(Class::anothers, 1);
  EXPECT_THAT(story.words(0), Each(EndsWith("erase no-longer-needed")));
  EXPECT_THAT(
      story.words(1),
      ElementsAre("id: untouched anothers", "body: untouched anothers", "sender_id: untouched anothers",
                  "recipient_id: clear no-longer-needed", "read_at: untouched anothers"));
}

TEST(Erasure, LeavesAShellWhereTheDatabaseRefusesToEmptyALink) {
  Story story;
  story.add_message(Class::anothers, 1);
  story.refuse_null("message", "recipient_id");
  EXPECT_THAT(story.words(0), Contains("id: keep shell"));
  EXPECT_THAT(story.words(0), Contains("email: clear no-longer-needed"));
  EXPECT_THAT(story.words(1), Contains("recipient_id: keep shell"));
  EXPECT_THAT(story.plan().questions, IsEmpty());
}

TEST(Erasure, TakesAnothersRowAlongOnlyWhereTheMapSaysRow) {
  Story story;
  story.add_message(Class::anothers, 1);
  example::collection(story.map, "message").links[1].erase.kind = map::Erase::Kind::row;
  EXPECT_THAT(story.words(1), Each(EndsWith("erase no-longer-needed")));
}

TEST(Erasure, KeepsASharedRowForTheOthersWithoutHerLink) {
  Story story;
  example::collection(story.map, "message").links[1].kind = map::LinkKind::of;
  story.add_message(Class::shared, 0);
  EXPECT_THAT(story.words(1),
              ElementsAre("id: untouched shared-with-others", "body: untouched shared-with-others",
                          "sender_id: clear no-longer-needed", "recipient_id: untouched shared-with-others",
                          "read_at: untouched shared-with-others"));
}

TEST(Erasure, AsksWhereALinkRefuses) {
  for (const auto kind : {map::Erase::Kind::refuse, map::Erase::Kind::placeholder}) {
    Story story;
    example::collection(story.map, "message").links[1].erase.kind = kind;
    story.add_message(Class::anothers, 1);
    EXPECT_THAT(story.words(0), Contains("id: keep shell"));
    EXPECT_THAT(story.words(1), Contains("recipient_id: untouched needs-decision"));
    EXPECT_THAT(story.plan().questions, testing::SizeIs(2));
  }
}

TEST(Erasure, AsksRatherThanInventsWhereACellCannotBeEmptied) {
  Story story;
  story.add_order(example::text("2023-03-04"));
  story.refuse_null("customer", "email");
  EXPECT_THAT(story.words(0), Contains("email: untouched needs-decision"));
  EXPECT_THAT(story.plan().questions, ElementsAre(HasSubstr("shop.customer.email cannot be emptied")));
  map::Erase& way = example::collection(story.map, "customer").fields[0].erase;
  way = {map::Erase::Kind::literal, "gone", {}};
  EXPECT_THAT(story.words(0), Contains("email: replace no-longer-needed = gone"));
  EXPECT_THAT(story.plan().questions, IsEmpty());
}

TEST(Erasure, EmptiesTheCellsOfARowThatTheMapLetsStay) {
  Story story;
  story.add_message(Class::mine, 0);
  example::collection(story.map, "message").erase.kind = map::Erase::Kind::cells;
  EXPECT_THAT(story.words(1), ElementsAre("id: keep shell", "body: clear no-longer-needed",
                                          "sender_id: clear no-longer-needed", "recipient_id: keep shell",
                                          "read_at: keep shell"));
}

TEST(Erasure, OfOnePurposeTakesOnlyWhatServesNothingElse_GDPR17_1_b) {
  Story story;
  auto& fields = example::collection(story.map, "customer").fields;
  fields[0].purposes = {map::ActivityName("newsletter")};
  fields[1].purposes = {map::ActivityName("newsletter"), map::ActivityName("orders")};
  story.scope.only = {map::ActivityName("newsletter")};
  EXPECT_THAT(story.words(0), ElementsAre("id: untouched not-asked", "email: clear erase-consent-withdrawn",
                                          "name: untouched another-purpose", "password: untouched not-asked",
                                          "created_at: untouched not-asked"));
}

TEST(Erasure, OfACategoryLeavesTheOthers) {
  Story story;
  story.scope.categories = {"contact"};
  EXPECT_THAT(story.words(0), ElementsAre("id: untouched not-asked", "email: clear no-longer-needed",
                                          "name: untouched not-asked", "password: untouched not-asked",
                                          "created_at: untouched not-asked"));
}

TEST(Erasure, KeepsWhatADisputeNeeds_GDPR17_3_e) {
  Story story;
  story.scope.holds = {"D-2026-7"};
  EXPECT_THAT(story.words(0), Each(EndsWith("keep legal-claims")));
}

TEST(Erasure, WaitsForHerWhereSheAskedForARestriction_GDPR18_2) {
  Story story;
  story.add_order(example::text("2015-03-04"));
  story.scope.restricted = {{"", "c"}};
  EXPECT_THAT(story.words(0), Each(EndsWith("untouched restricted")));
  EXPECT_THAT(story.words(1), Each(EndsWith("untouched restricted")));
  EXPECT_THAT(story.plan().questions, ElementsAre(HasSubstr("ask her whether she prefers erasure")));
}

TEST(Erasure, AsksAboutRowsThatTheDatabaseItselfWouldDelete) {
  Story story;
  story.refuse_null("note", "customer_id");
  story.catalogues[0]->tables[0].foreign_keys = {{{example::column("customer_id")},
                                                  {"", "customer"},
                                                  {example::column("id")},
                                                  relation::OnDelete::cascade}};
  EXPECT_THAT(story.plan().questions, ElementsAre(HasSubstr("deletes the rows of note(customer_id)")));
}

TEST(Erasure, LooksOnlyAtTheKeyValueFieldThatTheRowHolds) {
  Story story;
  map::Collection meta;
  meta.name = map::CollectionName("meta");
  meta.table = {"", "meta"};
  meta.key = {example::column("id")};
  meta.purposes = {map::ActivityName("newsletter")};
  meta.links = {example::link(map::LinkKind::of, "customer_id", "customer")};
  for (const char* name : {"rhythm", "vat"}) {
    map::Field field = example::field(name, "preference.setting");
    field.column = example::column("value");
    field.codec.kind = map::Codec::Kind::rows;
    field.codec.name_column = example::column("name");
    field.codec.is = name;
    field.purposes = {map::ActivityName(name == std::string("vat") ? "accounting" : "newsletter")};
    meta.fields.push_back(field);
  }
  story.map.systems[0].collections.push_back(meta);
  for (const char* name : {"rhythm", "vat"}) {
    story.add("meta", example::row(name[0], Class::mine, {down(0)}),
              {{"customer_id", std::int64_t{1}}, {"name", example::text(name)}});
  }
  EXPECT_THAT(story.words(1, 0), Each(EndsWith("erase erase-consent-withdrawn")));
  EXPECT_THAT(story.words(1, 1), Contains("vat: archive legal-obligation c-com-L123-22"));
  EXPECT_THAT(story.words(1, 1), Contains("rhythm: untouched elsewhere"));
}

TEST(Erasure, CountsEveryCellOnce) {
  Story story;
  story.add_order(example::text("2023-03-04"));
  story.add_message(Class::anothers, 1);
  const Balance balance = plan::balance(story.plan());
  EXPECT_EQ(balance.found, 5u + 4u + 5u);
  EXPECT_EQ(balance.found, balance.gone + balance.replaced + balance.kept + balance.untouched);
}

TEST(Facts, TakeAStartOverALink) {
  Story story;
  map::Collection& message = example::collection(story.map, "message");
  message.links[0] = example::link(map::LinkKind::of, "order_id", "orders");
  message.retention_since = "order_id.placed_at";
  story.add_order(example::text("2023-03-04 10:00:00"));
  story.dossier.collections.back().rows[0].key = relation::RowKey({relation::Value(std::int64_t{10})});
  story.add("message", example::row(20, Class::mine, {down(0)}), {{"order_id", example::text("10")}});
  // The order's own id, as its link names it.
  example::Values cells;
  cells.put(example::at(story.map, "customer"), {{"id", std::int64_t{1}}});
  cells.put(example::at(story.map, "orders"),
            {{"id", std::int64_t{10}}, {"placed_at", example::text("2023-03-04 10:00:00")}});
  cells.put(example::at(story.map, "message"), {{"order_id", example::text("10")}});
  const Facts facts = gather(story.map, story.dossier, cells);
  ASSERT_THAT(facts.of(2, 0), testing::SizeIs(1));
  ASSERT_TRUE(facts.of(2, 0)[0].start.has_value());
  EXPECT_EQ(base::to_iso(*facts.of(2, 0)[0].start), "2023-03-04");
  EXPECT_THAT(facts.references, Contains(Reference{2, 0, 0, 1, 0}));
}

TEST(Facts, CountFromTheRequestOnlyOnceTodayIsKnown) {
  Story story;
  example::collection(story.map, "orders").retention_since = "request";
  story.add_order(relation::Null{});
  EXPECT_THAT(story.words(1), Each(EndsWith("archive legal-obligation c-com-L123-22 until 2036-11-25")));
}

}  // namespace
}  // namespace habeas::plan
