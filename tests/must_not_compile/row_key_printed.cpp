// A key may be an e-mail address: it is not printed by accident.
#include <habeas/relation/row_key.h>

#include <ostream>

using habeas::relation::RowKey;

void print(std::ostream& out, const RowKey& key) {
#ifdef FORBIDDEN
  out << key;
#else
  out << key.reveal_encoded();
#endif
}
