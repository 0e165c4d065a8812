// The identifiers that need no outside library: numbers, texts, and a name with a birth date.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace habeas::subject {

inline constexpr std::size_t number_limit = 20;  // digits, leading zeros included: all of 64 bits

// "42" of "0042"; nothing when anything but ASCII digits stands in it, spaces included: a number column holds
// none, and exact equality, which its index serves, would not find a text column's "42 ".
std::optional<std::string> normal_number(std::string_view value);
// The number with every count of leading zeros: what a text column may hold.
std::vector<std::string> number_keys(const std::string& normal);

// NFC without outer spaces, case kept; nothing when empty, or with NUL or broken UTF-8.
std::optional<std::string> normal_text(std::string_view value);
std::optional<std::vector<std::string>> text_keys(std::string_view normal, std::size_t limit);

// "marie dupont|1980-05-02" of "Marie  Dupont, 1980-05-02".
std::optional<std::string> normal_name_birthdate(std::string_view value);

// Words of a text: what stands between white space.
std::vector<std::string> words_of(std::string_view utf8);

}  // namespace habeas::subject
