// Text of one byte a character, into UTF-8 and back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace habeas::files {

std::string utf8_from_windows_1252(std::string_view bytes);
// Nothing when a character has no byte there.
std::optional<std::string> windows_1252_from_utf8(std::string_view text);

}  // namespace habeas::files
