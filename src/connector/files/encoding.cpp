#include <habeas/connector/files/encoding.h>

#include <habeas/base/utf8.h>

#include <array>
#include <map>

namespace habeas::files {
namespace {

// 0x80-0x9F, where Windows-1252 has letters and ISO 8859-1 has controls. https://encoding.spec.whatwg.org
constexpr std::array<char16_t, 32> upper = {0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                            0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                            0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                            0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

}  // namespace

std::string utf8_from_windows_1252(std::string_view bytes) {
  std::string result;
  for (const char c : bytes) {
    unsigned code = static_cast<unsigned char>(c);
    if (code >= 0x80 && code < 0xA0) code = upper[code - 0x80];
    if (code < 0x80) {
      result += static_cast<char>(code);
    } else if (code < 0x800) {
      result += static_cast<char>(0xC0 | (code >> 6));
      result += static_cast<char>(0x80 | (code & 0x3F));
    } else {
      result += static_cast<char>(0xE0 | (code >> 12));
      result += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
      result += static_cast<char>(0x80 | (code & 0x3F));
    }
  }
  return result;
}

std::optional<std::string> windows_1252_from_utf8(std::string_view text) {
  static const auto bytes = [] {
    std::map<std::string, char> all;
    for (int code = 0; code < 256; ++code) {
      const char byte = static_cast<char>(code);
      all.emplace(utf8_from_windows_1252({&byte, 1}), byte);
    }
    return all;
  }();
  std::string result;
  while (!text.empty()) {
    const auto step = base::first_step(text);
    const auto found = bytes.find(std::string(text.substr(0, step.length)));
    if (found == bytes.end()) return std::nullopt;
    result += found->second;
    text.remove_prefix(step.length);
  }
  return result;
}

}  // namespace habeas::files
