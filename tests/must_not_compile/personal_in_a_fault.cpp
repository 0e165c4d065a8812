// A person's data does not get into the text of a fault.
#include <habeas/base/personal.h>

#include <habeas/base/fault.h>

#include <string>

using Personal = habeas::base::Personal<std::string>;

void fail(const Personal& name) {
#ifdef FORBIDDEN
  throw habeas::base::Fault(habeas::base::FaultKind::broken, "shop", name);
#else
  throw habeas::base::Fault(habeas::base::FaultKind::broken, "shop", name.reveal());
#endif
}
