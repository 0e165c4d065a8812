// A source changes nothing without a Warrant.
#include <habeas/source/source.h>

using namespace habeas;

void change(source::Source& shop, const ledger::Warrant& warrant) {
#ifdef FORBIDDEN
  static_cast<void>(warrant);
  shop.begin()->commit();
#else
  shop.begin(warrant)->commit();
#endif
}
