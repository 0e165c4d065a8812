// Objection (GDPR 21; LIL 56). To marketing: at once, no reason, per channel; the opposition list holds since receipt,
// the systems' own columns follow. Otherwise: frozen since receipt, balanced by a human; upheld, what served only that
// activity is erased (17(1)(c)).
#include <habeas/handle/work.h>

#include <habeas/plan/consent.h>
#include <habeas/plan/erasure.h>

namespace habeas::handle {
namespace {

Planned stop_marketing(House& house, const Case& of, Found& found, const std::string& language) {
  Planned made;
  std::vector<std::string> channels = of.all_of("channel");
  if (channels.empty()) channels.emplace_back();
  std::vector<std::string> consents;
  for (const std::string& channel : channels) {
    const auto of_channel = plan::consents_for_marketing(house.map, channel);
    consents.insert(consents.end(), of_channel.begin(), of_channel.end());
  }
  made.again = [&house, consents](const dossier::Dossier& dossier, dossier::Cells&) {
    return plan::withdrawal(house.map, dossier, house.library, consents);
  };
  made.plan = made.again(found.dossier, *found.cells);
  made.changes_systems = true;
  made.effect = "effect.marketing";
  made.letter = answer::LetterKind::marketing_stopped;
  made.differences = differences_of(house.map, made.plan, found, {}, language);
  return made;
}

}  // namespace

Planned plan_objection(House& house, const Case& of, Found& found, const std::string& language) {
  if (of.marketing) return stop_marketing(house, of, found, language);
  const std::string activity = of.detail("activity");
  if (of.standing.objections_upheld.count(activity) == 0)
    refuse_to(of.reference(), "a human balances the interests first: habeas request decide (GDPR 21(1))");
  Planned made;
  plan::ErasureScope scope = scope_of(house, of);
  scope.only = {map::ActivityName(activity)};
  const auto catalogues = catalogues_of(found.systems);
  const base::Date today = house.today();
  made.again = [&house, scope, catalogues, today](const dossier::Dossier& dossier, dossier::Cells& cells) {
    return plan::erasure(house.map, dossier, plan::gather(house.map, dossier, cells), catalogues,
                         house.library, scope, today);
  };
  made.plan = made.again(found.dossier, *found.cells);
  made.changes_systems = true;
  made.effect = "effect.objection";
  made.letter = answer::LetterKind::objection_upheld;
  return made;
}

}  // namespace habeas::handle
