#include <habeas/map/building.h>
#include <habeas/map/check.h>
#include <habeas/map/draft.h>

#include <gmock/gmock.h>

namespace habeas::map {
namespace {

using namespace building;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Activity activity(const std::string& name, law::LegalBasis basis = law::LegalBasis::contract) {
  Activity made;
  made.name = ActivityName(name);
  made.basis = basis;
  made.title = made.purpose = {{"en", "Deliver"}};
  made.recipients_declared = true;
  made.place = {"activities.yaml", 2, 3};
  return made;
}

Collection serving(Collection made, const std::string& purpose) {
  made.purposes = {ActivityName(purpose)};
  for (auto& one : made.fields) one.purposes = made.purposes;
  for (auto& one : made.links) one.purposes = made.purposes;
  return made;
}

TEST(Undecided, NamesACollectionThatIsStillForWhatADraftWrote) {
  const Map map = map_of({serving(customer(), "to-decide")});
  EXPECT_EQ(
      told(undecided(map)),
      "maps/shop.yaml:3:3: warning: What collection 'customer' is used for is still to be decided: it is "
      "for 'to-decide'. Name activities of activities.yaml under its `for`\n");
}

TEST(Undecided, NamesAnActivityOfWhichPeopleWouldBeToldToBeDecided) {
  Map map = map_of({serving(customer(), "orders")});
  map.activities = {activity("orders")};
  EXPECT_THAT(undecided(map), IsEmpty());
  map.activities[0].purpose = {{"fr", "À décider"}};
  EXPECT_THAT(told(undecided(map)),
              HasSubstr("activities.yaml:2:3: warning: Activity 'orders' is still to be decided"));
  EXPECT_THAT(told(undecided(map)), HasSubstr("What collection 'customer' is used for"));
}

TEST(Undecided, NamesACategoryThatIsOnlyItsColumnsName) {
  const Map map =
      map_of({collection("visit", {field("Shoe_Size", "x.shoe-size", 8), field("page", "technical.log")})});
  EXPECT_EQ(told(undecided(map)),
            "maps/shop.yaml:8:7: warning: 'visit.Shoe_Size' is 'x.shoe-size', which is only the name of its "
            "column: what "
            "it is is still to be decided. Give it a category of docs/map.md, or call it technical; if it is "
            "one of "
            "your own, give it a title\n");
}

TEST(Undecided, AcceptsACategoryOfOnesOwnThatHasWordsOrAnotherName) {
  auto titled = field("duration", "x.duration");
  titled.title = {{"en", "How long you stayed"}};
  EXPECT_THAT(undecided(map_of({collection("visit", {titled, field("d", "x.visit.length")})})), IsEmpty());
}

TEST(Undecided, IsPartOfCheck) {
  const Map map = map_of({serving(customer(), "to-decide")});
  EXPECT_THAT(told(check(map, {})), HasSubstr("still to be decided"));
}

TEST(PeopleServed, AreThoseWhoAreTheRowsOrToWhomTheyBelong) {
  Map map = map_of({person("employee", {identifier("email", "email")}), customer(),
                    serving(collection("line", {}, {link(LinkKind::of, "order_id", "orders")}), "accounting"),
                    collection("orders", {},
                               {link(LinkKind::of, "customer_id", "customer"),
                                link(LinkKind::mentions, "taken_by", "employee")})});
  EXPECT_THAT(people_served(map, ActivityName("accounting")), ElementsAre(RoleName("customer")));
  EXPECT_THAT(people_served(map, ActivityName("nothing")), IsEmpty());
}

TEST(PeopleServed, AreThoseWhoBearTheIdentifierOfALink) {
  const Map map = map_of(
      {customer(),
       serving(collection("review", {}, {identifier_link(LinkKind::of, "author", "email")}), "reviews")});
  EXPECT_THAT(people_served(map, ActivityName("reviews")), ElementsAre(RoleName("customer")));
}

TEST(CheckRegister, AsksWhomAnActivityIsAboutThatUsesDataOfPeople_GDPR13) {
  Map map = map_of({serving(customer(), "orders")});
  map.activities = {activity("orders")};
  EXPECT_EQ(told(check(map, {})),
            "activities.yaml:2:3: warning: Activity 'orders' does not say whom it is about, and uses data of "
            "customer: no "
            "notice to them would be complete (GDPR 13, 14). Write about: [customer]\n");
  map.activities[0].about = {RoleName("customer")};
  EXPECT_EQ(told(check(map, {})), "");
}

// --- rows that stay because others are kept (GDPR 17(3)) ------------------------------------------------------------

struct Kept {
  Collection bill = serving(
      collection("bill", {field("made", "order.date")}, {link(LinkKind::of, "customer_id", "customer")}),
      "accounting");
  Collection who = serving(
      person("customer", {identifier("email", "email", "contact.email"), field("name", "identity.name", 12)}),
      "orders");
  relation::Table bills =
      table("bill", {needed(number("id")), needed(number("customer_id")), column("made")});
  relation::Table people = table("customer", {needed(number("id")), column("email"), needed(column("name"))});

