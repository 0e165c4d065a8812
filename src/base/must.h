// must(condition, why): what we promised ourselves. When it does not hold, the mistake is ours and the
// process stops; it is never used on input.
#pragma once

#include <source_location>

namespace habeas::base {

[[noreturn]] void stop_because(const char* why, std::source_location where);

inline void must(bool condition, const char* why,
                 std::source_location where = std::source_location::current()) {
  if (!condition) stop_because(why, where);
}

}  // namespace habeas::base
