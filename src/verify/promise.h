// What can be said of a cell whose content is not known any more: does it look as its fate promised? Pure.
#pragma once

#include <habeas/plan/fate.h>
#include <habeas/plan/rectification.h>
#include <habeas/relation/value.h>
#include <habeas/subject/identifier.h>

#include <functional>
#include <vector>

namespace habeas::verify {

struct Known {
  const subject::Kinds& kinds;
  const std::vector<subject::Identifier>& identifiers;
  const std::vector<plan::Correction>& corrections;
};

// `field` is nullptr for a key, link or technical column.
bool kept_promise(const plan::CellFate& fate, const map::Field* field, const relation::Value& cell,
                  const Known& known);

// The cells of a whole row, by column: does each look as its fate promised? A fate that belongs to another name of a
// key-value table says nothing of this row.
using CellOf = std::function<const relation::Value&(const relation::ColumnName&)>;
bool speaks_of(const map::Field* field, const CellOf& cell);
bool kept_promises(const std::vector<plan::CellFate>& fates, const map::Collection& collection,
                   const CellOf& cell, const Known& known);

// Does the text hold this identifier, in whatever case?
bool mentions(const subject::Identifier& identifier, std::string_view text);

}  // namespace habeas::verify
