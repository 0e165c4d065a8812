// There is no empty Warrant to fill in later.
#include <habeas/ledger/ledger.h>

#include <optional>

using habeas::ledger::Warrant;

void made() {
#ifdef FORBIDDEN
  const Warrant warrant;
#else
  const std::optional<Warrant> warrant;
#endif
  static_cast<void>(warrant);
}
