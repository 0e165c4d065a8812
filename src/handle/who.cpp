// Who is who: rows that may be hers, where a machine cannot know. A human says it, by their keys and by which fields
// agree, never here by what they hold; from then on every find of this request goes by what was said.
#include <habeas/handle/preview.h>
#include <habeas/handle/work.h>

#include <habeas/answer/titles.h>
#include <habeas/base/digest.h>
#include <habeas/dossier/stored.h>

#include <algorithm>

namespace habeas::handle {
namespace {

using dossier::Candidate;

constexpr const char* hers = "who/hers";
constexpr const char* anothers = "who/anothers";
constexpr const char* identifiers_of_hers = "who/identifiers";  // lines "kind=value"

std::string id_of(const House& house, const map::CollectionAt& at, const relation::RowKey& key) {
  return base::sha256_hex(house.map.systems[at.system].system.text() + '\0' +
                          house.map.systems[at.system].collections[at.collection].name.text() + '\0' +
                          key.reveal_encoded())
      .substr(0, 24);
}

base::Personal<std::string> key_in_words(const relation::RowKey& key) {
  std::string words;
  for (const relation::Value& cell : key.reveal())
    words += (words.empty() ? "" : ", ") + dossier::key_text(cell).value_or("?");
  return base::Personal<std::string>(words);
}

// Kept as the rows of a dossier, which can be stored sealed; of another map, they say nothing any more.
dossier::Dossier rows_kept(House& house, const std::string& reference, const std::string& name) {
  const auto bytes = house.people.put_away(reference, name);
  dossier::Dossier empty;
  empty.map_digest = house.map.digest;
  if (!bytes) return empty;
  dossier::Dossier kept = dossier::from_bytes(*bytes);
  return kept.map_digest == house.map.digest ? kept : empty;
}

void add_row(dossier::Dossier& kept, const map::CollectionAt& at, const relation::RowKey& key) {
  dossier::CollectionRows where;
  where.at = at;
  where.rows.emplace_back();
  where.rows.back().key = key;
  kept.collections.push_back(std::move(where));
}

void add_decisions(const dossier::Dossier& kept, dossier::Decision::Says says,
                   std::vector<dossier::Decision>& decisions) {
  for (const dossier::CollectionRows& where : kept.collections) {
    for (const dossier::ReachedRow& row : where.rows) {
      dossier::Decision decision;
      decision.at = where.at;
      decision.key = row.key;
      decision.says = says;
      decision.by = "desk";
      decisions.push_back(std::move(decision));
    }
  }
}

// Of fields of this collection, as people call them.
std::vector<std::string> titles_of(const map::Collection& collection, const std::vector<std::string>& fields,
                                   const std::string& language) {
  std::vector<std::string> titles;
  for (const std::string& name : fields) {
    const auto field = std::find_if(collection.fields.begin(), collection.fields.end(),
                                    [&](const map::Field& one) { return one.name.text() == name; });
    std::string title = name;
    if (field != collection.fields.end()) {
      const bool only_identifies = field->identifier && field->title.empty() && field->data.empty();
      title = law::say(only_identifies ? answer::kind_title(*field->identifier) : answer::field_title(*field),
                       language);
    }
    if (std::find(titles.begin(), titles.end(), title) == titles.end()) titles.push_back(std::move(title));
  }
  return titles;
}

WhoRow row_of(House& house, const Candidate& candidate, const std::string& language) {
  WhoRow row;
  row.id = id_of(house, candidate.at, candidate.key);
  row.system = title_of_system(house.map, candidate.at.system, language);
  dossier::CollectionRows where;
  where.at = candidate.at;
  row.collection = title_of(house.map, where, language);
  row.key = key_in_words(candidate.key);
  row.why = std::string(to_string(candidate.why));
  std::replace(row.why.begin(), row.why.end(), ' ', '-');
  const map::Collection& collection =
      house.map.systems[candidate.at.system].collections[candidate.at.collection];
  row.same = titles_of(collection, candidate.evidence.same, language);
  row.different = titles_of(collection, candidate.evidence.different, language);
  row.silent = titles_of(collection, candidate.evidence.silent, language);
  return row;
}

// An identifier that is written in a row of hers, and leads on: by the row, never with its value.
std::string id_of(const House& house, const Unverified& one) {
  return base::sha256_hex(id_of(house, one.at, one.key) + '\0' + one.identifier.kind.text() + '\0' +
                          one.identifier.value.reveal())
      .substr(0, 24);
}

WhoRow row_of(House& house, const Unverified& one, const std::string& language) {
  WhoRow row;
  row.id = id_of(house, one);
  row.system = title_of_system(house.map, one.at.system, language);
  dossier::CollectionRows where;
  where.at = one.at;
  row.collection = title_of(house.map, where, language);
  row.key = key_in_words(one.key);
  row.why = "unverified-identifier";
  row.same = {law::say(answer::kind_title(one.identifier.kind), language)};
  return row;
}

// Those of which it was said are known from now on; of one that is not hers its row must be put right.
std::size_t decide_identifiers(House& house, const std::string& reference, const Found& found,
                               const std::vector<WhoDecision>& decisions) {
  std::string lines;
  if (const auto before = house.people.put_away(reference, identifiers_of_hers)) lines = before->reveal();
  std::size_t met = 0;
  for (const Unverified& one : found.unverified) {
    for (const WhoDecision& decision : decisions) {
      if (decision.id != id_of(house, one)) continue;
      if (decision.says != dossier::Decision::Says::this_person)
        refuse_to(
            reference,
            "an identifier that is not hers stands in a row of hers: put that row right in its own system");
      lines += one.identifier.kind.text() + '=' + one.identifier.value.reveal() + '\n';
      ++met;
    }
  }
  if (met != 0) house.people.put_away(reference, identifiers_of_hers, base::Personal(std::move(lines)));
  return met;
}

bool can_be_decided(const House& house, const Candidate& candidate) {
  return dossier::decidable(house.map.systems[candidate.at.system].collections[candidate.at.collection]);
}

}  // namespace

std::vector<dossier::Decision> decisions_of(House& house, const std::string& reference) {
  std::vector<dossier::Decision> decisions;
  add_decisions(rows_kept(house, reference, hers), dossier::Decision::Says::this_person, decisions);
  add_decisions(rows_kept(house, reference, anothers), dossier::Decision::Says::somebody_else, decisions);
  return decisions;
}

std::vector<subject::Identifier> said_to_be_hers(House& house, const std::string& reference) {
  std::vector<subject::Identifier> hers_too;
  const auto bytes = house.people.put_away(reference, identifiers_of_hers);
  std::string_view rest = bytes ? std::string_view(bytes->reveal()) : std::string_view();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    hers_too.push_back({subject::KindName(std::string(line.substr(0, equals))),
                        base::Personal<std::string>(std::string(line.substr(equals + 1)))});
  }
  return hers_too;
}

