#include <habeas/subject/letters.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <habeas/base/must.h>
#include <habeas/base/utf8.h>

namespace habeas::subject {
namespace {

constexpr char32_t final_sigma = U'ς';

const UNormalizer2* composer() {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfc = unorm2_getNFCInstance(&status);
  base::must(U_SUCCESS(status), "ICU has its NFC data");
  return nfc;
}

std::u16string utf16(std::u32string_view text) {
  std::u16string out;
  for (const char32_t c : text) {
    if (c < 0x10000) {
      out += static_cast<char16_t>(c);
    } else {
      out += static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10));
      out += static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FF));
    }
  }
  return out;
}

std::u32string utf32(std::u16string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    if (c >= 0xD800 && c < 0xDC00 && i + 1 < text.size()) {
      c = 0x10000 + ((c - 0xD800) << 10) + (static_cast<char32_t>(text[++i]) - 0xDC00);
    }
    out += c;
  }
  return out;
}

std::u32string normalize(const UNormalizer2* form, std::u32string_view text) {
  const std::u16string in = utf16(text);
  std::u16string out(in.size() * 4 + 16, u'\0');
  for (;;) {
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t size = unorm2_normalize(form, in.data(), static_cast<std::int32_t>(in.size()),
                                               out.data(), static_cast<std::int32_t>(out.size()), &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
      out.resize(static_cast<std::size_t>(size));
      continue;
    }
    base::must(U_SUCCESS(status), "well-formed text can be normalised");
    out.resize(static_cast<std::size_t>(size));
    return utf32(out);
  }
}

char32_t fold_one(char32_t c) {
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + 32 : c;
  if (c == final_sigma) return c;                                             // IDNA keeps ς apart from σ
  if ((U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0) return c;  // U+0345 would change its place
  const auto folded = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
  return folded < 0x80 ? c : folded;  // ſ is not s, or every s would have to be searched in two spellings
}

}  // namespace

std::optional<std::u32string> code_points(std::string_view utf8) {
  std::u32string text;
  text.reserve(utf8.size());
  while (!utf8.empty()) {
    const base::Step step = base::first_step(utf8);
    if (!step.well_formed) return std::nullopt;
    text += step.character;
    utf8.remove_prefix(step.length);
  }
  return text;
}

std::string utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) base::append_utf8(out, c);
  return out;
}

bool is_ascii(std::u32string_view text) {
  for (const char32_t c : text) {
    if (c >= 0x80) return false;
  }
  return true;
}

bool is_visible(char32_t c) {
  if (c < 0x80) return c > 0x20 && c < 0x7F;
  const auto point = static_cast<UChar32>(c);
  return (U_GET_GC_MASK(point) & (U_GC_C_MASK | U_GC_Z_MASK)) == 0 &&
         !u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool poses_as_ascii(char32_t c) {
  return c >= 0x80 && is_ascii(fold(std::u32string_view(&c, 1), Folding::equivalence));
}

std::u32string fold(std::u32string_view text, Folding folding) {
  if (is_ascii(text)) {
    std::u32string out(text);
    if (folding == Folding::equivalence_and_case) {
      for (char32_t& c : out) c = fold_one(c);
    }
    return out;
  }
  if (folding == Folding::equivalence) return normalize(composer(), text);
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfd = unorm2_getNFDInstance(&status);
  base::must(U_SUCCESS(status), "ICU has its NFD data");
  std::u32string apart = normalize(nfd, text);
  for (char32_t& c : apart) c = fold_one(c);
  return normalize(composer(), apart);
}

}  // namespace habeas::subject
