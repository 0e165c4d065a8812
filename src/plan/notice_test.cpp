#include <habeas/plan/information.h>
#include <habeas/plan/plan_example.h>

#include <gmock/gmock.h>

namespace habeas::plan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// One activity about customers, with all that articles 13 and 14 ask for.
map::Map organisation() {
  map::Map map = example::shop();
  map.organisation.controller = {"Maison Verdier SAS", "12 rue des Forges", "donnees@maison-verdier.example",
                                 "FR"};
  map.activities.resize(1);
  map::Activity& orders = map.activities[0];
  orders.about = {map::RoleName("customer")};
  orders.basis_reference = "GDPR 6(1)(b)";
  orders.purpose = {{"en", "Deliver"}};
  orders.retention.archive = law::Duration{5, 0, 0};
  return map;
}

std::vector<std::string> missing(const map::Map& map) {
  std::vector<std::string> lines;
  for (const MissingItem& item : notice(map, example::library(), map::RoleName("customer")).missing)
    lines.push_back(law::to_string(item.article) + " " + item.what);
  return lines;
}

TEST(Notice, IsCompleteWithAllItemsOfArticle13) {
  const Notice complete = notice(organisation(), example::library(), map::RoleName("customer"));
  EXPECT_THAT(complete.missing, IsEmpty());
  EXPECT_FALSE(complete.indirect);
  EXPECT_THAT(complete.categories, ElementsAre("communication.content", "contact.email", "identity.name"));
}

TEST(Notice, IsBlockedWithoutALegalBasis_AS01_GDPR13_1_c) {
  map::Map map = organisation();
  map.activities[0].basis_reference.clear();
  EXPECT_THAT(missing(map), ElementsAre("GDPR 13(1)(c) missing: a legal basis for 'orders'"));
}

TEST(Notice, NamesEachMissingItemByArticleAndLetter_GDPR13) {
  map::Map map = organisation();
  map.organisation.controller = {};
  map.organisation.dpo.emplace();
  map::Activity& orders = map.activities[0];
  orders.purpose.clear();
  orders.basis = law::LegalBasis::legitimate_interests;
  orders.recipients = {map::RecipientName("far"), map::RecipientName("unknown")};
  map::Recipient far;
  far.name = map::RecipientName("far");
  far.display = "Far Inc.";
  far.country = "US";
  map.organisation.recipients = {far};
  orders.retention = {};
  orders.automated.emplace();
  std::vector<std::string> letters;
  for (const MissingItem& item : notice(map, example::library(), map::RoleName("customer")).missing)
    letters.push_back(item.article.number);
  EXPECT_THAT(letters, ElementsAre("13(1)(a)", "13(1)(b)", "13(2)(d)", "13(1)(c)", "13(1)(d)", "13(1)(f)",
                                   "13(1)(e)", "13(2)(a)", "13(2)(f)"));
}

TEST(Notice, AsksForTheSourceOfWhatDidNotComeFromHer_GDPR14_2_f) {
  map::Map map = organisation();
  example::collection(map, "customer").fields[1].from = map::From::third_party;
  EXPECT_THAT(missing(map), ElementsAre("GDPR 14(2)(f) missing: where the data of 'orders' comes from"));
  map.activities[0].source = {{"en", "a partner"}};
  EXPECT_THAT(missing(map), IsEmpty());
}

TEST(Notice, ToAnAudienceThatNoActivityIsAboutIsMissingItsPurpose) {
  const Notice empty = notice(organisation(), example::library(), map::RoleName("employee"));
  ASSERT_EQ(empty.missing.size(), 1u);
  EXPECT_EQ(empty.missing[0].article.number, "13(1)(c)");
}

// It would be left out of every notice, and nobody would notice.
TEST(Notice, LacksAnActivityThatUsesTheirDataAndDoesNotSayWhomItIsAbout_GDPR13_1_c) {
  map::Map map = organisation();
  map::Activity help = map.activities[0];
  help.name = map::ActivityName("help");
  help.about.clear();
  map.activities.push_back(help);
  EXPECT_THAT(missing(map), IsEmpty());  // it uses nobody's
  example::collection(map, "customer").fields[0].purposes.push_back(help.name);
  EXPECT_THAT(missing(map),
              ElementsAre("GDPR 13(1)(c) missing: whom 'help' is about (about: in activities.yaml): it "
                          "uses data of 'customer'"));
  map.activities[1].about = {map::RoleName("supplier")};
  EXPECT_THAT(missing(map), IsEmpty());
}

TEST(Notice, HasAnotherVersionWhenItSaysSomethingElse) {
  map::Map map = organisation();
  const auto version = [&] { return notice(map, example::library(), map::RoleName("customer")).version; };
  const std::string before = version();
  EXPECT_EQ(version(), before);
  map.activities[0].retention.archive = law::Duration{6, 0, 0};
  EXPECT_NE(version(), before);
}

}  // namespace
}  // namespace habeas::plan
