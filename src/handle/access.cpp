// Access and portability (GDPR 15, 20): the package is the answer; no system changes.
#include <habeas/handle/work.h>

#include <habeas/plan/access.h>
#include <habeas/plan/portability.h>

namespace habeas::handle {

Planned plan_access(House& house, const Case& of, Found& found, const std::string&) {
  Planned made;
  const bool portability = of.request.right == law::Right::portability;
  made.plan = portability ? plan::portability(house.map, found.dossier, house.library)
                          : plan::access(house.map, found.dossier, house.library);
  made.effect = portability ? "effect.portability" : "effect.access";
  made.package = true;
  made.letter = found.dossier.outcome == dossier::Outcome::nobody ? answer::LetterKind::nothing_held
                                                                  : answer::LetterKind::access_ready;
  return made;
}

}  // namespace habeas::handle
