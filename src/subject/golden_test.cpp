// The golden vectors of share/subject/golden/: what a version of the normal form gives may never change.
#include <habeas/base/text.h>
#include <habeas/base/utf8.h>
#include <habeas/subject/identifier.h>

#include <gtest/gtest.h>

#include <fstream>

namespace habeas::subject {
namespace {

// \u{A0} a code point, \x{FF} a byte, \s a space, \\ a backslash.
std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const char kind = text.at(++i);
    if (kind == 's' || kind == '\\') {
      out += kind == 's' ? ' ' : '\\';
      continue;
    }
    const std::size_t end = text.find('}', i);
    const auto code = std::stoul(std::string(text.substr(i + 2, end - i - 2)), nullptr, 16);
    if (kind == 'u') base::append_utf8(out, static_cast<char32_t>(code));
    if (kind == 'x') out += static_cast<char>(code);
    i = end;
  }
  return out;
}

std::size_t check(const std::string& file, const KindName& kind) {
  Kinds kinds;
  kinds.declare(KindName("number"), "number");
  kinds.declare(KindName("text"), "text");
  std::ifstream lines(HABEAS_SOURCE_DIR "/share/subject/golden/v1/" + file);
  std::size_t checked = 0;
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.starts_with("# ") || line.empty()) continue;
    const std::size_t tab = line.find('\t');
    const auto found = normal_form(kinds, kind, unescaped(line.substr(0, tab)));
    EXPECT_EQ(found ? found->reveal() : "-", unescaped(line.substr(tab + 1))) << file << ":" << number;
    ++checked;
  }
  return checked;
}

TEST(Golden, EmailsKeepTheirNormalForm) { EXPECT_GE(check("email.tsv", KindName("email")), 100u); }
TEST(Golden, PhonesKeepTheirNormalForm) { EXPECT_GE(check("phone.tsv", KindName("phone")), 70u); }
TEST(Golden, NumbersKeepTheirNormalForm) { EXPECT_GE(check("number.tsv", KindName("number")), 50u); }
TEST(Golden, TextsKeepTheirNormalForm) { EXPECT_GE(check("text.tsv", KindName("text")), 60u); }
TEST(Golden, NamesKeepTheirNormalForm) {
  EXPECT_GE(check("name-birthdate.tsv", KindName("name+birthdate")), 50u);
}
TEST(Golden, AreOfThisVersion) { EXPECT_EQ(normal_form_version, 1); }

}  // namespace
}  // namespace habeas::subject
