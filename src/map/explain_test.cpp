#include <habeas/map/building.h>
#include <habeas/map/example_map.h>
#include <habeas/map/explain.h>
#include <habeas/map/load.h>

#include <gmock/gmock.h>

#include <algorithm>

namespace habeas::map {
namespace {

using namespace building;
using testing::HasSubstr;
using testing::Not;

// The demonstration's map: every kind of link, several systems, two languages.
const Map& verdier() {
  static const Map map = [] {
    std::vector<MapFile> files;
    for (const std::string name : {"habeas.yaml", "activities.yaml", "maps/shop.yaml", "maps/mailing.yaml",
                                   "maps/support.yaml", "maps/tills.yaml"}) {
      std::ifstream file(std::string(HABEAS_SOURCE_DIR) + "/demo/maison-verdier/" + name);
      std::stringstream content;
      content << file.rdbuf();
      files.push_back({name, content.str()});
    }
    return load(files, example::library()).map;
  }();
  return map;
}

std::string about(const std::string& collection, const std::string& language) {
  return explain(verdier(), {language, std::nullopt, CollectionName(collection)});
}

// Without the line breaks, which are not what a test is about.
std::string flowing(std::string text) {
  std::string flat;
  for (const char c : text) {
    const bool space = c == '\n' || c == ' ';
    if (!space || (!flat.empty() && flat.back() != ' ')) flat += space ? ' ' : c;
  }
  return flat;
}

TEST(Explain, SaysWhoIsAPersonInBothLanguages) {
  EXPECT_THAT(about("customer", "en"), HasSubstr("Each row is a person: customer."));
  EXPECT_THAT(about("customer", "fr"), HasSubstr("Chaque ligne est une personne : customer."));
}

TEST(Explain, SaysWhatBelongsToWhomAndByWhichColumn) {
  EXPECT_THAT(about("orders", "en"), HasSubstr("Belongs to the person in customer named by customer_id."));
  EXPECT_THAT(about("orders", "fr"),
              HasSubstr("Appartient à la personne de customer que désigne customer_id."));
  EXPECT_THAT(about("review", "en"), HasSubstr("Belongs to whoever bears the pen-name written in author."));
  EXPECT_THAT(flowing(about("wishlist", "en")),
              HasSubstr("Belongs to the people of wishlist_member, which leads here by wishlist_id: lives as "
                        "long as one of them remains."));
  EXPECT_THAT(flowing(about("parcel_line", "en")), HasSubstr("named by order_id and line_no"));
}

TEST(Explain, SaysWhatIsWithheld) {
  EXPECT_THAT(flowing(about("customer", "en")),
              HasSubstr("named by referred_by. Whoever comes by this link is not given the row."));
  EXPECT_THAT(flowing(about("message", "en")),
              HasSubstr("named by recipient_id. Whoever comes by this link sees all of it."));
  EXPECT_THAT(flowing(about("ticket_message", "en")), HasSubstr("is not given: internal_note."));
  EXPECT_THAT(
      flowing(about("orders", "en")),
      HasSubstr(
          "named by gift_for. Whoever comes by this link sees nothing else: the rest is other people's."));
  EXPECT_THAT(about("customer", "en"), HasSubstr("Secrets, counted and never given out: password_hash."));
}

TEST(Explain, SaysUnderWhichCondition) {
  EXPECT_THAT(flowing(about("address", "fr")),
              HasSubstr("que désigne owner_id, seulement où owner_type = customer."));
}

TEST(Explain, SaysWhatTheDataIsAndWhoGaveIt) {
  const auto text = flowing(about("customer", "en"));
  EXPECT_THAT(text, HasSubstr("email (e-mail address)"));
  EXPECT_THAT(text, HasSubstr("segment (group we place you in, derived by us)"));
  EXPECT_THAT(text, HasSubstr("May be several people's, and only propose candidates: phone (phone)."));
}

TEST(Explain, SaysWhatBecomesOfItAndWhy) {
  EXPECT_THAT(about("customer", "en"), HasSubstr("On erasure the row goes."));
  EXPECT_THAT(flowing(about("message", "fr")),
              HasSubstr("À l'effacement, la ligne disparaît. Dans une ligne qui reste, body est caviardé."));
  EXPECT_THAT(about("orders", "en"), HasSubstr("Serves: Orders and Accounting."));
  EXPECT_THAT(about("orders", "en"), HasSubstr("How long it is kept counts from placed_at."));
  const auto all = flowing(explain(verdier(), {"en", SystemName("shop"), std::nullopt}));
  EXPECT_THAT(all, HasSubstr("Rests on a legal obligation (c-com-L123-22). Kept: 10 years in the archive "
                             "(from: end of the financial year)."));
  EXPECT_THAT(all, HasSubstr("Given to: Chronovia SARL and Paiement Sûr SA."));
}

TEST(Explain, TellsPeopleFirstAndNothingTwice) {
  const auto text = explain(verdier(), {"en", SystemName("shop"), std::nullopt});
  EXPECT_LT(text.find("\ncustomer:"), text.find("\naddress:"));
  EXPECT_LT(text.find("\naddress:"), text.find("\norder_line:"));
  EXPECT_EQ(text, explain(verdier(), {"en", SystemName("shop"), std::nullopt}));
}

TEST(Explain, SaysNothingOfWhatIsNotThere) {
  EXPECT_EQ("", about("no_such", "en"));
  EXPECT_EQ("", explain(verdier(), {"fr", SystemName("no-such"), std::nullopt}));
}

TEST(Explain, IsPlainTextInLinesThatFit) {
  for (const std::string language : {"fr", "en"}) {
    const auto text = explain(verdier(), {language, std::nullopt, std::nullopt});
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
      EXPECT_LE(std::ranges::count_if(line, [](char c) { return (c & 0xC0) != 0x80; }), 102) << line;
  }
}

TEST(Explain, LetsNoNameReachTheTerminalAsMoreThanAName) {
  auto hostile = customer();
  hostile.technical = names({"x\x1b[31m\r\ny\u202ez\u009b"});
  const auto text = explain(map_of({hostile}), {"en", std::nullopt, std::nullopt});
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\r")));
  EXPECT_THAT(text, Not(HasSubstr("\u202e")));
  EXPECT_THAT(text, Not(HasSubstr("\u009b")));
}

}  // namespace
}  // namespace habeas::map
