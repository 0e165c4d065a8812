// Text for a POSIX shell, in the commands that grants() prints.
#pragma once

#include <string>
#include <string_view>

namespace habeas::source {

std::string shell_word(std::string_view text);  // 'it'\''s': one word, whatever it holds

}  // namespace habeas::source
