// Is it she? One method today: a code to a contact that is already on file (level L1), or a named human who
// saw something else. Nothing here tells anybody whether a person is known.
#include <habeas/handle/corrected.h>
#include <habeas/handle/letters.h>
#include <habeas/handle/work.h>

#include <habeas/base/fault.h>
#include <habeas/map/codec.h>
#include <habeas/plan/cells.h>

#include <algorithm>
#include <chrono>

namespace habeas::handle {
namespace {

constexpr auto code_lives = std::chrono::minutes(30);
constexpr const char* purpose = "identity";
constexpr const char* contact_of_code = "identity/contact";  // whom the last code went to: what it proves
constexpr const char* following = "follow";
constexpr std::size_t codes_from_one = 5;  // an hour, to one contact
constexpr std::size_t codes_in_all = 10;

// The identifiers in rows that *are* the person found: never the sender's, never one that she only typed, never one that
// a household shares.
using Row = std::vector<subject::Identifier>;
std::vector<Row> on_file(House& house, Found& found, const Verified* only = nullptr) {
  std::vector<Row> rows;
  for (std::size_t at = 0; at < found.dossier.collections.size(); ++at) {
    const dossier::CollectionRows& where = found.dossier.collections[at];
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
      if (!where.rows[row].is_person || (only && !only->rows.contains({at, row}))) return;
      Row& borne = rows.emplace_back();
      for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto texts = map::read_values(fields[i]->codec, cells.reveal()[i]);
        if (!texts) continue;
        for (const std::string& text : *texts)
          borne.push_back({*fields[i]->identifier, base::Personal<std::string>(text)});
      }
    });
  }
  return rows;
}

bool bears(const House& house, const Row& row, const subject::Identifier& one) {
  return std::any_of(row.begin(), row.end(), [&](const subject::Identifier& other) {
    return other.kind == one.kind &&
           subject::same(house.map.organisation.kinds, one.kind, other.value.reveal(), one.value.reveal());
  });
}

bool is_contact(const House& house, const subject::Identifier& one) {
  const auto shape = house.map.organisation.kinds.shape(one.kind);
  return shape == subject::Shape::email || shape == subject::Shape::phone;
}

// Would a code to this address prove the rows that it leads to? Not where another contact, in a row that bears it, is
// all that joins somebody's row to hers: anybody may write another's address into an account of his own, and would be
// handed what is hers.
bool proves_all(const House& house, const std::vector<Row>& rows, const subject::Identifier& address) {
  for (const Row& row : rows) {
    if (!bears(house, row, address)) continue;
    for (const subject::Identifier& other : row) {
      const bool joins = std::any_of(rows.begin(), rows.end(), [&](const Row& one) {
        return bears(house, one, other) && !bears(house, one, address);
      });
      if (joins && is_contact(house, other)) return false;
    }
  }
  return true;
}

// The address to write to: the one she supplied where it is on file, else whichever is; of those that prove her whole.
std::string contact_among(const House& house, const Case& of, const std::vector<Row>& rows) {
  std::string contact;
  for (const Row& row : rows) {
    for (const subject::Identifier& known : row) {
      if (known.kind.text() != "email" || !proves_all(house, rows, known)) continue;
      const std::string& address = known.value.reveal();
      if (bears(house, of.supplied, known)) return address;
      if (contact.empty() || address < contact) contact = address;
    }
  }
  return contact;
}

void mail_code(House& house, const Case& of, const std::string& to) {
  const std::string code = house.people.new_secret(of.reference(), purpose, house.clock.now() + code_lives);
  house.people.put_away(of.reference(), contact_of_code, base::Personal<std::string>(to));
  answer::LetterFacts facts = letter_facts(house, of);
  facts.code = base::Personal<std::string>(code);
  const answer::Letter letter =
      answer::letter(answer::LetterKind::identity_code, of.request.language, house.map, house.library, facts);
  house.outbox.send(
      {of.reference(), "code", base::Personal<std::string>(to), house.map.organisation.controller.contact,
       letter.subject, letter.text, of.request.language},
      house.clock.now());
}

