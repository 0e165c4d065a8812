// Any bytes as a stored plan: refused, or a plan that is stored and read as itself.
#include <habeas/base/fault.h>
#include <habeas/base/must.h>
#include <habeas/plan/stored.h>

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using habeas::base::must;
  habeas::plan::Plan plan;
  try {
    plan = habeas::plan::from_bytes({reinterpret_cast<const char*>(data), size});
  } catch (const habeas::base::Fault& fault) {
    must(fault.kind() == habeas::base::FaultKind::broken, "what is no plan is broken");
    return 0;
  }
  must(habeas::plan::from_bytes(habeas::plan::to_bytes(plan)) == plan,
       "a plan that was read is stored as itself");
  return 0;
}
