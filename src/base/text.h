// Text as bytes that are meant to be UTF-8 and may not be. Every function takes any bytes. fold_case and to_nfc
// leave ill-formed bytes exactly as they are, so that two different broken texts stay different.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace habeas::base {

bool is_utf8(std::string_view bytes);
// Valid UTF-8: each maximal ill-formed part becomes U+FFFD (Unicode 15, § 3.9, "substitution of maximal subparts").
std::string to_utf8(std::string_view bytes);
// One line for a terminal, whatever the bytes: what it would obey (controls, marks that hide or turn text, see
// is_obeyed) is spelt out as \u{…}, but for tabs, which only move on; ill-formed parts become U+FFFD. No longer than `longest` bytes and an ellipsis.
std::string for_terminal(std::string_view bytes, std::size_t longest = 4'000);

// Full Unicode case folding without locale (Turkish i is not special: İ folds to i with a dot above, ı stays),
// such that canonically equal texts fold alike (Unicode 15, D145); the result is in NFC. Accents stay.
std::string fold_case(std::string_view utf8);
// fold_case, then accents and other combining marks dropped (Indic vowels and kana voicing stay), œ æ ß ø ł đ…
// opened, ill-formed bytes replaced: for showing candidates, never for identity.
std::string fold_loosely(std::string_view utf8);
std::string to_nfc(std::string_view utf8);
// Without white space (Unicode White_Space, NBSP and U+FEFF included) at both ends.
std::string_view trim(std::string_view utf8);
std::string hex(std::string_view bytes);     // lower case
std::string base64(std::string_view bytes);  // RFC 4648 § 4, padded

}  // namespace habeas::base
