#include <habeas/subject/email.h>

#include <unicode/uidna.h>

#include <habeas/base/must.h>
#include <habeas/subject/letters.h>
#include <habeas/subject/white_space.h>

#include <algorithm>
#include <array>
#include <memory>

namespace habeas::subject {
namespace {

constexpr std::u32string_view not_in_local = U"\"(),:;<>[\\]@";
constexpr std::string_view ace_prefix = "xn--";

struct IdnaCloser {
  void operator()(UIDNA* idna) const { uidna_close(idna); }
};

const UIDNA* idna() {
  static const std::unique_ptr<UIDNA, IdnaCloser> one = [] {
    UErrorCode status = U_ZERO_ERROR;
    UIDNA* opened =
        uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE, &status);
    base::must(U_SUCCESS(status), "ICU has its IDNA data");
    return std::unique_ptr<UIDNA, IdnaCloser>(opened);
  }();
  return one.get();
}

using Convert = std::int32_t (*)(const UIDNA*, const char*, std::int32_t, char*, std::int32_t, UIDNAInfo*,
                                 UErrorCode*);

std::optional<std::string> convert(Convert how, std::string_view label) {
  std::array<char, 1024> out{};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t size = how(idna(), label.data(), static_cast<std::int32_t>(label.size()), out.data(),
                                static_cast<std::int32_t>(out.size()), &info, &status);
  if (U_FAILURE(status) || info.errors != 0) return std::nullopt;
  return std::string(out.data(), static_cast<std::size_t>(size));
}

struct Label {
  std::string ascii;     // "xn--bcher-kva"
  std::u32string shown;  // "bücher"; the same for an ASCII label
};

bool is_plain_label_character(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || c == U'-' || c == U'_';
}

// Only labels that IDNA leaves as they are: a full-width letter, a ligature or an invisible character, which
// it would replace or drop, could be written in endless ways, and nobody types one by chance.
std::optional<Label> read_label(const std::u32string& folded) {
  if (folded.empty()) return std::nullopt;
  const std::string bytes = utf8(folded);
  if (is_ascii(folded) && !bytes.starts_with(ace_prefix)) {
    if (!std::all_of(folded.begin(), folded.end(), is_plain_label_character)) return std::nullopt;
    return Label{bytes, folded};
  }
  const auto shown = convert(uidna_labelToUnicodeUTF8, bytes);
  if (!shown) return std::nullopt;
  const auto letters = code_points(*shown);
  if (!letters || is_ascii(*letters) || fold(*letters, Folding::equivalence_and_case) != *letters) {
    return std::nullopt;
  }
  const auto ascii = convert(uidna_labelToASCII_UTF8, *shown);
  if (!ascii || (*ascii != bytes && *letters != folded)) return std::nullopt;
  return Label{*ascii, *letters};
}

std::optional<std::vector<Label>> read_domain(std::u32string_view folded) {
  std::vector<Label> labels;
  for (std::size_t start = 0; start <= folded.size();) {
    const std::size_t end = std::min(folded.find(U'.', start), folded.size());
    const auto label = read_label(std::u32string(folded.substr(start, end - start)));
    if (!label) return std::nullopt;
    labels.push_back(*label);
    start = end + 1;
  }
  return labels;
}

bool is_local(std::u32string_view local) {
  if (local.size() >= 3 && local.front() == U'"' && local.back() == U'"') {
    const auto inner = local.substr(1, local.size() - 2);
    return std::all_of(inner.begin(), inner.end(), [](char32_t c) {
      return c >= 0x20 && c < 0x7F && c != U'"' && c != U'\\' && c != U'@';
    });
  }
  return !local.empty() && local.find_first_of(not_in_local) == local.npos &&
         std::all_of(local.begin(), local.end(), is_visible);
}

}  // namespace

std::optional<std::string> normal_email(std::string_view value) {
  const auto text = code_points(without_outer_spaces(value));
  if (!text || std::any_of(text->begin(), text->end(), poses_as_ascii)) return std::nullopt;
  const std::size_t at = text->find(U'@');
  if (at == text->npos || at != text->rfind(U'@')) return std::nullopt;
  const std::u32string_view whole = *text;
  const auto local = fold(whole.substr(0, at), Folding::equivalence_and_case);
  const auto domain = whole.substr(at + 1);
  if (!is_local(local) || !std::all_of(domain.begin(), domain.end(), is_visible)) return std::nullopt;
  const auto labels = read_domain(fold(domain, Folding::equivalence_and_case));
  if (!labels) return std::nullopt;
  std::string normal = utf8(local);
  for (std::size_t i = 0; i < labels->size(); ++i) normal += (i == 0 ? "@" : ".") + (*labels)[i].ascii;
  return normal;
}

std::optional<std::vector<std::string>> email_keys(std::string_view normal, std::size_t limit) {
  const std::size_t at = normal.rfind('@');
  auto keys = spellings(*code_points(normal.substr(0, at)), Folding::equivalence_and_case, limit);
  if (!keys) return std::nullopt;
  const auto labels = read_domain(*code_points(normal.substr(at + 1)));
  base::must(labels.has_value(), "a normal form reads back");
  char joint = '@';
  for (const auto& label : *labels) {
    auto ways = spellings(label.shown, Folding::equivalence_and_case, limit);
    if (!ways) return std::nullopt;
    if (!is_ascii(label.shown)) ways->push_back(label.ascii);
    if (keys->size() * ways->size() > limit) return std::nullopt;
    std::vector<std::string> longer;
    for (const auto& head : *keys) {
      for (const auto& way : *ways) longer.push_back(head + joint + way);
    }
    keys = std::move(longer);
    joint = '.';
  }
  return keys;
}

}  // namespace habeas::subject
