// Keys are hashed by name: RowKey::Hash.
#include <habeas/relation/row_key.h>

#include <functional>

using habeas::relation::RowKey;

std::size_t digest(const RowKey& key) {
#ifdef FORBIDDEN
  return std::hash<RowKey>{}(key);
#else
  return RowKey::Hash{}(key);
#endif
}
