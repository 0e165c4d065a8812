// Text of one byte a character, into UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace habeas::files {

std::string utf8_from_windows_1252(std::string_view bytes);

}  // namespace habeas::files
