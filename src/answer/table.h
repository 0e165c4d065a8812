// A collection as the package shows it: its names and titles, and a row of it read through a plan: what is
// shown, what is empty, what is withheld and on which ground. What is in a column and no field of the map reads is
// shown or counted too: a cell never vanishes.
#pragma once

#include <habeas/dossier/dossier.h>
#include <habeas/map/codec.h>
#include <habeas/plan/fate.h>

#include <optional>
#include <string>
#include <vector>

namespace habeas::answer {

struct Column {
  std::string name;  // unique in its table: JSON member, CSV header
  law::Words title;  // for people; never empty
  relation::ColumnName column;
  static constexpr std::size_t not_read = static_cast<std::size_t>(-1);
  std::size_t at = not_read;  // index in Table::read; nowhere where the plan never discloses it
  const map::Field* field = nullptr;
  std::size_t name_at = 0;  // key-value rows: index in Table::read of the column that says which
  bool key_value = false;
  bool technical = false;
  // What no field reads of the column (plan::Cell::rest); the columns of its fields, by index, in their order.
  bool rest = false;
  std::vector<std::size_t> parts;
  // Of a field: the column of the rest, where there is one.
  std::optional<std::size_t> rest_at;
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
  // What to read, once each: nothing that is always withheld, unless a date of retention lies in it.
  std::vector<relation::ColumnName> read;
  std::vector<Column> columns;  // one for each cell of the plan's patterns, in their order

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
    in_rest,  // the document does not decode: this part of it is given with the rest of the column, undecoded
    elsewhere,  // no cell of this row: key-value rows hold one field, a document may have no rest
  };
  // What a value is where relation::Value cannot say it: a document's own kinds.
  using Kind = map::Decoded::Kind;

  State state = State::empty;
  std::string ground;                   // of withheld
  std::vector<relation::Value> values;  // of shown: one, or several of a list
  std::vector<Kind> kinds;              // of shown, as values; empty: all as relation::Value says
  bool not_decoded = false;             // shown as it lies in the database

  Kind kind(std::size_t value) const { return kinds.empty() ? Kind::text : kinds.at(value); }
};

// What becomes of a value that does not decode. In her own row she receives it as it is, unless a part of the same
// column is withheld from her; she cannot carry it elsewhere. In any other row it may be somebody else's.
enum class Undecoded { as_it_is, left_out, withheld };

// One row through its fates.
std::vector<Shown> show(const Table& table, const std::vector<plan::CellFate>& fates,
                        const relation::Row& row, Undecoded undecoded);

// Counts its cells as they were shown.
void count(const std::vector<plan::CellFate>& fates, const std::vector<Shown>& cells, plan::Counts& counts);

}  // namespace habeas::answer
