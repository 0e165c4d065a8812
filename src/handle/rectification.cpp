// Rectification (GDPR 16, 19; LIL 50): every copy of the datum, in every system; before and after are shown first.
#include <habeas/handle/corrected.h>
#include <habeas/handle/details.h>
#include <habeas/handle/work.h>

namespace habeas::handle {

Planned plan_rectification(House& house, const Case& of, Found& found, const std::string& language) {
  Planned made;
  made.corrections = plan::as_it_stands(house.map, found.dossier, *found.cells, corrections_of(of.details));
  const auto catalogues = catalogues_of(found.systems);
  made.again = [&house, catalogues, corrections = made.corrections](const dossier::Dossier& dossier,
                                                                    dossier::Cells& cells) {
    return plan::rectification(house.map, dossier, cells, house.library, corrections, catalogues);
  };
  made.plan = made.again(found.dossier, *found.cells);
  made.questions = borne_by_others(house, found, identifiers_in(house.map, made.corrections), language);
  made.changes_systems = true;
  made.effect = "effect.rectification";
  made.letter = answer::LetterKind::rectified;
  made.differences = differences_of(house.map, made.plan, found, made.corrections, language);
  return made;
}

}  // namespace habeas::handle
