// Portability (GDPR 20; LIL 55): what she provided or what was observed, processed on consent or contract, by
// automated means. Fate disclose = carried; withhold = left out, with its ground (inferred, basis, others' rights).
#pragma once

#include <habeas/dossier/dossier.h>
#include <habeas/plan/fate.h>

namespace habeas::plan {

Plan portability(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library);

}  // namespace habeas::plan
