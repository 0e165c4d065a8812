// What held since receipt ends with the request: refused, only after the letter that says so (GDPR 18(3)); withdrawn, with
// her word. What was granted to her, or what another request asked for, goes on.
#include <habeas/handle/letters.h>
#include <habeas/handle/work.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace habeas::handle {
namespace {

// For whom, and what is recorded.
using Ends = std::vector<std::pair<store::PersonId, standing::Entry>>;

// The first moment of the next day where the organisation is: she was told before it.
base::Instant tomorrow(const House& house) {
  using Quarter = std::chrono::duration<int, std::ratio<900>>;  // time zones differ by whole ones
  const std::string zone = map::zone_of(house.map.organisation, house.library);
  base::Instant at = std::chrono::floor<Quarter>(house.clock.now());
  while (base::date_in(zone, at) == house.today()) at += Quarter(1);
  return at;
}

void end_freezes(const House& house, const Case& of, const store::PersonId& person,
                 const standing::Standing& now, standing::Entry entry, base::Instant when, Ends& ends) {
  const bool objection = of.request.right == law::Right::objection;
  entry.ground = objection ? "d" : of.detail("ground");
  for (const std::string& activity : activities_of(of)) {
    const standing::Freeze* freeze = standing::freeze_of(now, activity, entry.ground);
    if (!freeze || freeze->by != of.reference() || freeze->state == standing::Freeze::State::active) continue;
    entry.activity = activity;
    entry.at = house.clock.now();
    for (const auto what :
         {objection ? standing::What::objection_refused : standing::What::restriction_refused,
          standing::What::lift_noticed, standing::What::restriction_lifted}) {
      entry.what = what;
      if (what == standing::What::restriction_lifted) entry.at = when;
      ends.emplace_back(person, entry);
    }
  }
}

// A contested decision takes effect again; a death that nobody proved is not alleged any more.
Ends ends_of(House& house, const Case& of, const base::Personal<std::string>& reasons, base::Instant when) {
  Ends ends;
  for (const store::PersonId& person : held_by(house, of)) {
    const auto now = standing::at(house.people.entries(person), house.clock.now());
    standing::Entry entry = entry_of(house, standing::What::contest_ended, of.reference());
    entry.words = reasons;
    if (of.request.right == law::Right::objection || of.request.right == law::Right::restriction)
      end_freezes(house, of, person, now, entry, when, ends);
    if (now.contested.contains(of.reference())) {
      entry.reference = of.reference();
      entry.at = when;
      ends.emplace_back(person, entry);
    }
    if (is_of_heirs(of) && now.death == standing::Death::alleged) {
      entry.what = standing::What::death_not_proven;
      ends.emplace_back(person, entry);
    }
  }
  return ends;
}

void record_ends(House& house, const Case& of, const Ends& ends) {
  for (const auto& [person, entry] : ends) house.people.add_entry(person, entry);
  if (ends.empty()) return;
  const std::string what(standing::to_string(ends.back().second.what));
  in_ledger(house, "standing.changed", {{"reference", of.reference()}, {"what", what}});
}

// In the letter: until when nothing of hers is used. What the death of somebody stopped is nothing to tell who asked.
std::string ends_in_words(const House& house, const Case& of, const Ends& ends, base::Instant when) {
  const auto key = [](const standing::Entry& entry) -> const char* {
    if (entry.what == standing::What::restriction_lifted) return "letter.freeze-ends";
    return entry.what == standing::What::contest_ended ? "letter.suspension-ends" : nullptr;
  };
  const answer::Words& words = answer::Words::in(of.request.language);
  const base::Date day = base::date_in(map::zone_of(house.map.organisation, house.library), when);
  for (const auto& [person, entry] : ends) {
    if (const char* sentence = key(entry)) return words.fill(sentence, {{"date", words.date(day)}});
  }
  return {};
}

}  // namespace

void let_go(House& house, const Case& of, const base::Personal<std::string>& reasons) {
  record_ends(house, of, ends_of(house, of, reasons, house.clock.now()));
}

void let_go_after_notice(House& house, const Case& of, const base::Personal<std::string>& reasons) {
  record_ends(house, of, ends_of(house, of, reasons, tomorrow(house)));
}

// From what was decided; so it can leave later where it could not at once (GDPR 12(4)). The letter is the notice: with it,
// or not at all, is what ends recorded, and it ends when the day is over.
std::string send_refusal(House& house, const Case& of) {
  const auto decided = std::find_if(of.request.events.rbegin(), of.request.events.rend(),
                                    [](const auto& event) { return event.what == request::What::refused; });
  if (decided == of.request.events.rend()) refuse_to(of.reference(), "nothing was refused");
  const base::Instant when = tomorrow(house);
  const Ends ends = ends_of(house, of, decided->text, when);
  answer::LetterFacts facts = letter_facts(house, of);
  facts.ground = of.request.ground;
  facts.reasons = decided->text;
  facts.decided_by = decided->by;
  facts.ends = ends_in_words(house, of, ends, when);
  Sent sent;
  house.people.in_one([&] {
    sent = write_letter(house, of, answer::LetterKind::refusal, facts);
    if (sent.left) record_ends(house, of, ends);  // else once it is posted
  });
  return sent.file;
}

}  // namespace habeas::handle
