#include <habeas/source/form.h>

#include <gtest/gtest.h>

namespace habeas::source {
namespace {

TEST(Form, LowerTrimFoldsAsciiAndSpacesOnly) {
  EXPECT_EQ(reference_form(Form::lower_trim, "  Ana@Example.ORG "), "ana@example.org");
  EXPECT_EQ(reference_form(Form::lower_trim, "\tREN\xC3\x89"), "\tren\xC3\x89");
}

TEST(Form, DigitsTailMeetsNationalAndInternationalSpellings) {
  EXPECT_EQ(reference_form(Form::digits_tail, "+33 6 12 34 56 78"), "12345678");
  EXPECT_EQ(reference_form(Form::digits_tail, "06.12.34.56.78"), "12345678");
  EXPECT_EQ(reference_form(Form::digits_tail,
                           "(06)\xC2\xA0"
                           "12\xE2\x80\xAF"
                           "34-56/78"),
            "12345678");
}

TEST(Form, DigitsTailCountsCharactersNotBytes) {
  const std::string eight = "\xD9\xA1\xD9\xA2\xD9\xA3\xD9\xA4\xD9\xA5\xD9\xA6\xD9\xA7\xD9\xA8";
  EXPECT_EQ(reference_form(Form::digits_tail, "\xD9\xA0 " + eight), eight);
}

TEST(Form, DigitsTailEndsAtTheFirstNul) {
  EXPECT_EQ(reference_form(Form::digits_tail, std::string("12\0"
                                                          "34",
                                                          5)),
            "12");
}

TEST(Form, OtherFormsLeaveTextAsItIs) {
  EXPECT_EQ(reference_form(Form::contains, " A "), " A ");
  EXPECT_EQ(reference_form(Form::as_text, " A "), " A ");
}

}  // namespace
}  // namespace habeas::source
