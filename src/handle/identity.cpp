// Is it she? One method today: a code to a contact that is already on file (RIGHTS.md § B, L1), or a named human who
// saw something else. Nothing here tells anybody whether a person is known.
#include <habeas/handle/letters.h>
#include <habeas/handle/work.h>

#include <habeas/plan/cells.h>

#include <chrono>
#include <set>

namespace habeas::handle {
namespace {

constexpr auto code_lives = std::chrono::minutes(30);
constexpr const char* purpose = "identity";

// E-mail addresses in rows that *are* the person found: never the sender's, never one that she only typed.
std::set<std::string> contacts_on_file(House& house, Found& found) {
  std::set<std::string> contacts;
  for (const dossier::CollectionRows& where : found.dossier.collections) {
    const map::Collection* collection = plan::collection_of(house.map, where);
    if (!collection || !collection->is) continue;
    std::vector<relation::ColumnName> columns;
    for (const map::Field& field : collection->fields) {
      const bool mail = field.identifier && field.identifier->text() == "email" && !field.shared;
      if (mail && field.codec.kind == map::Codec::Kind::plain) columns.push_back(field.column);
    }
    if (columns.empty()) continue;
    found.cells->rows(where, columns, [&](std::size_t row, const base::Personal<relation::Row>& cells) {
      if (!where.rows[row].is_person) return;
      for (const relation::Value& cell : cells.reveal()) {
        if (const auto text = relation::canonical_text(cell)) contacts.insert(*text);
      }
    });
  }
  return contacts;
}

// The one to write to: the supplied address where it is on file, else whichever is.
std::string contact_for(const House& house, const Case& of, const std::set<std::string>& contacts) {
  for (const subject::Identifier& identifier : of.supplied) {
    if (identifier.kind.text() != "email") continue;
    for (const std::string& contact : contacts) {
      if (subject::same(house.map.organisation.kinds, identifier.kind, identifier.value.reveal(), contact))
        return contact;
    }
  }
  return contacts.empty() ? std::string() : *contacts.begin();
}

void mail_code(House& house, const Case& of, const std::string& to) {
  const std::string code = house.people.new_secret(of.reference(), purpose, house.clock.now() + code_lives);
  answer::LetterFacts facts = letter_facts(house, of);
  facts.code = base::Personal<std::string>(code);
  const answer::Letter letter =
      answer::letter(answer::LetterKind::identity_code, of.request.language, house.map, house.library, facts);
  house.outbox.send(
      {of.reference(), "code", base::Personal<std::string>(to), house.map.organisation.controller.contact,
       letter.subject, letter.text, of.request.language},
      house.clock.now());
}

// From now on the register knows her by what is proven: the identifiers that she supplied and that her own rows bear.
void bind_person(House& house, const Case& of, const std::string& evidence) {
  Found found = find_for(house, of);
  std::vector<subject::Identifier> hers;
  for (const dossier::KnownIdentifier& known : found.dossier.identifiers) {
    if (found.dossier.outcome == dossier::Outcome::found) hers.push_back(known.identifier);
  }
  if (hers.empty()) hers = of.supplied;
  const auto known = house.people.people_with(hers);
  const store::PersonId person = known.empty() ? house.people.add_person() : known.front();
  for (const subject::Identifier& identifier : hers) house.people.prove(person, identifier, evidence);
  house.people.bind(of.reference(), person);
}

// What holds once it is known that it is she, or that the heirs are who they say (RIGHTS.md § F).
void hold_once_proven(House& house, const std::string& reference) {
  const Case of = case_of(house, reference);
  if (of.request.right == law::Right::automated_decision) {
    standing::Entry entry = entry_of(house, standing::What::decision_contested, reference);
    entry.activity = of.detail("activity");
    entry.reference = reference;
    entry.words = base::Personal<std::string>(of.detail("view"));
    house.people.add_entry(*of.person, entry);
  }
  const std::string act = of.detail("act");
  const bool heirs = of.request.right == law::Right::posthumous && (act == "death" || act == "update");
  if (heirs && of.standing.death != standing::Death::proven)
    house.people.add_entry(*of.person, entry_of(house, standing::What::death_proven, reference));
}

void proven(House& house, const Case& of, const std::string& level, const std::string& method,
            const std::string& by) {
  record(house, of.reference(),
         event_of(house, request::What::identity_proven, by, {{"level", level}, {"method", method}}));
  in_ledger(house, "identity.proven", {{"reference", of.reference()}, {"level", level}, {"method", method}});
  bind_person(house, of, method);
  hold_once_proven(house, of.reference());
}

// A code proves who holds a mailbox, never that its owner died.
bool code_can_prove(const Case& of) {
  const std::string act = of.detail("act");
  return of.request.right != law::Right::posthumous || act == "directive" || act == "revoke";
}

}  // namespace

void send_code(House& house, const std::string& reference) {
  const Case of = case_of(house, reference);
  if (of.request.state == request::State::received || of.request.state == request::State::in_progress) {
    record(house, reference,
           event_of(house, request::What::identity_asked, "habeas",
                    {{"method", "code to the contact on file"}, {"why", "GDPR 12(6)"}}));
  }
  if (!code_can_prove(of)) return;
  Found found = find_for(house, of);
  if (found.dossier.outcome != dossier::Outcome::found) return;
  const std::string to = contact_for(house, of, contacts_on_file(house, found));
  if (!to.empty()) mail_code(house, of, to);
}

bool prove_by_code(House& house, const std::string& reference, const std::string& code) {
  const Case of = case_of(house, reference);
  if (!code_can_prove(of)) return false;
  if (!house.people.use_secret(reference, purpose, code, house.clock.now())) return false;
  proven(house, of, "L1", "code to the contact on file", "person");
  return true;
}

void prove_otherwise(House& house, const std::string& reference, const std::string& level,
                     const std::string& method, const std::string& by) {
  if (by.empty() || method.empty())
    refuse_to(reference, "say who checked the identity, and how (RIGHTS.md 4.3)");
  proven(house, case_of(house, reference), level, method, by);
}

}  // namespace habeas::handle