// Whom the register knows by the contact that proved it, or else by what she supplied: a number that her rows bear may
// have been another's before, and would join the two.
store::PersonId person_for(House& house, const Case& of, const Row& hers, const std::string& contact) {
  if (of.person) return *of.person;
  std::vector<subject::Identifier> by;
  if (!contact.empty()) by.push_back({subject::KindName("email"), base::Personal<std::string>(contact)});
  for (const subject::Identifier& supplied : of.supplied) {
    if (contact.empty() && bears(house, hers, supplied)) by.push_back(supplied);
  }
  const auto known = house.people.people_with(by);
  return known.empty() ? house.people.add_person() : known.front();
}

// What holds once it is known that it is she.
void hold_once_proven(House& house, const std::string& reference) {
  const Case of = case_of(house, reference);
  if (hold_for(house, of, {*of.person})) say_held(house, of);
  if (of.request.right == law::Right::automated_decision) {
    standing::Entry entry = entry_of(house, standing::What::decision_contested, reference);
    entry.activity = of.detail("activity");
    entry.reference = reference;
    entry.words = base::Personal<std::string>(of.detail("view"));
    house.people.add_entry(*of.person, entry);
  }
}

bool is_decided(request::State state) {
  return state == request::State::refused || state == request::State::executed ||
         state == request::State::answered || state == request::State::closed ||
         state == request::State::withdrawn;
}

void proven(House& house, const Case& of, const std::string& level, const std::string& method,
            const std::string& by, const std::string& because = {}, const std::string& contact = {}) {
  Facts facts = {{"level", level}, {"method", method}};
  if (!because.empty()) facts.emplace_back("because", because);
  Found found = find_for(house, of);
  need_one_person(of, found.dossier);
  record(house, of.reference(), event_of(house, request::What::identity_proven, by, std::move(facts)));
  in_ledger(house, "identity.proven", {{"reference", of.reference()}, {"level", level}, {"method", method}});
  bind_person(house, of, found, method, contact);
  hold_once_proven(house, of.reference());
  const Case now = case_of(house, of.reference());
  if (is_decided(now.request.state)) propose_erasure(house, now);
}

// Whoever asks, for whichever request: one mailbox is not flooded, and one visitor does not use up what others may have.
bool may_be_sent(House& house, const std::string& to, const std::string& from) {
  if (from.empty()) return true;
  const auto now = house.clock.now();
  const auto hour = std::chrono::hours(1);
  return house.people.counts("code", to + '\n' + from, codes_from_one, hour, now) &&
         house.people.counts("code", to, codes_in_all, hour, now);
}

// A code proves who holds a mailbox, never that its owner died.
bool code_can_prove(const Case& of) { return !is_of_heirs(of); }

}  // namespace

// From now on the register knows her by what those of her rows bear that hang by what was proven, and her letters go where
// they say. Where no row is hers, by what she supplied and somebody checked.
void bind_person(House& house, const Case& of, Found& found, const std::string& evidence,
                 const std::string& contact) {
  std::vector<subject::Identifier> proven = of.supplied;
  if (!contact.empty()) proven = {{subject::KindName("email"), base::Personal<std::string>(contact)}};
  const std::vector<subject::Identifier> at_her_word = corrected_to(house, of, proven);
  std::vector<Row> rows;
  if (found.dossier.outcome == dossier::Outcome::found) {
    const Verified known = verified(house.map, found.dossier, *found.cells, proven, at_her_word);
    rows = on_file(house, found, &known);
  }
  // What a correction wrote is proven when she proves it, not because it stands in her row.
  const auto is_in = [&](const std::vector<subject::Identifier>& all, const subject::Identifier& one) {
    return std::any_of(all.begin(), all.end(), [&](const subject::Identifier& other) {
      return other.kind == one.kind &&
             subject::same(house.map.organisation.kinds, one.kind, one.value.reveal(), other.value.reveal());
    });
  };
  for (Row& row : rows)
    std::erase_if(row, [&](const auto& one) { return is_in(at_her_word, one) && !is_in(proven, one); });
  const std::string to = contact.empty() ? contact_among(house, of, rows) : contact;
  Row hers;
  for (const Row& row : rows) hers.insert(hers.end(), row.begin(), row.end());
  // The address on file is the deceased's: heirs are not written to there.
  if (!to.empty() && of.detail(proven_contact).empty() && !is_of_heirs(of)) {
    Details details = of.details;
    details.emplace_back(proven_contact, to);
    house.people.set_details(of.reference(), base::Personal(std::move(details)));
  }
  if (hers.empty()) hers = proven;
  const store::PersonId person = person_for(house, of, hers, to);
  for (const subject::Identifier& identifier : hers) house.people.prove(person, identifier, evidence);
  house.people.bind(of.reference(), person);
}

