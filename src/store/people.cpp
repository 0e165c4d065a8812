// People and what holds for them.
#include <habeas/store/seal.h>
#include <habeas/store/sql.h>
#include <habeas/store/sqlite_register.h>

#include <sodium.h>

#include <map>

namespace habeas::store {
namespace {

constexpr std::int64_t key_version = 1;

std::string random_name() {
  std::string octets(16, '\0');
  randombytes_buf(octets.data(), octets.size());
  return "P-" + hex(octets);
}

base::Fault unknown_word(const std::string& word) {
  return {base::FaultKind::broken, "register", "an entry of a kind that this version does not know: " + word};
}

}  // namespace

void SqliteRegister::in_one(const std::function<void()>& changes) {
  const std::lock_guard lock(mutex_);
  Change change(*database_);
  changes();
  change.commit();
}

std::int64_t SqliteRegister::now() const { return kept(clock_.now()); }

std::optional<std::string> SqliteRegister::identifier_hash(const subject::Identifier& identifier) const {
  // A name with a birth date is several people's: it finds rows for a human to look at, and is nobody's here.
  if (kinds_.shape(identifier.kind) == subject::Shape::name_birthdate) return std::nullopt;
  const auto form = subject::normal_form(kinds_, identifier.kind, identifier.value.reveal());
  if (!form) return std::nullopt;
  return keyed_hash(keys_.identifiers,
                    {identifier.kind.text(), std::to_string(subject::normal_form_version), form->reveal()});
}

std::vector<PersonId> SqliteRegister::people_bearing(
    const std::vector<subject::Identifier>& identifiers) const {
  std::map<std::int64_t, std::string> people;  // by number: in order of first appearance
  for (const subject::Identifier& identifier : identifiers) {
    const auto hash = identifier_hash(identifier);
    if (!hash) continue;
    each_row(*database_,
             "SELECT person.number, person.id FROM identifier JOIN person ON person.id = identifier.person "
             "WHERE identifier.hash = ?",
             "looking for a person", {bytes(*hash)},
             [&](const sqlite::Statement& row) { people.emplace(row.integer(0), row.text(1)); });
  }
  std::vector<PersonId> found;
  for (const auto& [number, id] : people) found.emplace_back(id);
  return found;
}

std::vector<PersonId> SqliteRegister::people_with(const std::vector<subject::Identifier>& identifiers) const {
  const std::lock_guard lock(mutex_);
  return people_bearing(identifiers);
}

PersonId SqliteRegister::add_person() {
  const std::lock_guard lock(mutex_);
  const PersonId person(random_name());
  Change change(*database_);
  execute(*database_, "INSERT INTO person (id, at) VALUES (?, ?)", "adding a person",
          {text(person.text()), now()});
  change.commit();
  return person;
}

void SqliteRegister::prove(const PersonId& person, const subject::Identifier& identifier,
                           const std::string& evidence) {
  const std::lock_guard lock(mutex_);
  const auto hash = identifier_hash(identifier);
  if (!hash) return;
  Change change(*database_);
  execute(*database_,
          "INSERT INTO identifier (person, hash, kind, form, key, evidence, at) VALUES (?, ?, ?, ?, ?, ?, ?) "
          "ON CONFLICT (hash, person) DO NOTHING",
          "recording an identifier",
          {text(person.text()), bytes(*hash), text(identifier.kind.text()),
           std::int64_t{subject::normal_form_version}, key_version, text(evidence), now()});
  change.commit();
}

void SqliteRegister::add_entry(const PersonId& person, const standing::Entry& entry) {
  const std::lock_guard lock(mutex_);
  Change change(*database_);
  std::int64_t number = 1;
  each_row(*database_, "SELECT coalesce(max(number), 0) + 1 FROM entry WHERE person = ?",
           "numbering an entry", {text(person.text())},
           [&](const sqlite::Statement& row) { number = row.integer(0); });
  const std::string words =
      sealed(keys_.seal, {"entry", "words", person.text(), std::to_string(number)}, entry.words);
  execute(*database_,
          "INSERT INTO entry (person, number, at, what, who, activity, channel, consent, ground, version, "
          "reference, "
          "outcome, how, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          "adding an entry",
          {text(person.text()), number, kept(entry.at), text(std::string(to_string(entry.what))),
           text(entry.by), text(entry.activity), text(entry.channel), text(entry.consent), text(entry.ground),
           text(entry.version), text(entry.reference), text(entry.outcome), text(entry.how), bytes(words)});
  change.commit();
}

std::vector<standing::Entry> SqliteRegister::entries_of(const PersonId& person) const {
  std::vector<standing::Entry> entries;
  const auto add = [&](const sqlite::Statement& row) {
    const auto what = standing::what_named(row.text(2));
    if (!what) throw unknown_word(row.text(2));
    standing::Entry one;
    one.what = *what;
    one.at = instant(row.integer(1));
    one.by = row.text(3);
    one.activity = row.text(4);
    one.channel = row.text(5);
    one.consent = row.text(6);
    one.ground = row.text(7);
    one.version = row.text(8);
    one.reference = row.text(9);
    one.outcome = row.text(10);
    one.how = row.text(11);
    one.words = opened(keys_.seal, {"entry", "words", person.text(), row.text(0)}, octets(row, 12));
    entries.push_back(std::move(one));
  };
  each_row(*database_,
           "SELECT number, at, what, who, activity, channel, consent, ground, version, reference, outcome, "
           "how, words "
           "FROM entry WHERE person = ? ORDER BY number",
           "reading entries", {text(person.text())}, add);
  return entries;
}

std::vector<standing::Entry> SqliteRegister::entries(const PersonId& person) const {
  const std::lock_guard lock(mutex_);
  return entries_of(person);
}

bool SqliteRegister::opposed(const subject::Identifier& identifier, const std::string& channel,
                             base::Instant at) const {
  const std::lock_guard lock(mutex_);
  for (const PersonId& person : people_bearing({identifier})) {
    const auto opposed = standing::at(entries_of(person), at).opposed_channels;
    if (opposed.contains("") || (!channel.empty() && opposed.contains(channel))) return true;
  }
  return false;
}

}  // namespace habeas::store
