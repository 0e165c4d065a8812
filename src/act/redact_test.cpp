#include <habeas/act/redact.h>

#include <gtest/gtest.h>

namespace habeas::act {
namespace {

Marks marks() {
  const auto identifier = [](const std::string& kind, const std::string& value) {
    return subject::Identifier{subject::KindName(kind), base::Personal<std::string>(value)};
  };
  Marks result;
  result.identifiers = {identifier("email", "ana.lo@shop.example"), identifier("phone", "+33612345678")};
  result.names = base::Personal(parts_of_name("Ana\u00efs Lop\u00e9z-Mi"));
  return result;
}

std::string without_her(const std::string& text) { return redacted(subject::Kinds(), marks(), text); }

TEST(Redaction, MeetsANameWhateverItsCaseAndAccents) {
  EXPECT_EQ(without_her("ANAIS lopez-mi called"), "[\u2026] called");
  EXPECT_EQ(without_her("Madame L\u00d3P\u00c9Z called"), "Madame [\u2026] called");
}

TEST(Redaction, TakesWholeWordsOnly) {
  EXPECT_EQ(without_her("Anaisette is a drink"), "Anaisette is a drink");
  EXPECT_EQ(without_her("mi casa"), "mi casa") << "a part that short is a word of something";
}

TEST(Redaction, MeetsAnAddressInAnyCase) {
  EXPECT_EQ(without_her("write to Ana.Lo@Shop.Example, please"), "write to [\u2026], please");
  EXPECT_EQ(without_her("xana.lo@shop.example"), "xana.lo@shop.example");
}

TEST(Redaction, MeetsAPhoneNumberHoweverItIsWritten) {
  EXPECT_EQ(without_her("call 06 12 34 56 78 or +33 6 12 34 56 78."), "call [\u2026] or [\u2026].");
  EXPECT_EQ(without_her("order 0612345679 of 2026"), "order 0612345679 of 2026");
}

TEST(Redaction, LeavesEveryOtherByte) {
  const std::string text = "caf\u00e9 \xFF\xC3 \r\n 12";
  EXPECT_EQ(without_her(text), text);
}

TEST(Redaction, PartsOfANameAreThoseThatSaySomething) {
  EXPECT_EQ(parts_of_name(" Jean de La Tour "),
            (std::vector<std::string>{"Jean de La Tour", "Jean", "Tour"}));
  EXPECT_EQ(parts_of_name("  "), std::vector<std::string>{});
}

}  // namespace
}  // namespace habeas::act
