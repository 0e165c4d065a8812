// A person's data does not turn into a plain value without reveal().
#include <habeas/base/personal.h>

#include <string>

using Personal = habeas::base::Personal<std::string>;

std::string plain(const Personal& name) {
#ifdef FORBIDDEN
  return name;
#else
  return name.reveal();
#endif
}
