#include <habeas/plan/plan_example.h>
#include <habeas/plan/restriction.h>

#include <gmock/gmock.h>

namespace habeas::plan {
namespace {

using dossier::Class;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const CellFate& cell(const Plan& plan, std::size_t index) {
  return plan.collections.at(0).patterns.at(plan.collections[0].rows.at(0).pattern).at(index);
}

dossier::Dossier her(const map::Map& map) {
  return example::dossier_of(map, "customer", {example::row(1, Class::mine, {{}})});
}

TEST(Restriction, FreezesAllOfHersByThePermitAlone_GDPR18_1) {
  const map::Map map = example::shop();
  const Plan plan =
      restriction(map, her(map), example::library(), {.ground = "a", .only = {}, .vault = false});
  EXPECT_THAT(example::in_words(plan), Each(HasSubstr("freeze restricted")));
  EXPECT_EQ(law::to_string(cell(plan, 0).article), "GDPR 18(1)(a)");
  EXPECT_EQ(cell(plan, 1).becomes, Becomes::same);
  EXPECT_THAT(plan.questions, IsEmpty());
}

TEST(Restriction, IsRefusedWithoutOneOfTheFourGrounds_GDPR18_1) {
  const map::Map map = example::shop();
  const Plan plan =
      restriction(map, her(map), example::library(), {.ground = "e", .only = {}, .vault = true});
  EXPECT_THAT(example::in_words(plan), Each(HasSubstr("untouched no-ground-for-restriction")));
  EXPECT_THAT(plan.questions, ElementsAre(HasSubstr("None of the four grounds")));
}

TEST(Restriction, PutsAwayFieldsButNotKeysLinksAndIdentifiers) {
  const map::Map map = example::shop();
  const Plan plan =
      restriction(map, her(map), example::library(), {.ground = "b", .only = {}, .vault = true});
  EXPECT_EQ(cell(plan, 0).becomes, Becomes::same);  // id
  EXPECT_EQ(cell(plan, 1).becomes, Becomes::same);  // email: she is found by it
  EXPECT_EQ(cell(plan, 2).becomes, Becomes::put_away);
  EXPECT_EQ(cell(plan, 5).becomes, Becomes::same);  // created_at
}

TEST(Restriction, OfOneActivityLeavesWhatAnotherStillNeedsInItsPlace) {
  map::Map map = example::shop();
  auto& fields = example::collection(map, "customer").fields;
  fields[0].purposes = {map::ActivityName("orders"), map::ActivityName("newsletter")};
  fields[1].purposes = {map::ActivityName("newsletter")};
  const Plan plan = restriction(map, her(map), example::library(),
                                {.ground = "d", .only = {map::ActivityName("newsletter")}, .vault = true});
  EXPECT_THAT(example::in_words(plan),
              ElementsAre("id: untouched not-asked", "email: freeze restricted", "name: freeze restricted",
                          "password: untouched not-asked", "score: untouched not-asked",
                          "created_at: untouched not-asked"));
  EXPECT_EQ(cell(plan, 1).becomes, Becomes::same);
  EXPECT_EQ(cell(plan, 2).becomes, Becomes::put_away);
}

TEST(Restriction, LeavesInPlaceWhatNothingCanStandFor) {
  map::Map map = example::shop();
  std::vector<std::optional<relation::Catalogue>> catalogues(1);
  catalogues[0].emplace();
  auto& table = catalogues[0]->tables.emplace_back();
  table.name = {"", "customer"};
  auto& column = table.columns.emplace_back();
  column.name = example::column("name");
  column.nullable = false;
  column.family = relation::Family::integer;
  const RestrictionScope scope{.ground = "b", .only = {}, .vault = true};
  const auto name_becomes = [&] {
    return cell(restriction(map, her(map), example::library(), scope, catalogues), 2).becomes;
  };
  EXPECT_EQ(name_becomes(), Becomes::same);
  EXPECT_THAT(restriction(map, her(map), example::library(), scope, catalogues).notes,
              Contains(HasSubstr("shop.customer.name stays where it is")));
  column.family = relation::Family::text;
  EXPECT_EQ(name_becomes(), Becomes::put_away) << "a placeholder stands there";
  table.checks = {"Name IN ('a', 'b')"};
  EXPECT_EQ(name_becomes(), Becomes::same) << "which this database would refuse";
  example::collection(map, "customer").fields[1].erase = {map::Erase::Kind::literal, "", {}};
  EXPECT_EQ(name_becomes(), Becomes::put_away) << "the map says what stands there";
}

TEST(Restriction, LeavesOthersCellsAlone) {
  const map::Map map = example::shop();
  dossier::ReachedRow row = example::row(1, Class::shared, {example::down(0)});
  row.links_to_others = {1};
  const auto dossier = example::dossier_of(map, "message", {row});
  const Plan plan = restriction(map, dossier, example::library(), {.ground = "a", .only = {}, .vault = true});
  EXPECT_THAT(example::in_words(plan),
              ElementsAre("id: untouched shared-with-others", "body: untouched shared-with-others",
                          "sender_id: freeze restricted", "recipient_id: untouched shared-with-others",
                          "read_at: untouched shared-with-others"));
}

TEST(Restriction, SaysItInTheColumnThatTheMapDeclares) {
  map::Map map = example::shop();
  example::collection(map, "customer").fields[1].freeze_values = {"1", "0"};
  const Plan frozen =
      restriction(map, her(map), example::library(), {.ground = "c", .only = {}, .vault = true});
  EXPECT_EQ(cell(frozen, 2).becomes, Becomes::literal);
  EXPECT_EQ(cell(frozen, 2).literal, "1");
  const Plan released = release(map, her(map), example::library(), frozen, her(map));
  EXPECT_EQ(cell(released, 2).fate, Fate::release);
  EXPECT_EQ(cell(released, 2).literal, "0");
}

TEST(Release, GivesBackExactlyWhatWasFrozen_GDPR18_3) {
  const map::Map map = example::shop();
  const Plan frozen = restriction(map, her(map), example::library(),
                                  {.ground = "d", .only = {map::ActivityName("scoring")}, .vault = true});
  const Plan released = release(map, her(map), example::library(), frozen, her(map));
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(cell(released, i).fate == Fate::release, cell(frozen, i).fate == Fate::freeze);
    EXPECT_EQ(cell(released, i).becomes == Becomes::put_back, cell(frozen, i).becomes == Becomes::put_away);
  }
  EXPECT_THAT(released.questions, IsEmpty());
  EXPECT_THAT(example::in_words(released), Contains("score: release released"));
}

TEST(Release, LeavesAloneWhatCameSinceAndAsksAboutAFrozenRowThatIsGone) {
  const map::Map map = example::shop();
  const auto two = example::dossier_of(
      map, "customer", {example::row(1, Class::mine, {{}}), example::row(2, Class::mine, {{}})});
  const auto other_two = example::dossier_of(
      map, "customer", {example::row(2, Class::mine, {{}}), example::row(3, Class::mine, {{}})});
  const Plan frozen = restriction(map, two, example::library(), {.ground = "a", .only = {}, .vault = true});
  const Plan released = release(map, other_two, example::library(), frozen, two);
  const auto& rows = released.collections.front();
  const auto fates = [&](std::size_t row) { return rows.patterns[rows.rows[row].pattern]; };
  EXPECT_EQ(fates(0).back().fate, Fate::release) << "row 2, frozen then";
  for (const CellFate& cell : fates(1)) EXPECT_EQ(cell.fate, Fate::untouched) << "row 3, which came since";
  EXPECT_THAT(released.questions, ElementsAre(HasSubstr("1 rows that were frozen are not found")));
}

}  // namespace
}  // namespace habeas::plan
