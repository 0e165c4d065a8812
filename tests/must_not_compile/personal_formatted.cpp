// A person's data is not formatted by accident.
#include <habeas/base/personal.h>

#include <fmt/format.h>

#include <string>

using Personal = habeas::base::Personal<std::string>;

std::string format(const Personal& name) {
#ifdef FORBIDDEN
  return fmt::format("{}", name);
#else
  return fmt::format("{}", name.reveal());
#endif
}
