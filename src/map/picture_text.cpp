#include <habeas/map/picture_text.h>

#include <habeas/base/text.h>

#include <string_view>

namespace habeas::map::drawing {
namespace {

std::size_t length_at(const std::string& utf8, std::size_t at) {
  std::size_t length = 1;
  while (at + length < utf8.size() && (utf8[at + length] & 0xC0) == 0x80) ++length;
  return length;
}

// Characters that XML 1.0 forbids, or that turn the text around them: U+202A-202E, U+2066-2069, U+200E, U+200F.
bool unbearable(std::string_view character) {
  if (character.size() == 1) return static_cast<unsigned char>(character[0]) < 0x20 || character[0] == 0x7F;
  if (character.size() == 2) return character >= "\xC2\x80" && character <= "\xC2\x9F";
  if (character.size() != 3) return false;
  return (character >= "\xE2\x80\xAA" && character <= "\xE2\x80\xAE") ||
         (character >= "\xE2\x81\xA6" && character <= "\xE2\x81\xA9") || character == "\xE2\x80\x8E" ||
         character == "\xE2\x80\x8F" || character == "\xE2\x80\xA8" || character == "\xE2\x80\xA9" ||
         character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
}

std::string_view entity(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {};
  }
}

}  // namespace

std::string escaped(const std::string& text) {
  const auto utf8 = base::to_utf8(text);
  std::string result;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto length = length_at(utf8, at);
    const std::string_view character(utf8.data() + at, length);
    if (unbearable(character)) {
      result += "\xEF\xBF\xBD";
    } else if (const auto replaced = length == 1 ? entity(utf8[at]) : std::string_view(); !replaced.empty()) {
      result += replaced;
    } else {
      result += character;
    }
    at += length;
  }
  return result;
}

std::string cut(const std::string& text, std::size_t characters) {
  const auto utf8 = base::to_utf8(text);
  std::size_t count = 0;
  std::size_t keep = 0;
  for (std::size_t at = 0; at < utf8.size(); at += length_at(utf8, at)) {
    if (++count == characters) keep = at;
    if (count > characters) return utf8.substr(0, keep) + "…";
  }
  return utf8;
}

}  // namespace habeas::map::drawing
