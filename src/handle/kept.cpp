#include <habeas/handle/kept.h>

#include <habeas/dossier/stored.h>
#include <habeas/plan/stored.h>

namespace habeas::handle {

void keep(House& house, const Case& of, const plan::Plan& plan, const dossier::Dossier& dossier) {
  house.people.put_away(of.reference(), "plan/" + plan.digest,
                        base::Personal<std::string>(plan::to_bytes(plan)));
  house.people.put_away(of.reference(), "dossier/" + plan.digest, dossier::to_bytes(dossier));
}

std::vector<Kept> begun_before(House& house, const Case& of) {
  std::vector<Kept> all;
  for (const request::Event& event : of.request.events) {
    if (event.what != request::What::run_begun || *event.fact("plan") == of.request.plan) continue;
    const auto plan = house.people.put_away(of.reference(), "plan/" + *event.fact("plan"));
    const auto dossier = house.people.put_away(of.reference(), "dossier/" + *event.fact("plan"));
    if (plan && dossier) all.push_back({plan::from_bytes(plan->reveal()), dossier::from_bytes(*dossier)});
  }
  return all;
}

std::vector<subject::Identifier> known_before(House& house, const Case& of) {
  std::vector<subject::Identifier> known;
  for (const Kept& kept : begun_before(house, of)) {
    for (const dossier::KnownIdentifier& one : kept.dossier.identifiers) {
      if (!one.supplied && one.followed) known.push_back(one.identifier);
    }
  }
  return known;
}

Kept take_up(House& house, const Case& of) {
  const auto plan = house.people.put_away(of.reference(), "plan/" + of.request.plan);
  const auto dossier = house.people.put_away(of.reference(), "dossier/" + of.request.plan);
  if (!plan || !dossier) refuse_to(of.reference(), "the approved plan is not in the register; plan again");
  Kept kept{plan::from_bytes(plan->reveal()), dossier::from_bytes(*dossier)};
  if (kept.plan.map_digest != house.map.digest || kept.plan.law_digest != house.library.digest())
    refuse_to(of.reference(), "the map or the law data changed since the plan was approved; plan again");
  return kept;
}

}  // namespace habeas::handle
