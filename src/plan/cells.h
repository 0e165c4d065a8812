// The cells of a row, before anything is decided about them: which field reads it, which links it belongs to.
// Shared by the rights' files, so that what access can show is exactly what portability and erasure consider.
#pragma once

#include <habeas/dossier/dossier.h>

#include <vector>

namespace habeas::plan {

struct Cell {
  relation::ColumnName column;
  int field = -1;                    // index in Collection::fields
  std::vector<std::uint32_t> links;  // every link of the collection that this column belongs to
  bool technical = false;
  bool key = false;
  // What no field reads of a column that fields read in part: the other members of a document, key-value rows of
  // names that the map does not know. Nobody said what it is, so it is handed over last, like technical columns.
  bool rest = false;

  int first_link() const { return links.empty() ? -1 : static_cast<int>(links.front()); }
};

// In columns_read order; a column that several fields read is one cell for each, and one for the rest of it where
// they read it only in part: no part of a column is without a fate.
std::vector<Cell> cells_of(const map::Collection& collection);
// Of a table about nobody: the columns that the map shows.
std::vector<Cell> cells_of(const map::NotPersonal& table);

// The collection that rows of the dossier belong to; nullptr for a sight table.
const map::Collection* collection_of(const map::Map& map, const dossier::CollectionRows& rows);
// The sight table that they belong to; nullptr for a collection.
const map::NotPersonal* sight_table_of(const map::Map& map, const dossier::CollectionRows& rows);
std::vector<Cell> cells_of(const map::Map& map, const dossier::CollectionRows& rows);

// The columns to read for them, without repetition, in the order of cells_of.
std::vector<relation::ColumnName> columns_of(const map::Map& map, const dossier::CollectionRows& rows);

}  // namespace habeas::plan
