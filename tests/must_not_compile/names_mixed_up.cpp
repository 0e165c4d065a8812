// One kind of name is never passed for another.
#include <habeas/relation/catalogue.h>

using namespace habeas::relation;

TableName table(const ColumnName& column) {
#ifdef FORBIDDEN
  return column;
#else
  return TableName(column.text());
#endif
}
