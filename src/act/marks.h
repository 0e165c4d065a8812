// What is looked for in texts that are redacted: her identifiers, and the names in the rows that are her.
#pragma once

#include <habeas/act/act.h>
#include <habeas/act/redact.h>

namespace habeas::act {

// Nothing where the plan redacts nothing. The names are kept through Order::put_away until the run is complete: what is
// done first may hold the only copy.
Marks marks_of(const Order& order, const plan::Plan& plan, const dossier::Dossier& dossier,
               dossier::Cells& cells);

}  // namespace habeas::act
