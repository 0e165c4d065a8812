// Whether two values mean the same person is a question for subject::same, not for ==.
#include <habeas/base/personal.h>

#include <string>

using Personal = habeas::base::Personal<std::string>;

bool equal(const Personal& a, const Personal& b) {
#ifdef FORBIDDEN
  return a == b;
#else
  return a.reveal() == b.reveal();
#endif
}