Who who_is_who(House& house, const std::string& reference, const std::string& language) {
  const Case of = case_of(house, reference);
  const Found found = find_for(house, of);
  Who who;
  who.must_be_said = found.dossier.outcome == dossier::Outcome::conflict ||
                     found.dossier.outcome == dossier::Outcome::candidates;
  for (const Candidate& candidate : found.dossier.candidates) {
    if (can_be_decided(house, candidate)) who.rows.push_back(row_of(house, candidate, language));
  }
  for (const Unverified& one : found.unverified) who.rows.push_back(row_of(house, one, language));
  return who;
}

void decide_who(House& house, const std::string& reference, const std::vector<WhoDecision>& decisions,
                const base::Personal<std::string>& because, const std::string& by) {
  if (by.empty() || because.reveal().empty())
    refuse_to(reference, "who is who is said by a named human, and why");
  if (decisions.empty()) refuse_to(reference, "nothing was said about any row");
  const Case of = case_of(house, reference);
  const Found found = find_for(house, of);
  dossier::Dossier are_hers = rows_kept(house, reference, hers);
  dossier::Dossier are_anothers = rows_kept(house, reference, anothers);
  std::size_t met = decide_identifiers(house, reference, found, decisions);
  for (const Candidate& candidate : found.dossier.candidates) {
    for (const WhoDecision& decision : decisions) {
      if (decision.id != id_of(house, candidate.at, candidate.key)) continue;
      const bool is_hers = decision.says == dossier::Decision::Says::this_person;
      add_row(is_hers ? are_hers : are_anothers, candidate.at, candidate.key);
      ++met;
    }
  }
  if (met != decisions.size()) refuse_to(reference, "the rows changed meanwhile: look at them again");
  house.people.put_away(reference, hers, dossier::to_bytes(are_hers));
  house.people.put_away(reference, anothers, dossier::to_bytes(are_anothers));
  record(house, reference,
         event_of(house, request::What::noted, by,
                  {{"decision", "who-is-who"},
                   {"hers", std::to_string(are_hers.collections.size())},
                   {"anothers", std::to_string(are_anothers.collections.size())}},
                  because));
  in_ledger(house, "who.decided", {{"reference", reference}, {"rows", std::to_string(met)}, {"by", by}});
}

}  // namespace habeas::handle
