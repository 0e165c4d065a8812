// What clocks show somewhere, for people to read; days are in time.h.
#pragma once

#include <habeas/base/time.h>

#include <string>

namespace habeas::base {

// The time of day that it is in this zone: "14:05".
std::string time_in(const std::string& zone, Instant at);

}  // namespace habeas::base