std::string contact_on_file(House& house, const Case& of) {
  Found found = find_for(house, of);
  if (found.dossier.outcome != dossier::Outcome::found) return {};
  return contact_among(house, of, on_file(house, found));
}

std::string follow_number(const House& house, const std::string& reference) {
  return reference + '-' + house.people.key_of(following, reference);
}

std::optional<std::string> followed(const House& house, const std::string& number) {
  const std::size_t dash = number.rfind('-');
  if (dash == std::string::npos || dash == 0) return std::nullopt;
  const std::string reference = number.substr(0, dash);
  const std::string right = house.people.key_of(following, reference);
  std::string key;
  for (const char c : number.substr(dash + 1)) {
    const char typed = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    key += typed == 'O' ? '0' : typed == 'I' || typed == 'L' ? '1' : typed;
  }
  if (key.size() != right.size()) return std::nullopt;
  int differ = 0;  // in constant time
  for (std::size_t i = 0; i < key.size(); ++i) differ |= key[i] ^ right[i];
  if (differ != 0 || !house.people.request(reference, house.rules())) return std::nullopt;
  return reference;
}

void send_code(House& house, const std::string& reference, const std::string& from) {
  const Case of = case_of(house, reference);
  // Where no proof may be asked for she may still give one: her whole file goes to nobody else (GDPR 77).
  const bool asked =
      request::least_identity(of.request.right, of.marketing) != "L0" && !of.request.identity_proven;
  const bool early =
      of.request.state == request::State::received || of.request.state == request::State::in_progress;
  if (asked && early) {
    record(house, reference,
           event_of(house, request::What::identity_asked, "habeas",
                    {{"method", "code to the contact on file"}, {"why", "GDPR 12(6)"}}));
  }
  if (!code_can_prove(of)) return;
  // Once proven, her contact is known, also when nothing of hers is on file any more: she fetches what is hers.
  const std::string known = of.request.identity_proven ? of.detail(proven_contact) : std::string();
  const std::string to = known.empty() ? contact_on_file(house, of) : known;
  if (to.empty()) return;
  if (may_be_sent(house, to, from)) return mail_code(house, of, to);
  // Whoever asked is not told: where nobody is known there is no contact that was sent too many.
  record(house, reference,
         event_of(house, request::What::noted, "habeas", {{"code", "not sent: too many to this contact"}}));
}

bool prove_by_code(House& house, const std::string& reference, const std::string& code) {
  const Case of = case_of(house, reference);
  if (!code_can_prove(of)) return false;
  if (!house.people.use_secret(reference, purpose, code, house.clock.now())) return false;
  // She comes back, to read the answer: nothing is recorded twice. A withdrawal was carried out for whoever asked, and what
  // follows from it waits for her proof.
  const bool follows =
      of.request.right == law::Right::consent && of.request.state != request::State::withdrawn;
  if (of.request.identity_proven || (is_decided(of.request.state) && !follows)) return true;
  const auto contact = house.people.put_away(reference, contact_of_code);
  proven(house, of, "L1", "code to the contact on file", "person",
         "no sign-in of an account is connected: the contact on file is all that can be asked (GDPR 12(6))",
         contact ? contact->reveal() : contact_on_file(house, of));
  house.people.destroy(reference, contact_of_code);
  return true;
}

void prove_otherwise(House& house, const std::string& reference, const std::string& level,
                     const std::string& method, const std::string& by) {
  if (by.empty() || method.empty()) refuse_to(reference, "say who checked the identity, and how");
  proven(house, case_of(house, reference), level, method, by);
}

}  // namespace habeas::handle
