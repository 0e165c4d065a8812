// Nor for !=.
#include <habeas/base/personal.h>

#include <string>

using Personal = habeas::base::Personal<std::string>;

bool differ(const Personal& a, const Personal& b) {
#ifdef FORBIDDEN
  return a != b;
#else
  return a.reveal() != b.reveal();
#endif
}
