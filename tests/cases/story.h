// A story: a person's request at the case's organisation, from receipt to answer, step by step through handle/, with a
// register, a ledger and an outbox in a temporary folder. README.md says what a step may hold.
#pragma once

#include "law_case.h"

namespace habeas::cases {

// Plays the steps of `story`; every `then` that does not hold is a failure of the running test.
void play(const LawCase& law_case);

}  // namespace habeas::cases
