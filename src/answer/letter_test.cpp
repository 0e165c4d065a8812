// Letters: which of them say where to complain, and how a page shows one.
#include <habeas/answer/answer_example.h>
#include <habeas/answer/letter.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace habeas::answer {
namespace {

using testing::HasSubstr;
using testing::Not;

LetterFacts facts() {
  using namespace std::chrono_literals;
  LetterFacts facts;
  facts.reference = "R-2026-000001";
  facts.received = 2026y / 11 / 2;
  facts.today = 2026y / 11 / 3;
  facts.code = base::Personal<std::string>("12345678");
  return facts;
}

std::string text_of(LetterKind kind) {
  example::House house;
  return letter(kind, "fr", house.map, example::library(), facts()).text.reveal();
}

TEST(Letter_GDPR12_4, AnAnswerSaysWhereToComplainAndReceiptsAndCodesAreNone) {
  for (const LetterKind kind : {LetterKind::acknowledgement, LetterKind::identity_code})
    EXPECT_THAT(text_of(kind), Not(HasSubstr("CNIL"))) << to_string(kind);
  for (const LetterKind kind : {LetterKind::erased, LetterKind::refusal, LetterKind::extension,
                                LetterKind::interim, LetterKind::nothing_held, LetterKind::message}) {
    EXPECT_THAT(text_of(kind), HasSubstr("CNIL")) << to_string(kind);
    EXPECT_THAT(text_of(kind), HasSubstr("saisir un juge")) << to_string(kind);
  }
}

// No condition of the law: what the authority is used to asking is said as that.
TEST(Letter_GDPR77, SheMayComplainAtAnyTime) {
  const std::string text = text_of(LetterKind::erased);
  EXPECT_THAT(text, HasSubstr("Vous pouvez à tout moment adresser une réclamation"));
  EXPECT_THAT(text, HasSubstr("Ce n’est pas une condition"));
  EXPECT_THAT(text, Not(HasSubstr("Écrivez-nous d’abord")));
}

TEST(Letter, IsShownWithinAnotherPageByItsHeadingAndItsBody) {
  example::House house;
  LetterFacts of = facts();
  of.reasons = base::Personal<std::string>("</main><script>\"it's\" & more</script>");
  const Letter made = letter(LetterKind::message, "en", house.map, example::library(), of);
  const auto shown = inside(made.html.reveal());
  ASSERT_TRUE(shown.has_value());
  EXPECT_EQ(shown->heading, "A message is waiting for you");
  EXPECT_THAT(shown->html, HasSubstr("R-2026-000001"));
  EXPECT_THAT(shown->html, HasSubstr("&lt;/main&gt;&lt;script&gt;"));
  for (const char* frame : {"<main", "</main>", "<h1", "<style", "<html", "<script"})
    EXPECT_THAT(shown->html, Not(HasSubstr(frame)));
  EXPECT_FALSE(inside("PK not a page").has_value());
  EXPECT_FALSE(inside("</main></h1><h1>").has_value());
}

}  // namespace
}  // namespace habeas::answer
