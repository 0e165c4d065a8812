// One slip of the pen: a letter added, lost, changed, or exchanged with its neighbour.
#pragma once

#include <string_view>

namespace habeas::subject {

bool within_one_edit(std::u32string_view a, std::u32string_view b);

}  // namespace habeas::subject
