#include <habeas/plan/access.h>
#include <habeas/plan/plan_example.h>

#include <gmock/gmock.h>

namespace habeas::plan {
namespace {

using dossier::Class;
using example::down;
using example::down_for_sight;
using testing::Contains;
using testing::ElementsAre;

map::Withhold nothing() { return {map::Withhold::Kind::fields, {}}; }
map::Withhold only(const std::string& name) { return {map::Withhold::Kind::fields, {map::FieldName(name)}}; }
map::Withhold whole_row() { return {map::Withhold::Kind::row, {}}; }

TEST(Access, DisclosesHerRowAndCountsItsSecrets) {
  const map::Map map = example::shop();
  const Plan plan = access(map, example::dossier_of(map, "customer", {example::row(1, Class::mine, {{}})}),
                           example::library());
  EXPECT_THAT(
      example::in_words(plan),
      ElementsAre("id: disclose own-data", "email: disclose own-data", "name: disclose own-data",
                  "password: withhold secret", "score: disclose own-data", "created_at: disclose own-data"));
}

TEST(Access, CitesArticle15ForWhatItGivesAndWithholds) {
  const map::Map map = example::shop();
  dossier::ReachedRow row = example::row(1, Class::mine, {down(0)});
  row.links_to_others = {1};
  const Plan plan = access(map, example::dossier_of(map, "message", {row}), example::library());
  const auto& cells = plan.collections.at(0).patterns.at(0);
  ASSERT_EQ(cells.at(2).column.text(), "sender_id");
  EXPECT_EQ(cells[2].article.number.substr(0, 2), "15");
  EXPECT_EQ(to_string(cells[3].article), "GDPR 15(4)");
}

TEST(Access, WithholdsTheColumnThatNamesAnotherAndGivesTheRest) {
  const map::Map map = example::shop();
  dossier::ReachedRow row = example::row(1, Class::mine, {down(0)});
  row.links_to_others = {1};
  const Plan plan = access(map, example::dossier_of(map, "message", {row}), example::library());
  EXPECT_THAT(example::in_words(plan),
              ElementsAre("id: disclose own-data", "body: disclose own-data", "sender_id: disclose own-data",
                          "recipient_id: withhold others-rights", "read_at: disclose own-data"));
}

TEST(Access, ShowsTheColumnThatNamesAnotherWhereTheLinkWithholdsNothing) {
  map::Map map = example::shop();
  example::collection(map, "message").links[1].withhold = nothing();
  dossier::ReachedRow row = example::row(1, Class::mine, {down(0)});
  row.links_to_others = {1};
  const Plan plan = access(map, example::dossier_of(map, "message", {row}), example::library());
  EXPECT_THAT(example::in_words(plan), Contains("recipient_id: disclose own-data"));
}

TEST(Access, ShowsAColumnOfTwoLinksWhereSheCameByOneOfThem) {
  map::Map map = example::shop();
  map::Collection& message = example::collection(map, "message");
  for (map::Link& link : message.links) {
    link.columns.push_back({relation::ColumnName("tenant"), relation::ColumnName("tenant")});
  }
  dossier::ReachedRow row = example::row(1, Class::mine, {down(0)});
  row.links_to_others = {1};
  const Plan plan = access(map, example::dossier_of(map, "message", {row}), example::library());
  EXPECT_THAT(example::in_words(plan), Contains("tenant: disclose own-data"));
  EXPECT_THAT(example::in_words(plan), Contains("recipient_id: withhold others-rights"));
}

TEST(Access, GivesAStubOfAnothersRow) {
  const map::Map map = example::shop();
  dossier::ReachedRow row = example::row(1, Class::anothers, {down_for_sight(1)});
  row.links_to_others = {0};
  const Plan plan = access(map, example::dossier_of(map, "message", {row}), example::library());
  EXPECT_THAT(
      example::in_words(plan),
      ElementsAre("id: withhold others-row", "body: withhold others-row", "sender_id: withhold others-rights",
                  "recipient_id: disclose own-data", "read_at: withhold others-row"));
}

TEST(Access, WithholdsAKeyThatIsAnothersIdentifier) {
  map::Map map = example::shop();
  map::Collection& customer = example::collection(map, "customer");
  customer.fields.push_back(example::field("id", ""));
  customer.fields.back().identifier = subject::KindName("shop-customer");
  example::collection(map, "message").links[1].kind = map::LinkKind::shows;
  const auto row = example::row(2, Class::anothers, {example::up_for_sight(1, example::at(map, "message"))});
  const Plan plan = access(map, example::dossier_of(map, "customer", {row}), example::library());
  EXPECT_THAT(example::in_words(plan), Contains("id: withhold others-row"));
}

TEST(Access, TakesTheWithholdListOfALinkThatPointsUpFromItsOwnCollection) {
  map::Map map = example::shop();
  map::Link& shows = example::collection(map, "message").links[1];
  shows.kind = map::LinkKind::shows;
  shows.withhold = only("email");
  const auto row = example::row(2, Class::anothers, {example::up_for_sight(1, example::at(map, "message"))});
  const Plan plan = access(map, example::dossier_of(map, "customer", {row}), example::library());
  EXPECT_THAT(example::in_words(plan),
              ElementsAre("id: disclose own-data", "email: withhold others-row", "name: disclose own-data",
                          "password: withhold others-row", "score: disclose own-data",
                          "created_at: disclose own-data"));
}

TEST(Access, WithholdsTheWholeRowWhereTheLinkSaysSo) {
  map::Map map = example::shop();
  example::collection(map, "message").links[1].withhold = whole_row();
  const auto row = example::row(1, Class::anothers, {down_for_sight(1)});
  const Counts counts = count(access(map, example::dossier_of(map, "message", {row}), example::library()));
  EXPECT_EQ(counts.disclosed, 0u);
  EXPECT_EQ(counts.withheld, 5u);
}

TEST(Access, WithholdsACellOnlyIfEveryWayToItDoes) {
  map::Map map = example::shop();
  map::Collection& message = example::collection(map, "message");
  message.links[0].kind = map::LinkKind::mentions;
  message.links[0].withhold = only("body");
  message.links[1].withhold = nothing();
  const auto row = example::row(1, Class::anothers, {down_for_sight(0), down_for_sight(1)});
  const Plan plan = access(map, example::dossier_of(map, "message", {row}), example::library());
  EXPECT_THAT(example::in_words(plan), Contains("body: disclose own-data"));
}

TEST(Access, HonoursAWithholdListOfAnOwningLink) {
  map::Map map = example::shop();
  example::collection(map, "message").links[0].withhold = only("body");
  const auto row = example::row(1, Class::mine, {down(0)});
  const Plan plan = access(map, example::dossier_of(map, "message", {row}), example::library());
  EXPECT_THAT(example::in_words(plan), Contains("body: withhold others-rights"));
  EXPECT_THAT(example::in_words(plan), Contains("read_at: disclose own-data"));
}

TEST(Access, MasksAnIdentifierThatIsNotProvenToBeHers) {
  const map::Map map = example::shop();
  dossier::ReachedRow row = example::row(1, Class::mine, {{}});
  row.unproven_fields = {0};
  const Plan plan = access(map, example::dossier_of(map, "customer", {row}), example::library());
  EXPECT_THAT(example::in_words(plan), Contains("email: withhold unproven-identifier"));
}

TEST(Access, ShowsATableAboutNobodyWhole) {
  map::Map map = example::shop();
  map::NotPersonal product;
  product.name = map::CollectionName("product");
  product.key = {relation::ColumnName("id")};
  product.show = {relation::ColumnName("name"), relation::ColumnName("price")};
  map.systems[0].not_personal = {product};
  dossier::Dossier dossier;
  dossier.collections.push_back({{0, 0}, true, {example::row(7, Class::anothers, {})}});
  EXPECT_THAT(example::in_words(access(map, dossier, example::library())),
              ElementsAre("name: disclose own-data", "price: disclose own-data"));
}

TEST(Access, TreatsAColumnThatTwoFieldsReadAsTwoCells) {
  map::Map map = example::shop();
  map::Collection& customer = example::collection(map, "customer");
  customer.fields.push_back(example::field("token", ""));
  customer.fields.back().column = relation::ColumnName("name");
  customer.fields.back().secret = true;
  const Plan plan = access(map, example::dossier_of(map, "customer", {example::row(1, Class::mine, {{}})}),
                           example::library());
  EXPECT_THAT(example::in_words(plan), Contains("name: disclose own-data"));
  EXPECT_THAT(example::in_words(plan), Contains("name: withhold secret"));
}

TEST(Access, SharesAPatternAmongRowsTreatedAlike) {
  const map::Map map = example::shop();
  dossier::ReachedRow other = example::row(3, Class::mine, {down(0)});
  other.links_to_others = {1};
  const Plan plan = access(map,
                           example::dossier_of(map, "message",
                                               {example::row(1, Class::mine, {down(0)}),
                                                example::row(2, Class::mine, {down(0)}), other}),
                           example::library());
  EXPECT_EQ(plan.collections[0].patterns.size(), 2u);
  EXPECT_EQ(plan.collections[0].rows[0].pattern, plan.collections[0].rows[1].pattern);
  EXPECT_NE(plan.collections[0].rows[0].pattern, plan.collections[0].rows[2].pattern);
}

TEST(Access, DigestChangesWithAKeyAndWithAFate) {
  map::Map map = example::shop();
  const auto digest = [&](std::int64_t key) {
    return access(map, example::dossier_of(map, "message", {example::row(key, Class::mine, {down(0)})}),
                  example::library())
        .digest;
  };
  const std::string one = digest(1);
  EXPECT_EQ(digest(1), one);
  EXPECT_NE(digest(2), one);
  example::collection(map, "message").links[0].withhold = only("body");
  EXPECT_NE(digest(1), one);
}

TEST(Information, NamesOnlyTheActivitiesThatConcernHerRows) {
  const map::Map map = example::shop();
  const Information information =
      information_about(map, example::dossier_of(map, "customer", {example::row(1, Class::mine, {{}})}));
  ASSERT_EQ(information.activities.size(), 2u);
  EXPECT_EQ(information.activities[0].activity.text(), "orders");
  EXPECT_THAT(information.activities[0].categories, ElementsAre("contact.email", "identity.name"));
  EXPECT_EQ(information.activities[1].activity.text(), "scoring");
  EXPECT_THAT(information.activities[1].sources, ElementsAre(map::From::derived));
  EXPECT_TRUE(information.activities[1].automated);
}

TEST(Information, CountsOfAnothersRowOnlyTheLinkThatNamesHer) {
  const map::Map map = example::shop();
  const auto row = example::row(1, Class::anothers, {down_for_sight(1)});
  const Information information = information_about(map, example::dossier_of(map, "message", {row}));
  ASSERT_EQ(information.activities.size(), 1u);
  EXPECT_EQ(information.activities[0].cells, 1u);
}

// A customer's profile is a JSON document of which the map reads one member.
map::Map shop_with_a_profile() {
  map::Map map = example::shop();
  map::Collection& customer = example::collection(map, "customer");
  customer.fields[3].column = example::column("profile");
  customer.fields[3].codec.kind = map::Codec::Kind::json;
  customer.fields[3].codec.path = "$.score";
  return map;
}

TEST(Access, GivesHerWhatNoFieldReadsOfADocument) {
  const map::Map map = shop_with_a_profile();
  const Plan plan = access(map, example::dossier_of(map, "customer", {example::row(1, Class::mine, {{}})}),
                           example::library());
  EXPECT_THAT(example::in_words(plan),
              ElementsAre("id: disclose own-data", "email: disclose own-data", "name: disclose own-data",
                          "password: withhold secret", "profile: disclose own-data",
                          "profile: disclose own-data", "created_at: disclose own-data"));
}

TEST(Access, WithholdsWhatNoFieldReadsInARowThatIsNotHersAlone) {
  const map::Map map = shop_with_a_profile();
  const auto words = [&](Class klass) {
    return example::in_words(access(map, example::dossier_of(map, "customer", {example::row(1, klass, {{}})}),
                                    example::library()));
  };
  EXPECT_THAT(words(Class::shared), Contains("profile: withhold unmapped"));
  EXPECT_THAT(words(Class::shared), Contains("profile: disclose own-data"));  // the member that the map reads
}

TEST(Access, AStubDoesNotShowTheKeyOfAnothersRow) {
  const map::Map map = example::shop();
  const Plan plan = access(
      map, example::dossier_of(map, "message", {example::row(1, Class::anothers, {down_for_sight(1)})}),
      example::library());
  EXPECT_THAT(example::in_words(plan), Contains("id: withhold others-row"));
  EXPECT_THAT(example::in_words(plan), Contains("recipient_id: disclose own-data"));
}

}  // namespace
}  // namespace habeas::plan
