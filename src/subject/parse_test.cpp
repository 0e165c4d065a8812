#include <habeas/subject/identifier.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace habeas::subject {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Kinds kinds() {
  Kinds all;
  EXPECT_TRUE(all.declare(KindName("customer"), "number"));
  return all;
}

TEST(ParseIdentifiers, ReadsLines) {
  const Parsed parsed =
      parse_identifiers(kinds(),
                        "\xEF\xBB\xBF# who\r\nemail = "
                        "marie@x.example\r\n\r\ncustomer=42\r\nname+birthdate=Marie D, 1980-05-02");
  EXPECT_THAT(parsed.problems, IsEmpty());
  ASSERT_EQ(parsed.identifiers.size(), 3u);
  EXPECT_EQ(parsed.identifiers[0].kind.text(), "email");
  EXPECT_EQ(parsed.identifiers[0].value.reveal(), "marie@x.example");
  EXPECT_EQ(parsed.identifiers[2].value.reveal(), "Marie D, 1980-05-02");
}

TEST(ParseIdentifiers, DropsTheWhiteSpaceThatCopyingLeaves) {
  const Parsed parsed = parse_identifiers(kinds(), "email=\u00A0marie@x.example\t");
  ASSERT_EQ(parsed.identifiers.size(), 1u);
  EXPECT_EQ(parsed.identifiers[0].value.reveal(), "marie@x.example");
}

TEST(ParseIdentifiers, ReportsEveryProblemByLine) {
  const std::string text =
      "emial=marie@x.example\nemail=\nmarie@x.example\ncustomer=secret\nphone=12\nemail=a@" +
      std::string(600, 'b') + "\nemail=\xFF@x.example\n";
  const Parsed parsed = parse_identifiers(kinds(), text + std::string("customer=4\0002\n", 13));
  EXPECT_THAT(parsed.identifiers, IsEmpty());
  EXPECT_THAT(parsed.problems,
              ElementsAre("line 1: unknown kind 'emial'. Did you mean 'email'?",
                          "line 2: no value for 'email'", "line 3: expected kind=value, found no '='",
                          "line 4: the value for 'customer' is not a number of at most 20 digits",
                          HasSubstr("line 5: the value for 'phone' is not a phone number"),
                          "line 6: the value for 'email' is longer than 512 bytes", "line 7: not UTF-8 text",
                          "line 8: the value for 'customer' holds a NUL byte"));
}

TEST(ParseIdentifiers, NeverRepeatsAValueEvenInThePlaceOfAKind) {
  const Parsed parsed = parse_identifiers(kinds(), "marie.dupont@x.example=email\nemail=marie dupont\n");
  ASSERT_EQ(parsed.problems.size(), 2u);
  for (const auto& problem : parsed.problems) EXPECT_THAT(problem, Not(HasSubstr("dupont")));
}

TEST(ParseIdentifiers, RefusesMoreThanItsLimit) {
  const Parsed parsed = parse_identifiers(kinds(), std::string(10u << 20, '\n'));
  EXPECT_EQ(parsed.problems.size(), 1u);
}

}  // namespace
}  // namespace habeas::subject
