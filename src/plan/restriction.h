// Restriction, "gel" (GDPR 18, 19; LIL 53): freeze by flag (a declared column says so) or by vault (the values are
// put away, sealed, and come back exactly). Everything of hers, or what serves some activities. docs/restriction.md.
#pragma once

#include <habeas/plan/fate.h>

#include <habeas/dossier/dossier.h>

#include <string>
#include <vector>

namespace habeas::plan {

struct RestrictionScope {
  std::string ground;                   // "a" … "d" of GDPR 18(1)
  std::vector<map::ActivityName> only;  // empty: all
  bool vault = false;                   // put the values away; otherwise only flags and the permit
};

Plan restriction(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library,
                 const RestrictionScope& scope);
// The exact way back: every cell that `frozen` froze is released, nothing else.
Plan release(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library,
             const Plan& frozen);

}  // namespace habeas::plan
