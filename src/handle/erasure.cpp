// Erasure (GDPR 17, 19; LIL 51): closing at approval, erased at the end; what is kept is said with its law and date.
#include <habeas/handle/work.h>

#include <habeas/plan/erasure.h>

#include <algorithm>

namespace habeas::handle {
namespace {

bool is_undecided(request::State state) {
  using request::State;
  return state != State::refused && state != State::executed && state != State::answered &&
         state != State::closed && state != State::withdrawn;
}

// What holds for whoever bears what she supplied: another request may have frozen it before anybody was proven.
void add_in_force(House& house, const Case& of, std::vector<plan::Restricted>& restricted) {
  auto people = house.people.people_with(of.supplied);
  if (of.person) people.push_back(*of.person);
  for (const store::PersonId& person : people) {
    const auto now = standing::at(house.people.entries(person), house.clock.now());
    for (const auto& [activity, freeze] : now.freezes) {
      // Refused, it only lasts until the day that her letter names: it keeps nothing from being erased.
      if (!freeze.refused) restricted.push_back({activity, freeze.ground});
      for (const standing::Freeze& also : freeze.also)
        if (!also.refused) restricted.push_back({activity, also.ground});
    }
  }
}

// Her package lies ready, and she has not taken it. Closing that request says that she need not be waited for.
bool waits_to_be_fetched(const House& house, const Case& other) {
  if (other.request.state != request::State::answered) return false;
  const auto fetched = [](const request::Event& event) {
    return event.what == request::What::package_fetched;
  };
  if (std::any_of(other.request.events.begin(), other.request.events.end(), fetched)) return false;
  const auto files = house.people.files(other.reference());
  return std::any_of(files.begin(), files.end(), [&](const store::Filed& file) {
    return file.expires && !file.destroyed && *file.expires >= house.today();
  });
}

// Asked for on ground (b) or (c) it holds once it is granted; until that is decided, erasing would decide it.
void add_asked_for(House& house, const Case& of, std::vector<plan::Restricted>& restricted) {
  if (!of.person) return;
  for (const std::string& reference : house.people.requests_of(*of.person)) {
    const Case other = case_of(house, reference);
    if (other.request.right != law::Right::restriction || !other.detail("lift").empty()) continue;
    if (!is_undecided(other.request.state)) continue;
    for (const std::string& activity : activities_of(other))
      restricted.push_back({activity, other.detail("ground")});
  }
}

// What she asked to see or to take away is handed over first (LIL 49, RIGHTS C13-C14); what is taken away is also fetched.
std::vector<std::string> asked_for_first(House& house, const Case& of, const std::string& language) {
  std::vector<std::string> waiting;
  if (!of.person) return waiting;
  const answer::Words& words = answer::Words::in(language);
  for (const std::string& reference : house.people.requests_of(*of.person)) {
    const Case other = case_of(house, reference);
    const law::Right right = other.request.right;
    if (right != law::Right::access && right != law::Right::portability) continue;
    const bool handed_over =
        !is_undecided(other.request.state) && other.request.state != request::State::executed;
    if (!handed_over) waiting.push_back(words.fill("question.answer-first", {{"reference", reference}}));
    if (right == law::Right::portability && waits_to_be_fetched(house, other))
      waiting.push_back(words.fill("question.fetch-first", {{"reference", reference}}));
  }
  return waiting;
}

}  // namespace

plan::ErasureScope scope_of(House& house, const Case& of) {
  plan::ErasureScope scope;
  for (const auto& [reference, since] : of.standing.holds) scope.holds.push_back(reference);
  add_in_force(house, of, scope.restricted);
  add_asked_for(house, of, scope.restricted);
  return scope;
}

Planned plan_erasure(House& house, const Case& of, Found& found, const std::string& language) {
  Planned made;
  plan::ErasureScope scope = scope_of(house, of);
  scope.categories = of.all_of("category");
  // What served these alone: after a withdrawal, and set by us only.
  const std::vector<std::string> served = of.all_of("activity");
  for (const std::string& activity : served) scope.only.emplace_back(activity);
  const auto catalogues = catalogues_of(found.systems);
  const base::Date today = house.today();
  made.again = [&house, scope, catalogues, today](const dossier::Dossier& dossier, dossier::Cells& cells) {
    return plan::erasure(house.map, dossier, plan::gather(house.map, dossier, cells), catalogues,
                         house.library, scope, today);
  };
  made.plan = made.again(found.dossier, *found.cells);
  made.changes_systems = true;
  made.questions = asked_for_first(house, of, language);
  made.effect = served.empty() ? "effect.erasure" : "effect.consent-erasure";
  made.letter = served.empty() ? answer::LetterKind::erased : answer::LetterKind::erased_after_withdrawal;
  if (scope.categories.empty() && served.empty())
    made.entries.push_back(entry_of(house, standing::What::erased, of.reference()));
  return made;
}

}  // namespace habeas::handle
