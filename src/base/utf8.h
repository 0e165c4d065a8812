// One step through bytes that are meant to be UTF-8 (Unicode 15, table 3-7): a character, or a maximal
// ill-formed part. What the rest of base is built on.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace habeas::base {

inline constexpr char32_t replacement = 0xFFFD;

struct Step {
  char32_t character = replacement;
  std::size_t length = 1;  // bytes: of the character, or of the maximal ill-formed part
  bool well_formed = false;
};

// The first step of bytes that are not empty.
Step first_step(std::string_view bytes);

// Controls (C0, C1), and marks that show nothing or turn the direction of what follows: a terminal or a reader would
// obey them, so they are never shown as they are.
bool is_obeyed(char32_t character);

void append_utf8(std::string& text, char32_t character);

}  // namespace habeas::base
