// A plain value becomes a person's data only when someone says so.
#include <habeas/base/personal.h>

#include <string>

using Personal = habeas::base::Personal<std::string>;

Personal made(const std::string& name) {
#ifdef FORBIDDEN
  return name;
#else
  return Personal(name);
#endif
}
