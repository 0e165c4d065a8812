// After death (LIL 84-86): a directive lodged in life and carried out once death is proven; heirs may have data brought
// up to date, and nothing beyond. The directive prevails over the heirs' wishes.
#include <habeas/handle/details.h>
#include <habeas/handle/work.h>

#include <habeas/plan/access.h>
#include <habeas/plan/consent.h>
#include <habeas/plan/erasure.h>

#include <algorithm>

namespace habeas::handle {
namespace {

constexpr const char* heirs_need_proof =
    "heirs act once the death is proven by its own document, beside their quality (LIL 85 II; décret "
    "2019-536 "
    "art. 124): habeas request death";

// The wish of the directive that is in force; the later one prevails, and two that differ are shown to a human.
std::string wish_in_force(House& house, const Case& of) {
  std::string wish;
  for (const standing::Entry& entry : house.people.entries(*of.person)) {
    if (entry.what == standing::What::directive_lodged && of.standing.directives.count(entry.reference) != 0)
      wish = entry.outcome;
  }
  return wish;
}

Planned lodge(House& house, const Case& of, Found& found) {
  Planned made;
  made.plan = plan::withdrawal(house.map, found.dossier, house.library, {});  // nothing changes yet
  made.effect = "effect.directive";
  made.letter = answer::LetterKind::directive_lodged;
  standing::Entry entry = entry_of(house, standing::What::directive_lodged, of.reference());
  entry.reference = of.reference();
  entry.outcome = of.detail("wish");
  entry.words = base::Personal<std::string>(of.detail("executor"));
  if (of.detail("act") == "revoke") {
    entry.what = standing::What::directive_revoked;
    entry.reference = of.standing.directives.empty() ? std::string() : *of.standing.directives.rbegin();
    if (entry.reference.empty()) refuse_to(of.reference(), "no directive of hers is in force");
  }
  made.entries.push_back(std::move(entry));
  return made;
}

Planned erase_all(House& house, const Case& of, Found& found) {
  Planned made;
  plan::ErasureScope scope;  // what was frozen for her was frozen for her lifetime
  for (const auto& [reference, since] : of.standing.holds) scope.holds.push_back(reference);
  const auto catalogues = catalogues_of(found.systems);
  const base::Date today = house.today();
  made.again = [&house, scope, catalogues, today](const dossier::Dossier& dossier, dossier::Cells& cells) {
    return plan::erasure(house.map, dossier, plan::gather(house.map, dossier, cells), catalogues,
                         house.library, scope, today);
  };
  made.plan = made.again(found.dossier, *found.cells);
  made.changes_systems = true;
  made.effect = "effect.directive-erase";
  made.letter = answer::LetterKind::directive_carried_out;
  made.entries.push_back(entry_of(house, standing::What::erased, of.reference()));
  return made;
}

Planned carry_out(House& house, const Case& of, Found& found) {
  if (of.standing.death != standing::Death::proven)
    refuse_to(
        of.reference(),
        "a directive is carried out once the death is proven by its own document, beside the quality of "
        "who asks (LIL 85 I): habeas request death");
  const std::string wish = wish_in_force(house, of);
  if (wish == "erase") return erase_all(house, of, found);
  Planned made;
  made.plan = plan::access(house.map, found.dossier, house.library);
  made.effect = wish == "communicate" ? "effect.directive-communicate" : "effect.death";
  made.letter = wish.empty() ? answer::LetterKind::death_recorded : answer::LetterKind::directive_carried_out;
  made.package = wish == "communicate";
  return made;
}

// Heirs have the death taken into account: the accounts are closed, what the law or the estate needs is kept. What she
// decided in life prevails over them.
Planned close_accounts(House& house, const Case& of, Found& found) {
  if (of.standing.death != standing::Death::proven) refuse_to(of.reference(), heirs_need_proof);
  const std::string wish = wish_in_force(house, of);
  if (!wish.empty() && wish != "erase")
    refuse_to(of.reference(), "a directive in force says otherwise, and prevails over the heirs (LIL 85 I)");
  Planned made = erase_all(house, of, found);
  made.letter = answer::LetterKind::death_recorded;
  return made;
}

Planned update(House& house, const Case& of, Found& found, const std::string& language) {
  if (of.standing.death != standing::Death::proven) refuse_to(of.reference(), heirs_need_proof);
  Planned made;
  made.corrections = corrections_of(of.details);
  made.again = [&house, corrections = made.corrections](const dossier::Dossier& dossier,
                                                        dossier::Cells& cells) {
    return plan::rectification(house.map, dossier, cells, house.library, corrections);
  };
  made.plan = made.again(found.dossier, *found.cells);
  made.changes_systems = true;
  made.effect = "effect.heir-update";
  made.letter = answer::LetterKind::death_recorded;
  made.differences = differences_of(house.map, made.plan, found, made.corrections, language);
  return made;
}

}  // namespace

Planned plan_posthumous(House& house, const Case& of, Found& found, const std::string& language) {
  if (!of.person)
    refuse_to(of.reference(), "nobody in the register is bound to this request: prove identity first");
  const std::string act = of.detail("act");
  if (act == "directive" || act == "revoke") return lodge(house, of, found);
  if (act == "close") return close_accounts(house, of, found);
  return act == "update" ? update(house, of, found, language) : carry_out(house, of, found);
}

}  // namespace habeas::handle
