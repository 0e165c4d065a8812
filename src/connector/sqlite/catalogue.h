// What a SQLite database says of itself, complete: from its pragmas, and from the stored text of its
// statements where there is no pragma (expressions of indexes, checks, triggers).
#pragma once

#include <habeas/connector/sqlite/database.h>
#include <habeas/relation/catalogue.h>

namespace habeas::sqlite {

// `database` is in a read transaction. What cannot be read (a view on a lost table, an unknown module) is a
// remark, not a failure.
relation::Catalogue read_catalogue(Database& database);

}  // namespace habeas::sqlite
