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

// The directive that is in force, the latest: what she wished, and whom she named to see to it.
struct Directive {
  std::string wish;  // empty: there is none
  base::Personal<std::string> executor;
};
Directive directive_in_force(House& house, const Case& of) {
  Directive found;
  for (const standing::Entry& entry : house.people.entries(*of.person)) {
    if (entry.what == standing::What::directive_lodged && of.standing.directives.count(entry.reference) != 0)
      found = {entry.outcome, entry.words};
  }
  return found;
}

// Carried out or answered, it was allowed; what came since does not undo it.
void need_her_alive(const Case& of) {
  if (of.standing.death == standing::Death::proven && !of.request.run_begun)
    refuse_to(of.reference(),
              "a directive is lodged and revoked by the living, and her death is proven (LIL 85 I)");
}

Planned lodge(House& house, const Case& of, Found& found) {
  need_her_alive(of);
  Planned made;
  made.plan = plan::withdrawal(house.map, found.dossier, house.library, {});  // nothing changes yet
  made.effect = "effect.directive";
  made.letter = answer::LetterKind::directive_lodged;
  standing::Entry entry = entry_of(house, standing::What::directive_lodged, of.reference());
  entry.reference = of.reference();
  entry.outcome = of.detail("wish");
  entry.how = of.request.channel;
  entry.words = base::Personal<std::string>(of.detail("executor"));
  made.entries.push_back(std::move(entry));
  return made;
}

// The one that this request revoked, or that is in force; empty: none, and that is the answer, too.
std::string revoked_by(House& house, const Case& of) {
  for (const standing::Entry& entry : house.people.entries(*of.person)) {
    if (entry.what == standing::What::directive_revoked && entry.by == of.reference()) return entry.reference;
  }
  return of.standing.directives.empty() ? std::string() : *of.standing.directives.begin();
}

Planned revoke(House& house, const Case& of, Found& found) {
  need_her_alive(of);
  Planned made;
  made.plan = plan::withdrawal(house.map, found.dossier, house.library, {});
  made.effect = "effect.directive-revoked";
  made.letter = answer::LetterKind::directive_revoked;
  standing::Entry entry = entry_of(house, standing::What::directive_revoked, of.reference());
  entry.reference = revoked_by(house, of);
  if (!entry.reference.empty()) made.entries.push_back(std::move(entry));
  return made;
}

// Whom she named asks for it; or, where she named nobody, her heirs (LIL 85 I). That whoever asks is that person no
// machine can say.
void ask_who_is_entitled(const Case& of, const Directive& directive, const std::string& language,
                         Planned& made) {
  const bool named = !directive.executor.reveal().empty();
  if (!named && directive.wish != "communicate") return;
  const answer::Words& words = answer::Words::in(language);
  made.said.push_back({words["question.named"],
                       named ? directive.executor : base::Personal<std::string>(words["question.nobody"])});
  made.said.push_back({words["question.who-asks"], base::Personal<std::string>(of.detail("heir"))});
  if (!is_decided_as(of, "entitled"))
    made.questions.emplace_back(words[named ? "question.is-named" : "question.is-heir"]);
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
  made.entries.push_back(entry_of(house, standing::What::erased, of.reference()));
  return made;
}

Planned nothing_changes(House& house, Found& found) {
  Planned made;
  made.plan = plan::access(house.map, found.dossier, house.library);
  made.effect = "effect.death";
  made.letter = answer::LetterKind::death_recorded;
  return made;
}

Planned carry_out(House& house, const Case& of, Found& found, const std::string& language) {
  if (of.standing.death != standing::Death::proven)
    refuse_to(
        of.reference(),
        "a directive is carried out once the death is proven by its own document, beside the quality of "
        "who asks (LIL 85 I): habeas request death");
  const Directive directive = directive_in_force(house, of);
  Planned made = directive.wish == "erase" ? erase_all(house, of, found) : nothing_changes(house, found);
  if (directive.wish == "erase") {
    made.effect = "effect.directive-erase";
    made.letter = answer::LetterKind::directive_carried_out;
  } else if (directive.wish == "communicate") {
    made.effect = "effect.directive-communicate";
    made.letter = answer::LetterKind::directive_communicated;
    made.package = true;
  } else if (directive.wish == "keep") {
    made.effect = "effect.directive-keep";
    made.letter = answer::LetterKind::directive_kept;
  }
  ask_who_is_entitled(of, directive, language, made);
  return made;
}

// Heirs have the death taken into account: the accounts are closed, what the law or the estate needs is kept. What she
// decided in life prevails over them.
Planned close_accounts(House& house, const Case& of, Found& found) {
  if (of.standing.death != standing::Death::proven) refuse_to(of.reference(), heirs_need_proof);
  const std::string wish = directive_in_force(house, of).wish;
  if (!wish.empty() && wish != "erase")
    refuse_to(of.reference(), "a directive in force says otherwise, and prevails over the heirs (LIL 85 I)");
  Planned made = erase_all(house, of, found);
  made.effect = "effect.close-accounts";
  made.letter = answer::LetterKind::accounts_closed;
  return made;
}

Planned update(House& house, const Case& of, Found& found, const std::string& language) {
  if (of.standing.death != standing::Death::proven) refuse_to(of.reference(), heirs_need_proof);
  Planned made;
  made.corrections = plan::as_it_stands(house.map, found.dossier, *found.cells, corrections_of(of.details));
  const auto catalogues = catalogues_of(found.systems);
  made.again = [&house, catalogues, corrections = made.corrections](const dossier::Dossier& dossier,
                                                                    dossier::Cells& cells) {
    return plan::rectification(house.map, dossier, cells, house.library, corrections, catalogues);
  };
  made.plan = made.again(found.dossier, *found.cells);
  made.changes_systems = true;
  made.effect = "effect.heir-update";
  made.letter = answer::LetterKind::heirs_update;
  made.differences = differences_of(house.map, made.plan, found, made.corrections, language);
  return made;
}

}  // namespace

Planned plan_posthumous(House& house, const Case& of, Found& found, const std::string& language) {
  if (!of.person)
    refuse_to(of.reference(), "nobody in the register is bound to this request: prove identity first");
  const std::string act = of.detail("act");
  if (act == "directive") return lodge(house, of, found);
  if (act == "revoke") return revoke(house, of, found);
  if (act == "close") return close_accounts(house, of, found);
  return act == "update" ? update(house, of, found, language) : carry_out(house, of, found, language);
}

}  // namespace habeas::handle
