// Portability (GDPR 20; LIL 55; WP242 rev.01): what she provided or what was observed, processed on consent or
// contract, by automated means. Fate disclose = carried; withhold = left out, with its ground: another's row or
// cell (20(4)), what another gave in a row that they share, a secret, a system that people search by hand, data
// inferred or from a third party, another legal basis, technical columns of rows that she provided, what no field
// of the map reads. docs/access.md.
#pragma once

#include <habeas/dossier/dossier.h>
#include <habeas/plan/fate.h>
#include <habeas/plan/scope.h>

namespace habeas::plan {

Plan portability(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library,
                 const Scope& scope = {});

}  // namespace habeas::plan
