#include <habeas/handle/corrected.h>

#include <habeas/handle/details.h>
#include <habeas/handle/preview.h>

#include <algorithm>
#include <set>

namespace habeas::handle {
namespace {

// Records by which others are known, by title, where they bear it and are not hers.
std::set<std::string> others_with(House& house, Found& found, const subject::Identifier& identifier,
                                  const std::string& language) {
  find::Sought sought;
  sought.identifiers = {identifier};
  const dossier::Dossier all = find::find_one(house.map, *found.reading, sought);
  std::set<std::string> places;
  for (const dossier::Candidate& one : all.candidates)
    places.insert(title_of_system(house.map, one.at.system, language));
  for (const dossier::CollectionRows& where : all.collections) {
    if (where.sight_table) continue;
    std::set<std::string> hers;
    if (const dossier::CollectionRows* rows = found.dossier.rows_of(where.at)) {
      for (const dossier::ReachedRow& row : rows->rows) hers.insert(row.key.reveal_encoded());
    }
    for (const dossier::ReachedRow& row : where.rows) {
      if (!hers.contains(row.key.reveal_encoded()))
        places.insert(title_of_system(house.map, where.at.system, language) + ", " +
                      title_of(house.map, where, language));
    }
  }
  return places;
}

}  // namespace

std::vector<subject::Identifier> identifiers_in(const map::Map& map,
                                                const std::vector<plan::Correction>& corrections) {
  std::vector<subject::Identifier> all;
  for (const plan::Correction& correction : corrections) {
    std::set<subject::KindName> kinds;
    for (const map::SystemMap& system : map.systems) {
      for (const map::Collection& collection : system.collections) {
        for (const map::Field& field : collection.fields) {
          const bool whole = !field.identifier || field.identifier->text() != "name+birthdate";
          if (field.identifier && whole && field.data == correction.data) kinds.insert(*field.identifier);
        }
      }
    }
    for (const subject::KindName& kind : kinds) all.push_back({kind, correction.is});
  }
  return all;
}

std::vector<subject::Identifier> corrected_to(House& house, const Case& of,
                                              const std::vector<subject::Identifier>& proven) {
  std::vector<store::PersonId> people = house.people.people_with(proven);
  if (of.person) people.push_back(*of.person);
  std::set<std::string> seen;
  std::vector<subject::Identifier> written;
  for (const store::PersonId& person : people) {
    for (const std::string& reference : house.people.requests_of(person)) {
      if (!seen.insert(reference).second) continue;
      const auto request = house.people.request(reference, house.rules());
      const bool corrects = request && (request->right == law::Right::rectification ||
                                        request->right == law::Right::posthumous);
      if (!corrects || !(request->run_begun || request->begun_before)) continue;
      const auto details = house.people.details(reference);
      for (subject::Identifier& one : identifiers_in(house.map, corrections_of(details.reveal()))) {
        const auto known = house.people.people_with({one});  // she proved it since, by a code say
        if (std::find(known.begin(), known.end(), person) == known.end()) written.push_back(std::move(one));
      }
    }
  }
  return written;
}

std::vector<std::string> borne_by_others(House& house, Found& found,
                                         const std::vector<subject::Identifier>& identifiers,
                                         const std::string& language) {
  std::vector<std::string> questions;
  const answer::Words& words = answer::Words::in(language);
  for (const subject::Identifier& one : identifiers) {
    if (!subject::normal_form(house.map.organisation.kinds, one.kind, one.value.reveal())) continue;
    std::string places;
    for (const std::string& place : others_with(house, found, one, language))
      places += (places.empty() ? "" : "; ") + place;
    if (!places.empty()) questions.push_back(words.fill("question.borne-by-others", {{"places", places}}));
  }
  return questions;
}

}  // namespace habeas::handle
