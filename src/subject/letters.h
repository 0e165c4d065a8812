// Letters of identifiers: which may stand in one, how they fold, and every way to spell a folded text.
// Folding is simple (one code point to one): ß is not ss, ﬁ is not fi, ſ is not s, İ and ı are not i, ς is
// not σ, so that two mailboxes are never one. It is NFC(fold each code point of NFD(text)), hence the same
// for NFC and NFD. Source: Unicode 15, §§ 3.11, 3.13, 5.18; CaseFolding.txt, status C and S.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace habeas::subject {

// Nothing when the bytes are not UTF-8.
std::optional<std::u32string> code_points(std::string_view utf8);
std::string utf8(std::u32string_view text);

bool is_ascii(std::u32string_view text);
// A character that a reader sees: no white space, control, format or ignorable one, none unassigned or
// private.
bool is_visible(char32_t c);
// A non-ASCII character that Unicode calls equivalent to an ASCII one (the Kelvin sign, the Greek question
// mark): no identifier holds one, or every k would have to be searched in two spellings.
bool poses_as_ascii(char32_t c);

// Which texts are one: those that Unicode calls equivalent, or these in any case.
enum class Folding { equivalence, equivalence_and_case };
std::u32string fold(std::u32string_view text, Folding folding);

// Every text that folds to `folded`, with its ASCII letters in lower case, in a fixed order, as UTF-8.
// Nothing when there are more than `limit`, or when a letter bears so many marks that counting would take
// long.
std::optional<std::vector<std::string>> spellings(std::u32string_view folded, Folding folding,
                                                  std::size_t limit);

}  // namespace habeas::subject
