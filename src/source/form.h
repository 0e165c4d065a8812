// What each Form means, in C++: the reference that every connector is held against. Two values that are
// *same* as an identifier have the same reference form for that kind; the engine may join more.
#pragma once

#include <habeas/source/source.h>

namespace habeas::source {

// The form of a cell's canonical text. `contains` has no form of its own: the text itself.
std::string reference_form(Form form, std::string_view text);

// What digits_tail drops: space, NBSP, thin and narrow spaces, tab, . - / ( ) and the non-breaking hyphen.
// It keeps 8 characters (not bytes) of what stands before the first NUL, where engines end a text, so that +33 6 12 34 56 78 and 06.12.34.56.78 meet.
inline constexpr std::size_t digits_tail_length = 8;

// The separators that digits_tail drops, as UTF-8, in the order in which connectors nest their replaces.
std::span<const std::string_view> digits_tail_separators();

}  // namespace habeas::source
