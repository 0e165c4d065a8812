// Erasure (GDPR 17, 19; LIL 51): per cell and purpose: gone, or kept under a named exception until a date; shared
// rows live on for the others; what refers to a row that goes follows the map's rules (docs/map.md, Links `erase` and
// Erasing). Access considers exactly the same cells (plan/cells.h). docs/changing.md.
#pragma once

#include <habeas/plan/facts.h>
#include <habeas/plan/fate.h>
#include <habeas/relation/catalogue.h>

#include <optional>
#include <string>
#include <vector>

namespace habeas::plan {

// A restriction in force, or asked for and not decided: whatever it covers is only stored (GDPR 18(2)).
struct Restricted {
  std::string activity;  // empty: all of her data
  std::string ground;    // "a" … "d" of GDPR 18(1)
};

// What was asked, and what was decided before: each by a human, or by the person where the law leaves it to her.
struct ErasureScope {
  std::vector<std::string> categories;  // of `data`, whole dotted segments; empty: everything (Semantics 7)
  std::vector<map::ActivityName> only;  // only what serves these (withdrawal, upheld objection); empty: all
  std::vector<std::string> holds;       // references of disputes that keep data (GDPR 17(3)(e))
  std::vector<Restricted> restricted;   // nothing of this is erased until a human has settled it
};

// `catalogues` in the order of Map::systems: what the database would refuse (NOT NULL, keys) decides between
// clearing, literals and shells. A cell whose purposes ended goes; one that a purpose still needs is kept, with
// its ground, its law and its date; a start that is missing or implausible keeps the row until a human decides.
Plan erasure(const map::Map& map, const dossier::Dossier& dossier, const Facts& facts,
             const std::vector<std::optional<relation::Catalogue>>& catalogues, const law::Library& library,
             const ErasureScope& scope, base::Date today);

}  // namespace habeas::plan
