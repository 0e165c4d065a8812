#include <habeas/subject/identifier.h>

#include <gtest/gtest.h>

#include <string>

namespace habeas::subject {
namespace {

const KindName email("email");
const KindName phone("phone");
const KindName person("name+birthdate");
const KindName number("customer");
const KindName text("pen-name");

Kinds kinds() {
  Kinds all;
  EXPECT_TRUE(all.declare(number, "number"));
  EXPECT_TRUE(all.declare(text, "text"));
  return all;
}

std::string normal(const KindName& kind, std::string_view value) {
  const auto form = normal_form(kinds(), kind, value);
  return form ? form->reveal() : "-";
}

std::vector<std::string> keys(const KindName& kind, std::string value) {
  return probes(kinds(), {kind, base::Personal<std::string>(std::move(value))}).keys.reveal();
}

TEST(Kinds, DeclareNumbersAndTextsOnce) {
  Kinds all;
  EXPECT_TRUE(all.declare(number, "number"));
  EXPECT_FALSE(all.declare(number, "text"));
  EXPECT_FALSE(all.declare(email, "text"));
  EXPECT_FALSE(all.declare(KindName("badge"), "uuid"));
  EXPECT_EQ(all.shape(number), Shape::number);
  EXPECT_EQ(all.shape(KindName("badge")), std::nullopt);
}

TEST(Same, NeverJoinsTwoPeople) {
  const Kinds all = kinds();
  EXPECT_FALSE(same(all, email, "rené@x.example", "rene@x.example"));
  EXPECT_FALSE(same(all, email, "straße@x.example", "strasse@x.example"));
  EXPECT_FALSE(same(all, email, "İrem@x.example", "irem@x.example"));
  EXPECT_FALSE(same(all, email, "ırem@x.example", "irem@x.example"));
  EXPECT_FALSE(same(all, email, "m.dupont@x.example", "mdupont@x.example"));
  EXPECT_FALSE(same(all, email, "marie+a@x.example", "marie@x.example"));
  EXPECT_FALSE(same(all, email, "mаrie@x.example", "marie@x.example"));  // a Cyrillic letter
  EXPECT_FALSE(same(all, number, "0", "0abc"));
  EXPECT_FALSE(same(all, number, "0abc", "0abc"));
  EXPECT_FALSE(same(all, text, "Bob", "bob"));
  EXPECT_FALSE(same(all, phone, "+33 1 23 45 67 89", "+33 1 23 45 67 80"));
}

TEST(Same, SeesThroughSpelling) {
  const Kinds all = kinds();
  EXPECT_TRUE(same(all, email, " Marie@X.EXAMPLE ", "marie@x.example"));
  EXPECT_TRUE(same(all, email, "marie@bücher.example", "marie@XN--BCHER-KVA.example"));
  EXPECT_TRUE(same(all, email, "RENÉ@x.example", "rene\u0301@x.example"));
  EXPECT_TRUE(same(all, phone, "06 12 34 56 78", "+33 (0)6.12.34.56.78"));
  EXPECT_TRUE(same(all, phone, "0033612345678", "+33612345678"));
  EXPECT_TRUE(same(all, number, "0042", "42"));
  EXPECT_TRUE(same(all, text, " Zoé ", "Zoe\u0301"));
  EXPECT_TRUE(same(all, person, "Marie  DUPONT|1980-05-02", "marie dupont, 1980-05-02"));
}

TEST(NormalForm, IsNothingForWhatIsNobodys) {
  const std::string nul("a\0b@x.example", 13);
  for (const auto& kind : {email, phone, person, number, text}) {
    EXPECT_EQ(normal(kind, ""), "-");
    EXPECT_EQ(normal(kind, "   "), "-");
    EXPECT_EQ(normal(kind, nul), "-");
    EXPECT_EQ(normal(kind, "\xFF\xFE@x.example"), "-");
    EXPECT_EQ(normal(kind, std::string(10u << 20, '1')), "-");
  }
  EXPECT_EQ(normal(KindName("unknown"), "1"), "-");
}

TEST(NormalForm, FollowsTheRegionThatTheOrganisationNames) {
  Kinds belgian;
  belgian.region = "BE";
  EXPECT_EQ(normal_form(belgian, phone, "0470 12 34 56")->reveal(), "+32470123456");
}

TEST(Probes, OfAnOrdinaryAddressAreOneKey) {
  EXPECT_EQ(keys(email, " Marie.Task@X.example "), std::vector<std::string>{"marie.task@x.example"});
}

TEST(Probes, SpellAccentsAndDomainsInEveryWay) {
  EXPECT_EQ(keys(email, "rené@x.example"),  // U+0341 is an acute accent too
            (std::vector<std::string>{"rene\u0301@x.example", "rene\u0341@x.example", "renÉ@x.example",
                                      "rené@x.example"}));
  EXPECT_EQ(keys(email, "m@bücher.example"),
            (std::vector<std::string>{"m@bu\u0308cher.example", "m@bÜcher.example", "m@bücher.example",
                                      "m@xn--bcher-kva.example"}));
}

TEST(Probes, ReadAllWhenThereAreTooManyWays) {
  const auto many = probes(kinds(), {email, base::Personal<std::string>("éééééé@x.example")});
  EXPECT_EQ(many.form, ProbeForm::read_all);
  EXPECT_TRUE(many.keys.reveal().empty());
}

TEST(Probes, OfANumberHoldItsLeadingZeros) {
  const auto ways = keys(number, "0042");
  ASSERT_EQ(ways.size(), 19u);
  EXPECT_EQ(ways[0], "42");
  EXPECT_EQ(ways[3], "00042");
}

TEST(Probes, OfAPhoneAreItsLastEightDigits) {
  EXPECT_EQ(keys(phone, "+33 6 12 34 56 78"), std::vector<std::string>{"12345678"});
}

TEST(Alike, ShowsAHumanWhatIsNear) {
  const Kinds all = kinds();
  EXPECT_TRUE(alike(all, email, "rené@x.example", "rene@x.example"));
  EXPECT_TRUE(alike(all, email, "marie.dupont+news@x.example", "mariedupont@x.example"));
  EXPECT_TRUE(alike(all, email, "\tmarie@x.example\r", "marie@x.example"));
  EXPECT_TRUE(alike(all, email, "ırem@x.example", "irem@x.example"));
  EXPECT_TRUE(alike(all, email, "mraie@x.example", "marie@x.example"));
  EXPECT_TRUE(alike(all, phone, "tel. 06 12 34 56 78", "+33612345678"));
  EXPECT_TRUE(alike(all, phone, "+33612345678 ext. 12", "0612345678"));
  EXPECT_TRUE(alike(all, number, "12-34", "001234"));
  EXPECT_TRUE(alike(all, person, "Dupont Marie|1980-05-02", "Marie Dupont|1980-05-02"));
  EXPECT_TRUE(alike(all, person, "Marie Dupont|1980-05-02", "Marie Dupont|1980-02-05"));
}

TEST(Alike, IsNotEverything) {
  const Kinds all = kinds();
  EXPECT_FALSE(alike(all, email, "marie@x.example", "paul@x.example"));
  EXPECT_FALSE(alike(all, number, "0", "0abc"));
  EXPECT_FALSE(alike(all, number, "1001", "1002"));
  EXPECT_FALSE(alike(all, person, "Marie Dupont|1980-05-02", "Marie Dupont|1975-11-30"));
  EXPECT_FALSE(alike(all, text, std::string(10u << 20, 'a'), std::string(10u << 20, 'a')));
}

TEST(Contradict, ReadsNamesLoosely) {
  EXPECT_FALSE(contradict("identity.name", "Jean-René DUPONT", "dupont jean rene"));
  EXPECT_FALSE(contradict("identity.name.family", "O'Brien", "OBRIEN"));
  EXPECT_TRUE(contradict("identity.name", "Marie Dupont", "Maria Dupont"));
}

TEST(Contradict, ReadsEverythingElseExactly) {
  EXPECT_FALSE(contradict("identity.birth-date", "1980-05-02", " 1980-05-02 00:00:00"));
  EXPECT_TRUE(contradict("identity.birth-date", "1980-05-02", "1980-05-03"));
  EXPECT_TRUE(contradict("contact.city", "Dijon", "dijon"));
}

TEST(Contradict, NeedsTwoValues) { EXPECT_FALSE(contradict("identity.name", "", "Marie")); }

}  // namespace
}  // namespace habeas::subject
