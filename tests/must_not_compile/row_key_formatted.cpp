// A key is not formatted by accident.
#include <habeas/relation/row_key.h>

#include <fmt/format.h>

#include <string>

using habeas::relation::RowKey;

std::string format(const RowKey& key) {
#ifdef FORBIDDEN
  return fmt::format("{}", key);
#else
  return fmt::format("{}", key.reveal_encoded());
#endif
}
