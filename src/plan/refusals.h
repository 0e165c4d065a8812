// What the database would refuse when a cell is emptied in a row that stays (NOT NULL, keys, computed columns, CHECK,
// UNIQUE), and what the map offers instead. Where a system has no catalogue (a person acts by hand), nothing refuses.
#pragma once

#include <habeas/plan/build.h>
#include <habeas/relation/catalogue.h>

#include <optional>
#include <string>
#include <vector>

namespace habeas::plan {

using Catalogues = std::vector<std::optional<relation::Catalogue>>;

class Refusals {
 public:
  // `catalogues` in the order of Map::systems; shorter, or nothing: not known.
  Refusals(const map::Map& map, const Catalogues& catalogues) : map_(map), catalogues_(catalogues) {}

  const relation::Table* table(const map::CollectionAt& at) const;
  const relation::Column* column(const map::CollectionAt& at, const relation::ColumnName& name) const;
  bool takes_null(const map::CollectionAt& at, const relation::ColumnName& name) const;
  bool computed(const map::CollectionAt& at, const relation::ColumnName& name) const;
  // A text that nothing constrains, as far as the catalogue says: any word may stand there.
  bool takes_any_text(const map::CollectionAt& at, const relation::ColumnName& name) const;
  bool alone_in_unique(const map::CollectionAt& at, const relation::ColumnName& name) const;

  // How the map empties the field's cell in a row that stays: fate and what it becomes, without ground. Nothing: the
  // database would refuse, and the map says nothing that it would take.
  std::optional<Decision> emptied(const map::CollectionAt& at, const map::Field& field) const;

 private:
  const map::Map& map_;
  const Catalogues& catalogues_;
};

}  // namespace habeas::plan
