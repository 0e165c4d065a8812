// Text for an SVG: escaped, cut to a width, and free of what XML or a reader's eye cannot bear.
#pragma once

#include <cstddef>
#include <string>

namespace habeas::map::drawing {

// XML text or attribute: markup escaped, control and direction-changing characters replaced.
std::string escaped(const std::string& text);
// At most `characters` of it, with an ellipsis where it was cut.
std::string cut(const std::string& text, std::size_t characters);

}  // namespace habeas::map::drawing
