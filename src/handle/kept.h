// The plan that was shown, with the dossier it was made on, kept sealed in the register under the plan's digest: what
// is approved is exactly what is carried out. Internal to handle/.
#pragma once

#include <habeas/handle/work.h>

namespace habeas::handle {

struct Kept {
  plan::Plan plan;
  dossier::Dossier dossier;
};
void keep(House& house, const Case& of, const plan::Plan& plan, const dossier::Dossier& dossier);
// What the request's plans that were begun hold, oldest first, without the one that stands now.
std::vector<Kept> begun_before(House& house, const Case& of);
Kept take_up(House& house, const Case& of);  // Fault `refused` when the map or the law changed since

}  // namespace habeas::handle
