// Alike: what a human is shown as a candidate. Nothing here ever reaches a row.
#include <habeas/base/must.h>
#include <habeas/base/text.h>
#include <habeas/base/time.h>
#include <habeas/subject/edit.h>
#include <habeas/subject/identifier.h>
#include <habeas/subject/letters.h>
#include <habeas/subject/plain.h>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

namespace habeas::subject {
namespace {

// Shorter ones are neighbours, not slips of the pen: customer 1001 is not customer 1002.
constexpr std::size_t shortest_for_an_edit = 5;
constexpr std::size_t shortest_number_for_an_edit = 8;
constexpr std::size_t phone_tail = 8;

// Without case, accents and invisible characters; full-width letters and ligatures opened.
std::u32string loose_letters(std::string_view value) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
  base::must(U_SUCCESS(status), "ICU has its NFKC data");
  std::string opened;
  nfkc->normalize(icu::UnicodeString::fromUTF8(base::to_utf8(value)), status).toUTF8String(opened);
  base::must(U_SUCCESS(status), "well-formed text can be normalised");
  std::u32string kept;
  for (const char32_t c : code_points(base::fold_loosely(opened)).value_or(U"")) {
    if (is_visible(c)) kept += c;
  }
  return kept;
}

std::u32string letters_and_digits(std::string_view value) {
  std::u32string kept = loose_letters(value);
  std::erase_if(kept, [](char32_t c) { return !u_isalnum(static_cast<UChar32>(c)); });
  return kept;
}

bool near(std::u32string_view a, std::u32string_view b, std::size_t shortest) {
  if (a.empty() || b.empty()) return false;
  return a == b || (std::min(a.size(), b.size()) >= shortest && within_one_edit(a, b));
}

// "marie.dupont+news@x" as "mariedupont@x".
std::u32string mailbox(std::string_view value) {
  const std::u32string text = loose_letters(value);
  const std::size_t at = text.rfind(U'@');
  if (at == text.npos) return U"";
  std::u32string local = text.substr(0, std::min(at, text.find(U'+')));
  std::erase_if(local, [](char32_t c) { return c == U'.' || c == U'"' || c == U'<'; });
  std::u32string domain = text.substr(at);
  std::erase(domain, U'>');
  return local + domain;
}

// Digits in any script, up to an extension.
std::u32string digits(std::string_view value) {
  std::u32string kept;
  for (const char32_t c : loose_letters(value)) {
    const auto digit = u_charDigitValue(static_cast<UChar32>(c));
    if (digit >= 0) kept += U'0' + static_cast<char32_t>(digit);
    if (!kept.empty() && (c == U'x' || c == U'e' || c == U'#' || c == U';')) break;
  }
  return kept;
}

bool alike_phones(std::string_view a, std::string_view b) {
  const std::u32string left = digits(a);
  const std::u32string right = digits(b);
  if (left.size() < phone_tail || right.size() < phone_tail) return !left.empty() && left == right;
  return within_one_edit(left.substr(left.size() - phone_tail), right.substr(right.size() - phone_tail));
}

// "12-34" and "0012 34" are near, "0" and "0abc" are not.
std::u32string loose_number(std::string_view value) {
  std::u32string kept;
  for (const char32_t c : letters_and_digits(value)) {
    const auto digit = u_charDigitValue(static_cast<UChar32>(c));
    if (digit < 0) return U"";
    if (digit != 0 || !kept.empty()) kept += U'0' + static_cast<char32_t>(digit);
  }
  return kept;
}

struct NameAndDate {
  std::u32string name;  // words without accents and hyphens, in alphabetical order
  std::u32string date;
};

NameAndDate split(std::string_view value) {
  const std::size_t cut = std::min(value.find_last_of("|,"), value.size());
  std::vector<std::u32string> words;
  std::string spaced(value.substr(0, cut));
  std::replace(spaced.begin(), spaced.end(), '-', ' ');
  for (const auto& word : words_of(base::to_utf8(spaced))) words.push_back(letters_and_digits(word));
  std::sort(words.begin(), words.end());
  NameAndDate result{U"", cut < value.size() ? letters_and_digits(value.substr(cut + 1)) : U""};
  for (const auto& word : words) result.name += word;
  return result;
}

// 19800502 and 19800205.
bool month_and_day_exchanged(const std::u32string& a, const std::u32string& b) {
  return a.size() == 8 && b.size() == 8 && a.substr(0, 4) == b.substr(0, 4) &&
         a.substr(4, 2) == b.substr(6) && a.substr(6) == b.substr(4, 2);
}

bool alike_people(std::string_view a, std::string_view b) {
  const NameAndDate left = split(a);
  const NameAndDate right = split(b);
  if (left.name.empty() || right.name.empty()) return false;
  if (left.date == right.date) return near(left.name, right.name, shortest_for_an_edit);
  return left.name == right.name &&
         (within_one_edit(left.date, right.date) || month_and_day_exchanged(left.date, right.date));
}

}  // namespace

bool alike(const Kinds& kinds, const KindName& kind, std::string_view a, std::string_view b) {
  if (a.size() > identifier_limit || b.size() > identifier_limit) return false;
  const auto shape = kinds.shape(kind);
  if (!shape) return false;
  if (same(kinds, kind, a, b)) return true;
  switch (*shape) {
    case Shape::email: return near(mailbox(a), mailbox(b), shortest_for_an_edit);
    case Shape::phone: return alike_phones(a, b);
    case Shape::number: return near(loose_number(a), loose_number(b), shortest_number_for_an_edit);
    case Shape::text: return near(letters_and_digits(a), letters_and_digits(b), shortest_for_an_edit);
    case Shape::name_birthdate: return alike_people(a, b);
  }
  return false;
}

}  // namespace habeas::subject
