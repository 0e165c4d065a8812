#include <habeas/handle/work.h>

#include <habeas/handle/corrected.h>

#include <habeas/base/fault.h>

#include <algorithm>

namespace habeas::handle {

request::Rules House::rules() const {
  const law::Calendar* calendar = library.calendar(map.organisation.calendar);
  if (!calendar)
    throw base::Fault(base::FaultKind::refused, "habeas.yaml",
                      "no calendar '" + map.organisation.calendar + "' in the law library");
  return {*calendar, today()};
}

base::Date House::today() const {
  return base::date_in(map::zone_of(map.organisation, library), clock.now());
}

std::string Case::detail(std::string_view name) const {
  for (const auto& [key, value] : details) {
    if (key == name) return value;
  }
  return {};
}

std::vector<std::string> Case::all_of(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : details) {
    if (key == name) values.push_back(value);
  }
  return values;
}

void refuse_to(const std::string& reference, const std::string& rule) {
  throw base::Fault(base::FaultKind::refused, reference, rule);
}

Case case_of(House& house, const std::string& reference) {
  Case made;
  auto request = house.people.request(reference, house.rules());
  if (!request) refuse_to(reference, "there is no request with this reference");
  made.request = std::move(*request);
  made.supplied = house.people.supplied(reference);
  made.details = house.people.details(reference).reveal();
  made.person = house.people.person_of(reference);
  if (made.person) made.standing = standing::at(house.people.entries(*made.person), house.clock.now());
  made.marketing = made.request.marketing;
  return made;
}

std::vector<store::PersonId> held_by(House& house, const Case& of) {
  std::vector<store::PersonId> all;
  if (of.person) all.push_back(*of.person);
  for (const store::PersonId& person : house.people.people_with(of.supplied)) {
    const auto entries = house.people.entries(person);
    const bool holds = std::any_of(entries.begin(), entries.end(),
                                   [&](const standing::Entry& entry) { return entry.by == of.reference(); });
    if (holds && std::find(all.begin(), all.end(), person) == all.end()) all.push_back(person);
  }
  return all;
}

void need_one_person(const Case& of, const dossier::Dossier& dossier) {
  if (dossier.outcome == dossier::Outcome::conflict || dossier.outcome == dossier::Outcome::candidates)
    refuse_to(of.reference(), "the identifiers may be several people's: a human must say who is who first");
}

bool is_of_heirs(const Case& of) {
  const std::string act = of.detail("act");
  return of.request.right == law::Right::posthumous && act != "directive" && act != "revoke";
}

bool says_dead(House& house, const Case& of) {
  const auto people = held_by(house, of);
  return std::any_of(people.begin(), people.end(), [&](const store::PersonId& person) {
    return standing::at(house.people.entries(person), house.clock.now()).death != standing::Death::no;
  });
}

bool is_decided_as(const Case& of, std::string_view outcome) {
  return std::any_of(of.request.events.begin(), of.request.events.end(), [&](const request::Event& event) {
    const std::string* said = event.what == request::What::noted ? event.fact("outcome") : nullptr;
    return said && *said == outcome && event.fact("decision") != nullptr;
  });
}

source::Inquiry inquiry_of(const Case& of) {
  std::vector<std::pair<std::string, std::string>> by;
  for (const subject::Identifier& identifier : of.supplied)
    by.emplace_back(identifier.kind.text(), identifier.value.reveal());
  return {of.reference(), base::Personal(std::move(by))};
}

bool proven_by_code(const Case& of) {
  const auto proof =
      std::find_if(of.request.events.rbegin(), of.request.events.rend(),
                   [](const auto& event) { return event.what == request::What::identity_proven; });
  return proof != of.request.events.rend() && proof->by == "person";
}

namespace {

// Marketing stops for whatever bears her address: that takes nothing from anybody (GDPR 21(3)).
void wait_for_a_human(House& house, const Case& of, Found& found) {
  if (!of.request.identity_proven || of.marketing) return;
  if (found.dossier.outcome != dossier::Outcome::found) return;
  const std::vector<subject::Identifier> proven = proven_of(house, of);
  forget_others(house.map, found.sought.decisions, *found.cells, proven, found.dossier);
  Verified known = verified(house.map, found.dossier, *found.cells, proven, corrected_to(house, of, proven));
  if (known.nothing_doubtful()) return;
  found.unverified = std::move(known.identifiers);
  found.dossier.outcome = dossier::Outcome::candidates;
  found.dossier.collections.clear();
  for (dossier::Candidate& one : known.doubtful) found.dossier.candidates.push_back(std::move(one));
}

}  // namespace

std::vector<subject::Identifier> proven_of(House& house, const Case& of) {
  std::vector<subject::Identifier> proven = said_to_be_hers(house, of.reference());
  if (proven_by_code(of))
    proven.push_back({subject::KindName("email"), base::Personal<std::string>(of.detail(proven_contact))});
  else
    proven.insert(proven.end(), of.supplied.begin(), of.supplied.end());
  const auto before = known_before(house, of);
  proven.insert(proven.end(), before.begin(), before.end());
  return proven;
}

Found find_for(House& house, const Case& of) {
  Found found;
  found.systems = house.open();
  found.sought.identifiers = of.supplied;
  for (subject::Identifier& one : known_before(house, of)) {
    found.sought.identifiers.push_back(std::move(one));
    found.sought.settled = true;
  }
  found.sought.decisions = decisions_of(house, of.reference());
  in_ledger(house, "find.started", {{"reference", of.reference()}, {"map", house.map.digest}});
  found.reading = std::make_unique<find::Reading>(house.map, found.systems.access, inquiry_of(of));
  found.cells = std::make_unique<find::CellsOfReading>(*found.reading);
  found.dossier = find::find_one(house.map, *found.reading, found.sought);
  wait_for_a_human(house, of, found);
  return found;
}

request::Event event_of(const House& house, request::What what, std::string by, Facts facts,
                        base::Personal<std::string> text) {
  // Days are counted where the organisation is; an instant alone does not tell them.
  const bool dated = what == request::What::identity_asked || what == request::What::identity_proven;
  if (dated) facts.emplace_back("on", base::to_iso(house.today()));
  request::Event event;
  event.what = what;
  event.at = house.clock.now();
  event.by = std::move(by);
  event.facts = std::move(facts);
  event.text = std::move(text);
  return event;
}

void record(House& house, const std::string& reference, const request::Event& event) {
  house.people.add_event(reference, event, house.rules());
}

void in_ledger(House& house, const std::string& what, Facts facts) {
  house.ledger.append({what, std::move(facts)});
}

standing::Entry entry_of(const House& house, standing::What what, const std::string& by) {
  standing::Entry entry;
  entry.what = what;
  entry.at = house.clock.now();
  entry.by = by;
  return entry;
}

std::vector<std::optional<relation::Catalogue>> catalogues_of(Systems& systems) {
  std::vector<std::optional<relation::Catalogue>> catalogues;
  for (const find::Reading::Access& access : systems.access) {
    std::optional<relation::Catalogue> catalogue;
    try {
      if (access.source) catalogue = access.source->catalogue();
    } catch (const base::Fault&) {
      // The find says why this system cannot be read; nothing is planned to change in it.
    }
    catalogues.push_back(std::move(catalogue));
  }
  return catalogues;
}

}  // namespace habeas::handle
