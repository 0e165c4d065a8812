// Keys are ordered by name: RowKey::Order.
#include <habeas/relation/row_key.h>

#include <string>

using habeas::relation::RowKey;

bool before(const RowKey& a, const RowKey& b) {
#ifdef FORBIDDEN
  return a < b;
#else
  return RowKey::Order{}(a, b);
#endif
}
