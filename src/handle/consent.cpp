// Withdrawal of consent (GDPR 7(3)): one act, no reason, as easy as giving it; written to the source column.
#include <habeas/handle/work.h>

#include <habeas/plan/consent.h>

namespace habeas::handle {

Planned plan_consent(House& house, const Case& of, Found& found, const std::string& language) {
  Planned made;
  const std::vector<std::string> consents = of.all_of("consent");
  made.again = [&house, consents](const dossier::Dossier& dossier, dossier::Cells&) {
    return plan::withdrawal(house.map, dossier, house.library, consents);
  };
  made.plan = made.again(found.dossier, *found.cells);
  made.changes_systems = true;
  made.effect = "effect.consent";
  made.letter = answer::LetterKind::consent_withdrawn;
  made.differences = differences_of(house.map, made.plan, found, {}, language);
  if (of.marketing) return made;  // it holds since receipt
  for (const std::string& consent : consents) {
    standing::Entry entry = entry_of(house, standing::What::consent_withdrawn, of.reference());
    entry.consent = consent;
    made.entries.push_back(std::move(entry));
  }
  return made;
}

}  // namespace habeas::handle
