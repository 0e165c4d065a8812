// A person's data does not compare with a plain value.
#include <habeas/base/personal.h>

#include <string>

using Personal = habeas::base::Personal<std::string>;

bool equal(const Personal& a, const std::string& b) {
#ifdef FORBIDDEN
  return a == b;
#else
  return a.reveal() == b;
#endif
}
