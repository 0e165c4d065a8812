// Keys compare by name: same_row().
#include <habeas/relation/row_key.h>

#include <string>

using habeas::relation::RowKey;

bool equal(const RowKey& a, const RowKey& b) {
#ifdef FORBIDDEN
  return a == b;
#else
  return same_row(a, b);
#endif
}
