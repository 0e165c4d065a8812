#include <habeas/base/fault.h>

namespace habeas::base {

std::string_view to_string(FaultKind kind) {
  switch (kind) {
    case FaultKind::unavailable: return "unavailable";
    case FaultKind::refused: return "refused";
    case FaultKind::vanished: return "vanished";
    case FaultKind::broken: return "broken";
    case FaultKind::timed_out: return "timed out";
    case FaultKind::full: return "full";
    case FaultKind::cancelled: return "cancelled";
    case FaultKind::changed: return "changed";
  }
  return "unknown";
}

Fault::Fault(FaultKind kind, std::string where, std::string what)
    : std::runtime_error(where + ": " + what + " (" + std::string(to_string(kind)) + ")"),
      kind_(kind),
      where_(std::move(where)),
      detail_(std::move(what)) {}

}  // namespace habeas::base
