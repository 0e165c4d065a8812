// A person's data has no order: it does not become the key of a std::map by accident.
#include <habeas/base/personal.h>

#include <string>

using Personal = habeas::base::Personal<std::string>;

bool before(const Personal& a, const Personal& b) {
#ifdef FORBIDDEN
  return a < b;
#else
  return a.reveal() < b.reveal();
#endif
}
