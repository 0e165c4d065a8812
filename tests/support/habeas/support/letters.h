// Letters in an outbox's folder, read back as their addressee would.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>

namespace habeas::support {

// The words of a letter, out of base64 (RFC 2045).
inline std::string words_of(const std::string& letter) {
  static const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string words;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char c : letter.substr(std::min(letter.find("\r\n\r\n"), letter.size()))) {
    const auto value = letters.find(c);
    if (value == std::string::npos) continue;
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    words += static_cast<char>(bits >> held & 0xFFU);
  }
  return words;
}

// The last letter of this kind about this request: headers, then words; empty if there is none.
inline std::string last_letter(const std::string& outbox, const std::string& reference,
                               const std::string& kind) {
  std::string last;
  if (!std::filesystem::exists(outbox)) return last;
  for (const auto& entry : std::filesystem::directory_iterator(outbox)) {
    const std::string name = entry.path().filename().string();
    const bool wanted = name.find(reference) != std::string::npos && name.find(kind) != std::string::npos;
    if (wanted && name > last) last = name;
  }
  if (last.empty()) return last;
  std::ifstream in(outbox + "/" + last, std::ios::binary);
  const std::string letter{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  return letter + words_of(letter);
}

// The one-time code that was sent last; empty if none was.
inline std::string code_in(const std::string& outbox, const std::string& reference) {
  const std::string letter = last_letter(outbox, reference, "code");
  std::smatch found;
  return std::regex_search(letter, found, std::regex("\\b[0-9]{8}\\b")) ? found.str() : std::string();
}

}  // namespace habeas::support
