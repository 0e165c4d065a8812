// Access and portability (GDPR 15, 20): the package is the answer; no system changes.
#include <habeas/handle/work.h>

#include <habeas/plan/access.h>
#include <habeas/plan/portability.h>

namespace habeas::handle {

plan::Scope asked_for(const Case& of) {
  plan::Scope scope;
  scope.categories = of.all_of("category");
  for (const std::string& system : of.all_of("system")) scope.systems.emplace_back(system);
  return scope;
}

Planned plan_access(House& house, const Case& of, Found& found, const std::string&) {
  Planned made;
  const bool portability = of.request.right == law::Right::portability;
  made.plan = portability ? plan::portability(house.map, found.dossier, house.library, asked_for(of))
                          : plan::access(house.map, found.dossier, house.library, asked_for(of));
  made.effect = portability ? "effect.portability" : "effect.access";
  made.package = true;
  made.letter = found.dossier.outcome == dossier::Outcome::nobody ? answer::LetterKind::nothing_held
                                                                  : answer::LetterKind::access_ready;
  return made;
}

}  // namespace habeas::handle