  std::string judged() const {
    Map map = map_of({bill, who});
    map.activities = {activity("orders"), activity("accounting", law::LegalBasis::legal_obligation)};
    for (auto& one : map.activities) one.about = {RoleName("customer")};
    return told(check(map, known({bills, people})));
  }
};

TEST(KeptRows, HoldTheRowTheyPointAtWhoseCellsMustThenBeEmptied) {
  EXPECT_EQ(Kept().judged(),
            "maps/shop.yaml:12:7: warning: 'customer.name' may not be NULL and cannot be cleared, where its "
            "row stays "
            "because rows of 'bill' that stay point at it. Say what to write instead: erase: '' or another "
            "literal, mask "
            "or pseudonym\n");
}

TEST(KeptRows, AreContentWithAWayToBeEmptied) {
  Kept story;
  story.who.fields[1].erase = {Erase::Kind::literal, "", {}};
  EXPECT_EQ(story.judged(), "");
}

TEST(KeptRows, HoldNothingWhereNothingIsKept) {
  Kept story;
  story.bill = serving(story.bill, "orders");
  EXPECT_EQ(story.judged(), "");
}

TEST(KeptRows, OfWhatIsKeptItselfNothingIsEmptied) {
  Kept story;
  story.who = serving(story.who, "accounting");
  EXPECT_EQ(story.judged(), "");
}

TEST(KeptRows, HoldOverSeveralLinks) {
  Kept story;
  story.bill.links[0] = link(LinkKind::of, "contract_id", "contract");
  story.bill = serving(story.bill, "accounting");
  story.bills = table("bill", {needed(number("id")), needed(number("contract_id")), column("made")});
  Map map =
      map_of({story.bill,
              serving(collection("contract", {}, {link(LinkKind::of, "customer_id", "customer")}), "orders"),
              story.who});
  map.activities = {activity("orders"), activity("accounting", law::LegalBasis::legal_obligation)};
  for (auto& one : map.activities) one.about = {RoleName("customer")};
  const auto contracts = table("contract", {needed(number("id")), needed(number("customer_id"))});
  EXPECT_THAT(
      told(check(map, known({story.bills, contracts, story.people}))),
      HasSubstr("'customer.name' may not be NULL and cannot be cleared, where its row stays because rows of "
                "'contract' that stay point at it"));
}

TEST(KeptRows, AContractKeepsOnlyWhatItsArchiveDates) {
  Kept story;
  Map map = map_of({story.bill, story.who});
  map.activities = {activity("orders"), activity("accounting")};
  map.activities[1].retention.archive = law::Duration{5, 0, 0};
  for (auto& one : map.activities) one.about = {RoleName("customer")};
  EXPECT_EQ(told(check(map, known({story.bills, story.people}))), "");
  map.systems[0].collections[0].retention_since = "made";
  EXPECT_THAT(told(check(map, known({story.bills, story.people}))),
              HasSubstr("'customer.name' may not be NULL"));
}

}  // namespace
}  // namespace habeas::map
