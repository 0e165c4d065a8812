#include <habeas/plan/plan_example.h>
#include <habeas/plan/portability.h>

#include <gmock/gmock.h>

namespace habeas::plan {
namespace {

using dossier::Class;
using example::down;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::EndsWith;

std::vector<std::string> plan_of(const map::Map& map, const std::string& collection,
                                 dossier::ReachedRow row) {
  return example::in_words(
      portability(map, example::dossier_of(map, collection, {std::move(row)}), example::library()));
}

TEST(Portability, CarriesWhatSheProvidedAndLeavesOutWhatWasInferred) {
  EXPECT_THAT(
      plan_of(example::shop(), "customer", example::row(1, Class::mine, {{}})),
      ElementsAre("id: disclose own-data", "email: disclose own-data", "name: disclose own-data",
                  "password: withhold secret", "score: withhold inferred", "created_at: withhold technical"));
}

TEST(Portability, CarriesWhatWasObservedWithItsTimes) {
  map::Map map = example::shop();
  map::Collection& message = example::collection(map, "message");
  message.from = map::From::observed;
  message.fields[0].from = map::From::observed;
  EXPECT_THAT(plan_of(map, "message", example::row(1, Class::mine, {down(0)})),
              Each(EndsWith("disclose own-data")));
}

TEST(Portability, LeavesOutOtherLegalBases) {
  map::Map map = example::shop();
  example::collection(map, "customer").fields[1].purposes = {map::ActivityName("accounting")};
  EXPECT_THAT(plan_of(map, "customer", example::row(1, Class::mine, {{}})),
              Contains("name: withhold basis-not-portable"));
}

TEST(Portability, OnePortablePurposeAmongSeveralIsEnough) {
  map::Map map = example::shop();
  example::collection(map, "customer").fields[1].purposes = {map::ActivityName("accounting"),
                                                             map::ActivityName("newsletter")};
  EXPECT_THAT(plan_of(map, "customer", example::row(1, Class::mine, {{}})),
              Contains("name: disclose own-data"));
}

TEST(Portability, LeavesOutWhatAThirdPartyGave) {
  map::Map map = example::shop();
  example::collection(map, "customer").fields[1].from = map::From::third_party;
  EXPECT_THAT(plan_of(map, "customer", example::row(1, Class::mine, {{}})),
              Contains("name: withhold third-party-source"));
}

TEST(Portability, LeavesOutWhatIsNotAutomated) {
  map::Map map = example::shop();
  map.organisation.systems[0].kind = "manual";
  EXPECT_THAT(plan_of(map, "message", example::row(1, Class::mine, {down(0)})),
              Each(EndsWith("withhold not-automated")));
}

TEST(Portability, LeavesOutAnothersRowsAndCells) {
  const map::Map map = example::shop();
  EXPECT_THAT(plan_of(map, "message", example::row(1, Class::anothers, {example::down_for_sight(1)})),
              Each(EndsWith("withhold sight-only")));
  dossier::ReachedRow shared = example::row(1, Class::shared, {down(0)});
  shared.links_to_others = {1};
  EXPECT_THAT(plan_of(map, "message", shared), Contains("recipient_id: withhold others-rights-20-4"));
  EXPECT_THAT(plan_of(map, "message", shared), Contains("body: disclose own-data"));
}

// Two people write to each other, and both own every message.
map::Map shop_of_two_owners() {
  map::Map map = example::shop();
  example::collection(map, "message").links[1].kind = map::LinkKind::of;
  return map;
}

TEST(Portability, LeavesOutWhatAnotherWroteInARowThatTheyShare) {
  const map::Map map = shop_of_two_owners();
  dossier::ReachedRow row = example::row(1, Class::shared, {example::down(7)});
  row.arrivals[0].by = dossier::Arrival::By::link_up;  // over something shared, not as the one who wrote it
  row.arrivals[0].link = 0;
  row.links_to_others = {0};
  EXPECT_THAT(plan_of(map, "message", row), Contains("body: withhold written-by-another"));
}

TEST(Portability, LeavesOutWhatEitherOfTwoMayHaveProvided) {
  const map::Map map = shop_of_two_owners();
  dossier::ReachedRow row = example::row(1, Class::shared, {down(0)});
  row.links_to_others = {1};
  EXPECT_THAT(plan_of(map, "message", row), Contains("body: withhold provided-by-several"));
}

TEST(Portability, CarriesWhatWasObservedOfSeveral) {
  map::Map map = shop_of_two_owners();
  example::collection(map, "message").fields[0].from = map::From::observed;
  dossier::ReachedRow row = example::row(1, Class::shared, {down(0)});
  row.links_to_others = {1};
  EXPECT_THAT(plan_of(map, "message", row), Contains("body: disclose own-data"));
}

TEST(Portability, CarriesWhatSheWroteInASharedRow) {
  const map::Map map = example::shop();  // the recipient is only mentioned: the sender is the one who wrote
  dossier::ReachedRow row = example::row(1, Class::shared, {down(0)});
  row.links_to_others = {1};
  EXPECT_THAT(plan_of(map, "message", row), Contains("body: disclose own-data"));
}

TEST(Portability, LeavesOutWhatTheMapDoesNotDescribe) {
  map::Map map = example::shop();
  map::Field& name = example::collection(map, "customer").fields[1];
  name.codec.kind = map::Codec::Kind::php;
  name.codec.path = "$.name";
  EXPECT_THAT(plan_of(map, "customer", example::row(1, Class::mine, {{}})),
              Contains("name: withhold unclassified"));
}

}  // namespace
}  // namespace habeas::plan
