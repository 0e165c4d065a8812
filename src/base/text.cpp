#include <habeas/base/text.h>

#include <habeas/base/must.h>
#include <habeas/base/utf8.h>

#include <fmt/format.h>
#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>

namespace habeas::base {
namespace {

bool is_ascii(std::string_view bytes) {
  return std::ranges::all_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

const icu::Normalizer2& nfc() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(status);
  must(U_SUCCESS(status) != 0, "ICU has its normalisation data");
  return *form;
}

const icu::Normalizer2& nfd() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFDInstance(status);
  must(U_SUCCESS(status) != 0, "ICU has its normalisation data");
  return *form;
}

std::string normalised(const icu::Normalizer2& form, std::string_view utf8) {
  std::string result;
  icu::StringByteSink<std::string> sink(&result);
  UErrorCode status = U_ZERO_ERROR;
  form.normalizeUTF8(0, icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())), sink, nullptr,
                     status);
  must(U_SUCCESS(status) != 0, "well-formed text can be normalised");
  return result;
}

std::string case_folded(std::string_view utf8) {
  std::string result;
  icu::StringByteSink<std::string> sink(&result);
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8Fold(U_FOLD_CASE_DEFAULT,
                         icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())), sink, nullptr,
                         status);
  must(U_SUCCESS(status) != 0, "well-formed text can be folded");
  return result;
}

// How far text is well-formed from its start.
std::size_t well_formed_length(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const Step step = first_step(bytes.substr(at));
    if (!step.well_formed) break;
    at += step.length;
  }
  return at;
}

// ICU counts in 32 bits. Cells are shorter than this; longer ones are taken as they are.
constexpr std::size_t longest_for_icu = std::size_t{1} << 28;

// Applies `change` to the well-formed stretches and copies the ill-formed bytes between them.
template <class Change>
std::string stretch_by_stretch(std::string_view bytes, Change change) {
  if (bytes.size() > longest_for_icu) return std::string(bytes);
  std::string result;
  result.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t length = well_formed_length(bytes);
    if (length > 0) result += change(bytes.substr(0, length));
    bytes.remove_prefix(length);
    if (bytes.empty()) break;
    const std::size_t broken = first_step(bytes).length;
    result += bytes.substr(0, broken);
    bytes.remove_prefix(broken);
  }
  return result;
}

std::string ascii_lower(std::string_view ascii) {
  std::string result(ascii);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

// Letters that Unicode does not take apart, and that people type apart or plain.
std::string_view opened(char32_t letter) {
  switch (letter) {
    case U'œ': return "oe";
    case U'æ': return "ae";
    case U'ø': return "o";
    case U'ł': return "l";
    case U'đ': return "d";
    case U'ð': return "d";
    case U'þ': return "th";
    case U'ħ': return "h";
    case U'ı': return "i";
    default: return {};
  }
}

// Virama (9) and kana voicing (8) make another letter; class 0 marks are vowels of Indic scripts.
bool is_droppable_mark(char32_t character) {
  const auto combining = u_getCombiningClass(static_cast<UChar32>(character));
  return combining != 0 && combining != 8 && combining != 9;
}

std::string without_marks(std::string_view utf8) {
  const std::string apart = normalised(nfd(), utf8);
  std::string result;
  for (std::string_view rest = apart; !rest.empty();) {
    const Step step = first_step(rest);
    if (const auto letters = opened(step.character); !letters.empty()) {
      result += letters;
    } else if (!is_droppable_mark(step.character)) {
      result += rest.substr(0, step.length);
    }
    rest.remove_prefix(step.length);
  }
  return normalised(nfc(), result);
}

// Unicode's White_Space property, and the byte order mark that files leave in their first cell.
bool is_space(char32_t character) {
  return (character >= 0x09 && character <= 0x0D) || character == 0x20 || character == 0x85 ||
         character == 0xA0 || character == 0x1680 || (character >= 0x2000 && character <= 0x200A) ||
         character == 0x2028 || character == 0x2029 || character == 0x202F || character == 0x205F ||
         character == 0x3000 || character == 0xFEFF;
}

// The length of the white space that ends `text`: 0 if none does.
std::size_t space_at_end(std::string_view text) {
  for (std::size_t length = 1; length <= std::min<std::size_t>(3, text.size()); ++length) {
    const Step step = first_step(text.substr(text.size() - length));
    if (step.well_formed && step.length == length && is_space(step.character)) return length;
  }
  return 0;
}

}  // namespace

bool is_utf8(std::string_view bytes) { return well_formed_length(bytes) == bytes.size(); }

std::string to_utf8(std::string_view bytes) {
  std::string result;
  result.reserve(bytes.size());
  while (!bytes.empty()) {
    const Step step = first_step(bytes);
    if (step.well_formed) {
      result += bytes.substr(0, step.length);
    } else {
      append_utf8(result, replacement);
    }
    bytes.remove_prefix(step.length);
  }
  return result;
}

std::string for_terminal(std::string_view bytes, std::size_t longest) {
  std::string shown;
  while (!bytes.empty()) {
    const Step step = first_step(bytes);
    const std::string_view whole = bytes.substr(0, step.length);
    std::string next(step.well_formed ? whole : std::string_view("\uFFFD"));
    if (step.well_formed && is_obeyed(step.character) && step.character != U'\t')
      next = fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(step.character));
    if (shown.size() + next.size() > longest) return shown + "…";
    shown += next;
    bytes.remove_prefix(step.length);
  }
  return shown;
}

std::string fold_case(std::string_view utf8) {
  if (is_ascii(utf8)) return ascii_lower(utf8);
  return stretch_by_stretch(utf8, [](std::string_view stretch) {
    return normalised(nfc(), case_folded(normalised(nfd(), stretch)));
  });
}

std::string fold_loosely(std::string_view utf8) {
  if (is_ascii(utf8)) return ascii_lower(utf8);
  return stretch_by_stretch(fold_case(to_utf8(utf8)), without_marks);
}

std::string to_nfc(std::string_view utf8) {
  if (is_ascii(utf8)) return std::string(utf8);
  return stretch_by_stretch(utf8, [](std::string_view stretch) { return normalised(nfc(), stretch); });
}

std::string_view trim(std::string_view utf8) {
  while (!utf8.empty()) {
    const Step step = first_step(utf8);
    if (!step.well_formed || !is_space(step.character)) break;
    utf8.remove_prefix(step.length);
  }
  while (const std::size_t length = space_at_end(utf8)) utf8.remove_suffix(length);
  return utf8;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    text += digits[static_cast<unsigned char>(c) >> 4];
    text += digits[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t there = std::min<std::size_t>(3, bytes.size() - at);
    unsigned group = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      group = (group << 8) | (i < there ? static_cast<unsigned char>(bytes[at + i]) : 0u);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      text += i <= there ? digits[(group >> (18 - 6 * i)) & 63u] : '=';
    }
  }
  return text;
}

}  // namespace habeas::base
