#include <habeas/base/utf8.h>

namespace habeas::base {
namespace {

unsigned char byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

// What a lead byte promises: how many bytes follow, and between which bounds the first of them lies. The
// bounds shut out overlong forms, surrogates and what is above U+10FFFF.
struct Lead {
  std::size_t following = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
};

Lead lead_of(unsigned char byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {1};
  if (byte == 0xE0) return {2, 0xA0, 0xBF};
  if (byte == 0xED) return {2, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {2};
  if (byte == 0xF0) return {3, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {3};
  if (byte == 0xF4) return {3, 0x80, 0x8F};
  return {};
}

}  // namespace

Step first_step(std::string_view bytes) {
  const unsigned char first = byte_at(bytes, 0);
  if (first < 0x80) return {first, 1, true};
  Lead lead = lead_of(first);
  if (lead.following == 0) return {};
  char32_t character = first & (0x3Fu >> lead.following);
  for (std::size_t i = 1; i <= lead.following; ++i) {
    if (i >= bytes.size() || byte_at(bytes, i) < lead.low || byte_at(bytes, i) > lead.high) {
      return {replacement, i, false};
    }
    character = (character << 6) | (byte_at(bytes, i) & 0x3Fu);
    lead.low = 0x80;
    lead.high = 0xBF;
  }
  return {character, lead.following + 1, true};
}

bool is_obeyed(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
  const bool mark = c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
                    (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
                    (c >= 0xE0000 && c <= 0xE007F);
  return control || mark;
}

void append_utf8(std::string& text, char32_t character) {
  const auto tail = [&](unsigned shift) {
    text += static_cast<char>(0x80u | ((character >> shift) & 0x3Fu));
  };
  if (character < 0x80) {
    text += static_cast<char>(character);
  } else if (character < 0x800) {
    text += static_cast<char>(0xC0u | (character >> 6));
    tail(0);
  } else if (character < 0x10000) {
    text += static_cast<char>(0xE0u | (character >> 12));
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0u | (character >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace habeas::base
