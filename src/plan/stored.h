// A plan as bytes (CBOR): what was approved is exactly what is carried out later. Nothing personal is in it.
#pragma once

#include <habeas/plan/fate.h>

#include <string>
#include <string_view>

namespace habeas::plan {

std::string to_bytes(const Plan& plan);
// Fault `broken` for anything that to_bytes() did not write.
Plan from_bytes(std::string_view bytes);

}  // namespace habeas::plan
