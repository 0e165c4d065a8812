// Two rooms that may not see each other must mean the same: the keys that subject/ proposes, and the forms
// that source/ asks an engine for. Every golden vector is a stored value; its normal form is what a person
// supplied.
#include <habeas/base/utf8.h>
#include <habeas/source/form.h>
#include <habeas/subject/identifier.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace habeas {
namespace {

using subject::ProbeForm;

// \u{A0} a code point, \x{FF} a byte, \s a space, \\ a backslash.
std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
    } else if (const char kind = text.at(++i); kind == 's' || kind == '\\') {
      out += kind == 's' ? ' ' : '\\';
    } else {
      const std::size_t end = text.find('}', i);
      const auto code = std::stoul(std::string(text.substr(i + 2, end - i - 2)), nullptr, 16);
      if (kind == 'u') base::append_utf8(out, static_cast<char32_t>(code));
      if (kind == 'x') out += static_cast<char>(code);
      i = end;
    }
  }
  return out;
}

source::Form form_of(ProbeForm form) {
  switch (form) {
    case ProbeForm::lower_trim: return source::Form::lower_trim;
    case ProbeForm::digits_tail: return source::Form::digits_tail;
    case ProbeForm::exact_text:
    case ProbeForm::read_all: return source::Form::as_text;
  }
  return source::Form::as_text;
}

// How many stored values were proposed by a key; each must be, unless everything is read.
std::size_t check(const std::string& file, const std::string& kind) {
  subject::Kinds kinds;
  kinds.declare(subject::KindName("number"), "number");
  kinds.declare(subject::KindName("text"), "text");
  std::ifstream lines(HABEAS_SOURCE_DIR "/share/subject/golden/v1/" + file);
  std::size_t proposed = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t tab = line.find('\t');
    if (line.starts_with("# ") || tab == line.npos || line.substr(tab + 1) == "-") continue;
    const std::string stored = unescaped(line.substr(0, tab));
    const subject::Identifier supplied{subject::KindName(kind),
                                       base::Personal<std::string>(unescaped(line.substr(tab + 1)))};
    const auto probes = subject::probes(kinds, supplied);
    if (probes.form == ProbeForm::read_all) continue;
    const auto& keys = probes.keys.reveal();
    EXPECT_NE(std::ranges::find(keys, source::reference_form(form_of(probes.form), stored)), keys.end())
        << line;
    ++proposed;
  }
  return proposed;
}

TEST(FormsOfIdentifiers, ProposeEveryStoredEmail) { EXPECT_GE(check("email.tsv", "email"), 50u); }
TEST(FormsOfIdentifiers, ProposeEveryStoredPhone) { EXPECT_GE(check("phone.tsv", "phone"), 35u); }
TEST(FormsOfIdentifiers, ProposeEveryStoredNumber) { EXPECT_GE(check("number.tsv", "number"), 15u); }
TEST(FormsOfIdentifiers, ProposeEveryStoredText) { EXPECT_GE(check("text.tsv", "text"), 40u); }

TEST(FormsOfIdentifiers, AgreeOnWhatSeparatesThePartsOfAPhone) {
  subject::Kinds kinds;
  for (const auto separator : source::digits_tail_separators()) {
    const std::string stored = "06" + std::string(separator) + "12345678";
    EXPECT_TRUE(subject::same(kinds, subject::KindName("phone"), stored, "0612345678"));
  }
}

}  // namespace
}  // namespace habeas
