// Is it she? One method today: a code to a contact that is already on file (RIGHTS.md § B, L1), or a named human who
// saw something else. Nothing here tells anybody whether a person is known.
#include <habeas/handle/letters.h>
#include <habeas/handle/work.h>

#include <habeas/map/codec.h>
#include <habeas/plan/cells.h>

#include <algorithm>
#include <chrono>

namespace habeas::handle {
namespace {

constexpr auto code_lives = std::chrono::minutes(30);
constexpr const char* purpose = "identity";

// The identifiers in rows that *are* the person found: never the sender's, never one that she only typed, never one that
// a household shares.
std::vector<subject::Identifier> on_file(House& house, Found& found) {
  std::vector<subject::Identifier> borne;
  for (const dossier::CollectionRows& where : found.dossier.collections) {
    const map::Collection* collection = plan::collection_of(house.map, where);
    if (!collection || !collection->is) continue;
    std::vector<const map::Field*> fields;
    std::vector<relation::ColumnName> columns;
    for (const map::Field& field : collection->fields) {
      if (!field.identifier || field.shared || field.codec.kind == map::Codec::Kind::rows) continue;
      fields.push_back(&field);
      columns.push_back(field.column);
    }
    if (columns.empty()) continue;
    found.cells->rows(where, columns, [&](std::size_t row, const base::Personal<relation::Row>& cells) {
      if (!where.rows[row].is_person) return;
      for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto texts = map::read_values(fields[i]->codec, cells.reveal()[i]);
        if (!texts) continue;
        for (const std::string& text : *texts)
          borne.push_back({*fields[i]->identifier, base::Personal<std::string>(text)});
      }
    });
  }
  return borne;
}

// The address to write to: the one she supplied where it is on file, else whichever is.
std::string contact_among(const House& house, const Case& of, const std::vector<subject::Identifier>& borne) {
  std::string contact;
  for (const subject::Identifier& known : borne) {
    if (known.kind.text() != "email") continue;
    const std::string& address = known.value.reveal();
    const bool supplied =
        std::any_of(of.supplied.begin(), of.supplied.end(), [&](const subject::Identifier& identifier) {
          return identifier.kind == known.kind &&
                 subject::same(house.map.organisation.kinds, known.kind, identifier.value.reveal(), address);
        });
    if (supplied) return address;
    if (contact.empty() || address < contact) contact = address;
  }
  return contact;
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

// From now on the register knows her by what her own rows bear, and her letters go where they say. Where no row is hers,
// by what she supplied and somebody checked.
void bind_person(House& house, const Case& of, const std::string& evidence) {
  Found found = find_for(house, of);
  std::vector<subject::Identifier> hers;
  if (found.dossier.outcome == dossier::Outcome::found) hers = on_file(house, found);
  const std::string contact = contact_among(house, of, hers);
  if (!contact.empty()) {
    Details details = of.details;
    details.emplace_back(proven_contact, contact);
    house.people.set_details(of.reference(), base::Personal(std::move(details)));
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
  if (is_of_heirs(of) && of.standing.death != standing::Death::proven)
    house.people.add_entry(*of.person, entry_of(house, standing::What::death_proven, reference));
}

void proven(House& house, const Case& of, const std::string& level, const std::string& method,
            const std::string& by, const std::string& because = {}) {
  Facts facts = {{"level", level}, {"method", method}};
  if (!because.empty()) facts.emplace_back("because", because);
  record(house, of.reference(), event_of(house, request::What::identity_proven, by, std::move(facts)));
  in_ledger(house, "identity.proven", {{"reference", of.reference()}, {"level", level}, {"method", method}});
  bind_person(house, of, method);
  hold_once_proven(house, of.reference());
}

// A code proves who holds a mailbox, never that its owner died.
bool code_can_prove(const Case& of) { return !is_of_heirs(of); }

}  // namespace

void send_code(House& house, const std::string& reference) {
  const Case of = case_of(house, reference);
  // Where no proof may be asked for she may still give one: her whole file goes to nobody else (GDPR 77).
  const bool asked = request::least_identity(of.request.right, of.marketing) != "L0";
  const bool early =
      of.request.state == request::State::received || of.request.state == request::State::in_progress;
  if (asked && early) {
    record(house, reference,
           event_of(house, request::What::identity_asked, "habeas",
                    {{"method", "code to the contact on file"}, {"why", "GDPR 12(6)"}}));
  }
  if (!code_can_prove(of)) return;
  Found found = find_for(house, of);
  if (found.dossier.outcome != dossier::Outcome::found) return;
  const std::string to = contact_among(house, of, on_file(house, found));
  if (!to.empty()) mail_code(house, of, to);
}

bool prove_by_code(House& house, const std::string& reference, const std::string& code) {
  const Case of = case_of(house, reference);
  if (!code_can_prove(of)) return false;
  if (!house.people.use_secret(reference, purpose, code, house.clock.now())) return false;
  proven(house, of, "L1", "code to the contact on file", "person",
         "no sign-in of an account is connected: the contact on file is all that can be asked (GDPR 12(6))");
  return true;
}

void prove_otherwise(House& house, const std::string& reference, const std::string& level,
                     const std::string& method, const std::string& by) {
  if (by.empty() || method.empty())
    refuse_to(reference, "say who checked the identity, and how (RIGHTS.md 4.3)");
  proven(house, case_of(house, reference), level, method, by);
}

}  // namespace habeas::handle
