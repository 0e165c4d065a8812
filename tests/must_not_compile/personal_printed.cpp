// A person's data is not printed by accident.
#include <habeas/base/personal.h>

#include <ostream>
#include <string>

using Personal = habeas::base::Personal<std::string>;

void print(std::ostream& out, const Personal& name) {
#ifdef FORBIDDEN
  out << name;
#else
  out << name.reveal();
#endif
}
