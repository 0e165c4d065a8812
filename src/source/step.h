// Where a crash can be injected, for tests: whoever changes a system says step() before each statement and before each
// write to disk that must not be lost, so that a test can end the process between any two of them.
#pragma once

#include <cstdint>
#include <functional>

namespace habeas::source {

using BeforeStep = std::function<void(std::uint64_t number)>;  // from 1

// From now on, and counted anew; an empty function ends it. One thread at a time.
void call_before_steps(BeforeStep before);
void step();

}  // namespace habeas::source
