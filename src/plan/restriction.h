// Restriction, "gel" (GDPR 18, 19; LIL 53): freeze by flag (a declared column says so) or by vault (the values are
// put away, sealed, and come back exactly). Everything of hers, or what serves some activities. docs/changing.md.
#pragma once

#include <habeas/plan/fate.h>

#include <habeas/dossier/dossier.h>

#include <optional>
#include <string>
#include <vector>

namespace habeas::plan {

struct RestrictionScope {
  std::string ground;                   // "a" … "d" of GDPR 18(1)
  std::vector<map::ActivityName> only;  // empty: all
  bool vault = false;                   // put the values away; otherwise only flags and the permit
};

// A field that the map declares as flag says `frozen` (Becomes::literal). Vault: Becomes::put_away, of her fields in
// rows that are hers alone; NULL stands there meanwhile, or, where `catalogues` say that NULL is refused, the map's
// erase literal or a placeholder; keys, links, what she is found and told apart by, and what another activity still needs
// stay where they are, frozen by the permit.
Plan restriction(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library,
                 const RestrictionScope& scope,
                 const std::vector<std::optional<relation::Catalogue>>& catalogues = {});
// The exact way back: every cell that `frozen` froze is released, nothing else. `frozen_on` is the dossier that it was
// made on: its rows are known again by their keys. What came since was never frozen and stays; a row whose values were
// put away and that is not there any more is asked about.
Plan release(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library,
             const Plan& frozen, const dossier::Dossier& frozen_on);

}  // namespace habeas::plan
