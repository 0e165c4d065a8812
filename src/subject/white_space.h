// Outer white space of identifiers: U+0020 only, because that is what a database trims (the form lower_trim),
// so that whatever is *same* can be proposed. A tab, a no-break space or a line end around a value is part of
// it.
#pragma once

#include <string_view>

namespace habeas::subject {

inline std::string_view without_outer_spaces(std::string_view value) {
  while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
  while (!value.empty() && value.back() == ' ') value.remove_suffix(1);
  return value;
}

}  // namespace habeas::subject
