// Only the ledger mints a Warrant, when it has recorded the intent.
#include <habeas/ledger/ledger.h>

using habeas::ledger::Ledger;
using habeas::ledger::Warrant;

Warrant made(Ledger& ledger) {
#ifdef FORBIDDEN
  static_cast<void>(ledger);
  return Warrant(0, "digest");
#else
  return ledger.warrant("digest", {});
#endif
}
