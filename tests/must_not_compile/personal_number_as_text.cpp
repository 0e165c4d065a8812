// A number about a person does not turn into text by accident.
#include <habeas/base/personal.h>

#include <string>

std::string text(const habeas::base::Personal<int>& age) {
#ifdef FORBIDDEN
  return std::to_string(age);
#else
  return std::to_string(age.reveal());
#endif
}
