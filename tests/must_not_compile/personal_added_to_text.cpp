// A person's data is not put into a sentence.
#include <habeas/base/personal.h>

#include <string>

using Personal = habeas::base::Personal<std::string>;

std::string sentence(const Personal& name) {
#ifdef FORBIDDEN
  return "not found: " + name;
#else
  return "not found: " + name.reveal();
#endif
}
