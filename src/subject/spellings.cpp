// Spelling a folded text in every way. A text is cut into units of which no equivalent reaches into the next:
// before a boundary of NFC, but never before a mark, since some composed letters are excluded from NFC. The
// spellings of the whole are the product of those of its units. Of one unit: for every choice of case of its
// decomposed letters, the texts that Unicode calls canonically equivalent.
#include <unicode/caniter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include <habeas/base/must.h>
#include <habeas/subject/letters.h>

#include <algorithm>
#include <set>

namespace habeas::subject {
namespace {

constexpr std::size_t most_letters_in_unit = 5;  // the iterator permutes marks: 5 is 120 ways, 10 is millions

icu::UnicodeString unicode_string(std::u32string_view text) {
  icu::UnicodeString out;
  for (const char32_t c : text) out.append(static_cast<UChar32>(c));
  return out;
}

std::u32string text_of(const icu::UnicodeString& string) {
  std::u32string out;
  for (std::int32_t i = 0; i < string.length(); i = string.moveIndex32(i, 1)) {
    out += static_cast<char32_t>(string.char32At(i));
  }
  return out;
}

const icu::Normalizer2& composer() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  base::must(U_SUCCESS(status), "ICU has its NFC data");
  return *nfc;
}

std::vector<std::u32string> units(std::u32string_view folded) {
  std::vector<std::u32string> cut;
  for (const char32_t c : folded) {
    const bool mark = (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
    if (cut.empty() || (!mark && composer().hasBoundaryBefore(static_cast<UChar32>(c)))) cut.emplace_back();
    cut.back() += c;
  }
  return cut;
}

// Letters that fold to `c`, itself among them.
std::vector<char32_t> letters_folding_to(char32_t c, Folding folding) {
  std::vector<char32_t> letters{c};
  if (folding == Folding::equivalence) return letters;
  icu::UnicodeSet set(static_cast<UChar32>(c), static_cast<UChar32>(c));
  set.closeOver(USET_CASE_INSENSITIVE);
  for (std::int32_t range = 0; range < set.getRangeCount(); ++range) {
    for (UChar32 other = set.getRangeStart(range); other <= set.getRangeEnd(range); ++other) {
      const auto letter = static_cast<char32_t>(other);
      const bool folds_here = fold({&letter, 1}, folding) == fold({&c, 1}, folding);
      if (letter != c && folds_here && !poses_as_ascii(letter)) letters.push_back(letter);
    }
  }
  return letters;
}

// What lower_trim makes of it: ASCII letters in lower case, the others as they are.
std::string key_of(std::u32string text) {
  for (char32_t& c : text) {
    if (c >= U'A' && c <= U'Z') c += 32;
  }
  return utf8(text);
}

void add_equivalents(std::u32string_view decomposed, std::set<std::string>& found) {
  UErrorCode status = U_ZERO_ERROR;
  icu::CanonicalIterator each(unicode_string(decomposed), status);
  base::must(U_SUCCESS(status), "ICU lists the equivalents of a letter");
  for (icu::UnicodeString one = each.next(); !one.isBogus(); one = each.next()) {
    const std::u32string text = text_of(one);
    if (std::none_of(text.begin(), text.end(), poses_as_ascii)) found.insert(key_of(text));
  }
}

std::optional<std::vector<std::string>> unit_spellings(const std::u32string& unit, Folding folding,
                                                       std::size_t limit) {
  if (unit.size() == 1 && unit[0] < 0x80) return std::vector{key_of(unit)};
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  base::must(U_SUCCESS(status), "ICU has its NFD data");
  const std::u32string apart = text_of(nfd->normalize(unicode_string(unit), status));
  if (U_FAILURE(status) || apart.size() > most_letters_in_unit) return std::nullopt;

  std::vector<std::u32string> cases{U""};
  for (const char32_t c : apart) {
    std::vector<std::u32string> longer;
    for (const auto& head : cases) {
      for (const char32_t letter : letters_folding_to(c, folding)) longer.push_back(head + letter);
    }
    if (longer.size() > limit) return std::nullopt;
    cases = std::move(longer);
  }
  std::set<std::string> found;
  for (const auto& choice : cases) add_equivalents(choice, found);
  return std::vector<std::string>(found.begin(), found.end());
}

}  // namespace

std::optional<std::vector<std::string>> spellings(std::u32string_view folded, Folding folding,
                                                  std::size_t limit) {
  std::vector<std::string> all{""};
  for (const auto& unit : units(folded)) {
    const auto ways = unit_spellings(unit, folding, limit);
    if (!ways || all.size() * ways->size() > limit) return std::nullopt;
    std::vector<std::string> longer;
    for (const auto& head : all) {
      for (const auto& way : *ways) longer.push_back(head + way);
    }
    all = std::move(longer);
  }
  return all;
}

}  // namespace habeas::subject
