// What stands in a cell whose content went (plan/fate.h, Becomes). Written by act, known to verify and to whoever compares rows; none says anything about
// anybody.
#pragma once

#include <string_view>

namespace habeas::map {

inline constexpr std::string_view frozen_text = "[gelé]";  // of put_away, where the database refuses NULL
inline constexpr std::string_view redacted_text = "[…]";   // of redacted: one for each identifier or name
inline constexpr char masking_character = '*';             // of masked
// Of pseudonym: this and random hexadecimal digits; for an e-mail address the domain, which reaches nobody (RFC 2606).
inline constexpr std::string_view pseudonym_prefix = "p-";
inline constexpr std::string_view pseudonym_domain = "@pseudonym.invalid";

}  // namespace habeas::map
