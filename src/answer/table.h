// A collection as the package shows it: its names and titles, and a row of it read through a plan: what is
// shown, what is empty, what is withheld and on which ground.
#pragma once

#include <habeas/dossier/dossier.h>
#include <habeas/plan/fate.h>

#include <string>
#include <vector>

namespace habeas::answer {

struct Column {
  std::string name;  // unique in its table: JSON member, CSV header
  law::Words title;  // for people; never empty
  relation::ColumnName column;
  std::size_t at = 0;  // index in Table::read; of no meaning where the plan never discloses it
  const map::Field* field = nullptr;
  std::size_t name_at = 0;  // key-value rows: index in Table::read of the column that says which
  bool key_value = false;
  bool technical = false;
};

struct Table {
  const map::SystemMap* system = nullptr;
  const map::Collection* collection = nullptr;  // nullptr: a table about nobody
  const map::NotPersonal* about_nobody = nullptr;
  const dossier::CollectionRows* where = nullptr;
  std::string name;  // the collection's
  std::string file;  // "shop/customer": safe, and nobody else's
  law::Words title;
  law::Words system_title;
  std::vector<relation::ColumnName> read;  // what to read, once each: nothing that is always withheld
  std::vector<Column> columns;             // one for each cell of the plan's patterns, in their order

  // Indexes of columns for showing: technical ones last.
  std::vector<std::size_t> order() const;
};

// The tables of a dossier, one for each collection of the access plan. Secrets and whatever else no row discloses
// are not even read.
std::vector<Table> tables_of(const map::Map& map, const dossier::Dossier& dossier, const plan::Plan& access);

struct Shown {
  enum class State {
    shown,
    empty,  // NULL, or a path that the cell does not have
    withheld,
    elsewhere,  // key-value rows: this row holds another field
  };
  State state = State::empty;
  std::string ground;                   // of withheld
  std::vector<relation::Value> values;  // of shown: one, or several of a list
};

// One row through its fates. A value that does not decode is withheld as undecodable.
std::vector<Shown> show(const Table& table, const std::vector<plan::CellFate>& fates,
                        const relation::Row& row);

// Counts its cells: what does not decode is withheld after all, fields of other key-value rows are not cells.
void count(const std::vector<plan::CellFate>& fates, const std::vector<Shown>& cells, plan::Counts& counts);

}  // namespace habeas::answer
