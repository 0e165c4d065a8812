// What can be said of a cell whose content is not known any more: does it look as its fate promised? Pure.
#pragma once

#include <habeas/plan/fate.h>
#include <habeas/plan/rectification.h>
#include <habeas/relation/value.h>
#include <habeas/subject/identifier.h>

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

// Does the text hold this identifier, in whatever case?
bool mentions(const subject::Identifier& identifier, std::string_view text);

}  // namespace habeas::verify
