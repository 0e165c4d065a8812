// Nor through fmt's way of formatting whatever has an operator<<.
#include <habeas/base/personal.h>

#include <fmt/ostream.h>

#include <string>

using Personal = habeas::base::Personal<std::string>;

std::string format(const Personal& name) {
#ifdef FORBIDDEN
  return fmt::format("{}", fmt::streamed(name));
#else
  return fmt::format("{}", fmt::streamed(name.reveal()));
#endif
}
