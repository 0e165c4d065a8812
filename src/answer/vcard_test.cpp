#include <habeas/answer/vcard.h>

#include <gmock/gmock.h>

namespace habeas::answer {
namespace {

using testing::HasSubstr;

TEST(VCard, IsVersion4WithAFullName) {
  VCard card;
  card.add("identity.given-name", "Ada");
  card.add("identity.family-name", "Martin");
  card.add("contact.email", "ada@example.org");
  EXPECT_EQ(card.text(),
            "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada Martin\r\nN:Martin;Ada;;;\r\n"
            "EMAIL:ada@example.org\r\nEND:VCARD\r\n");
}

TEST(VCard, EscapesWhatWouldBeginAPropertyOfItsOwn) {
  VCard card;
  card.add("identity.name", "Martin; Ada, \\ Dr.\r\nTEL:666");
  EXPECT_THAT(card.text(), HasSubstr("FN:Martin\\; Ada\\, \\\\ Dr.\\nTEL:666\r\n"));
}

TEST(VCard, FoldsAt75OctetsWithoutCuttingACharacter) {
  std::string long_name;
  for (int i = 0; i < 60; ++i) long_name += "é";
  const std::string folded = vcard_fold("FN:" + long_name);
  EXPECT_EQ(folded.find("\r\n"), 75u);  // 3 + 36 × 2
  std::string unfolded = folded;
  for (std::size_t at; (at = unfolded.find("\r\n ")) != std::string::npos;) unfolded.erase(at, 3);
  EXPECT_EQ(unfolded, "FN:" + long_name + "\r\n");
}

TEST(VCard, PutsAddressPartsInTheirPlaces) {
  VCard card;
  card.add("identity.name", "Ada");
  card.add("contact.address", "12 rue des Forges");
  card.add("contact.postcode", "21000");
  card.add("contact.city", "Dijon");
  EXPECT_THAT(card.text(), HasSubstr("ADR:;;12 rue des Forges;Dijon;;21000;\r\n"));
}

TEST(VCard, IsNothingWithoutContactDetails) {
  VCard card;
  EXPECT_FALSE(card.add("profile.score", "gold"));
  EXPECT_EQ(card.text(), "");
}

TEST(VCard, HasOneBirthdayAndOneNameHoweverManyRecordsSayThem) {
  VCard card;
  for (const char* date : {"1984-06-12", "1984-06-13", "no date"}) card.add("identity.birthdate", date);
  for (const char* name : {"Claire", "C."}) card.add("identity.given-name", name);
  card.add("identity.family-name", "Fontaine");
  const std::string text = card.text();
  EXPECT_THAT(text, testing::HasSubstr("BDAY:19840612\r\n"));
  EXPECT_EQ(text.find("BDAY:"), text.rfind("BDAY:"));
  EXPECT_THAT(text, testing::HasSubstr("N:Fontaine;Claire;;;\r\n"));
}

}  // namespace
}  // namespace habeas::answer
