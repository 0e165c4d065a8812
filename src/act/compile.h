// From fates to changes: what one system has to do for a plan, as row changes in the order in which they can be made.
// Pure: the rows were read before, under lock.
//
// A row whose cells are all erased goes; in any other, each column that changes is written once, whatever number of
// fields it holds. `expected` are the cells that the fate relied on: what makes the row hers and lets the map speak of
// it (links, conditions, identifiers), and the old content where the new one is made from it; nothing else.
#pragma once

#include <habeas/act/becoming.h>
#include <habeas/dossier/dossier.h>
#include <habeas/source/source.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace habeas::act {

// A row as it stands now, with what is to become of it.
struct RowNow {
  const dossier::ReachedRow* row = nullptr;
  const std::vector<plan::CellFate>* fates = nullptr;
  relation::Row cells;  // RowsNow::columns
};

// The rows of one collection that change.
struct RowsNow {
  const map::Collection* collection = nullptr;
  std::vector<relation::ColumnName> key;  // what each RowKey holds, in order
  std::vector<relation::ColumnName> columns;
  const relation::Table* table = nullptr;  // of the catalogue; nullptr where there is none
  std::vector<RowNow> rows;
};

struct Change {
  source::RowChange row;
  std::size_t rows_of = 0;  // index in the RowsNow given
  std::size_t number = 0;   // of the row in it
  std::uint64_t cells = 0;  // that change
  // What is to be sealed before, by name.
  std::vector<std::pair<std::string, base::Personal<std::string>>> sealed;
  // Of a row that goes: its identifying cells. Of one that stays: what was emptied or replaced in it, column by column.
  std::optional<base::Personal<std::string>> going;
  std::vector<base::Personal<std::string>> emptied;
};

// What an emptied cell is known again by: its column, what it held, and what identified its row, in the order of
// map::identifying_columns.
base::Personal<std::string> emptied_bytes(const relation::ColumnName& column, const relation::Value& held,
                                          const relation::Row& identifying);

// A document that goes with its cell.
struct Document {
  map::SystemName system;
  base::Personal<std::string> path;
  std::size_t rows_of = 0;
  relation::ColumnName column;
};

struct Compiled {
  std::vector<Change> changes;
  std::vector<Document> documents;
  std::vector<std::string> refusals;  // why it cannot be done; never personal. Empty: it can
};

// What a cell that was put away is kept by. It says nothing about anybody but to one who knows the key.
std::string vault_name(const map::SystemName& system, const map::Collection& collection,
                       const relation::ColumnName& column, const relation::RowKey& key);

using TakeBack = std::function<base::Personal<std::string>(const std::string& name)>;

Compiled compile(const map::SystemName& system, const std::vector<RowsNow>& rows, const Means& means,
                 const TakeBack& take_back);

// Does a row with these fates change?
bool changes(const std::vector<plan::CellFate>& fates);
// A document that the cell names goes with what the cell says: not where its path only changes place.
bool document_goes(const plan::CellFate& fate);

}  // namespace habeas::act
