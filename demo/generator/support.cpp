// The help desk: tickets by e-mail, calls by phone (a household's number is not one person's), a card register
// in which a number has been given to somebody else, and the staff.
#include "database.h"
#include "systems.h"

#include <fmt/format.h>

namespace habeas::demo {
namespace {

constexpr const char* schema = R"sql(
CREATE TABLE agent (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, chief_id INTEGER REFERENCES agent(id));
CREATE TABLE card_holder (number TEXT NOT NULL, last_name TEXT NOT NULL, birth_date DATE, email TEXT, issued_on DATE NOT NULL,
  PRIMARY KEY (number, issued_on));
CREATE TABLE ticket (id INTEGER PRIMARY KEY, email TEXT NOT NULL, phone TEXT, subject TEXT NOT NULL, opened_at DATETIME NOT NULL, agent_id INTEGER REFERENCES agent(id));
CREATE TABLE ticket_message (id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL REFERENCES ticket(id), author TEXT NOT NULL, body TEXT NOT NULL,
  internal_note TEXT, written_at DATETIME NOT NULL);
CREATE TABLE ticket_watcher (ticket_id INTEGER NOT NULL REFERENCES ticket(id), email TEXT NOT NULL, PRIMARY KEY (ticket_id, email));
CREATE TABLE phone_call (id INTEGER PRIMARY KEY, caller TEXT, ticket_id INTEGER REFERENCES ticket(id), at DATETIME NOT NULL, seconds INTEGER NOT NULL, summary TEXT);
CREATE INDEX agent_email_as_found ON agent(lower(trim(email)));
CREATE INDEX agent_chief ON agent(chief_id);
CREATE INDEX holder_email_as_found ON card_holder(lower(trim(email)));
CREATE INDEX holder_number_as_found ON card_holder(lower(trim(number)));
CREATE INDEX ticket_email_as_found ON ticket(lower(trim(email)));
CREATE INDEX ticket_agent ON ticket(agent_id);
CREATE INDEX message_ticket ON ticket_message(ticket_id);
CREATE INDEX message_author_as_found ON ticket_message(lower(trim(author)));
CREATE INDEX watcher_email_as_found ON ticket_watcher(lower(trim(email)));
CREATE INDEX call_ticket ON phone_call(ticket_id);
)sql";

constexpr const char* subjects[] = {"Colis non reçu", "Cocotte ébréchée", "Échange de taille",
                                    "Facture en double", "Question sur l'entretien"};
constexpr const char* complaints[] = {"Bonjour, mon colis n'est pas arrivé. Pouvez-vous vérifier ?",
                                      "Le couvercle est fêlé, photo jointe.",
                                      "Je voudrais échanger le torchon.", "J'ai été débité deux fois."};
constexpr const char* replies[] = {"Bonjour, nous relançons Chronovia.",
                                   "Nous vous renvoyons un article dès demain.",
                                   "Votre remboursement part aujourd'hui."};
constexpr const char* notes[] = {"Cliente patiente, geste commercial possible.",
                                 "Deuxième réclamation en un mois.", "Rappeler avant vendredi."};

struct Desk {
  Database db;
  Random random;
  std::int64_t ticket = 0, message = 0, call = 0;

  void staff() {
    for (std::int64_t i = 1; i <= 5; ++i) {
      db.insert("agent", {i, fmt::format("Agent {}", i), fmt::format("agent{}@maison-verdier.example", i),
                          i == 1 ? Cell{nullptr} : Cell{std::int64_t{1}}});
    }
  }

  std::int64_t open(const Person& p, const std::string& email) {
    const auto id = ++ticket;
    db.insert("ticket", {id, email, random.chance(50) ? Cell{p.phone} : Cell{nullptr},
                         std::string(random.pick(subjects)), moment(random, 2024, 2026),
                         static_cast<std::int64_t>(1 + random.below(5))});
    write(id, email, random.pick(complaints), nullptr);
    const Cell note = random.chance(40) ? Cell{std::string(random.pick(notes))} : Cell{nullptr};
    const auto& reply = random.pick(replies);
    write(id, fmt::format("agent{}@maison-verdier.example", 1 + random.below(5)), reply, note);
    return id;
  }

  void write(std::int64_t id, const std::string& author, const std::string& body, Cell note) {
    db.insert("ticket_message", {++message, id, author, body, std::move(note), moment(random, 2024, 2026)});
  }

  void cards(const Person& p) {
    if (!p.card || p.id == claire_second || !random.chance(p.id <= heroes ? 100 : 40)) return;
    db.insert("card_holder", {*p.card, p.family, p.birth, maybe(p.email), p.joined.substr(0, 10)});
  }
};

}  // namespace

std::int64_t fill_support(const std::string& folder, std::uint64_t seed, const std::vector<Person>& people) {
  Desk desk{Database(folder + "/support.db", schema), Random(seed ^ 0x5099)};
  desk.staff();
  for (const Person& p : people) {
    desk.cards(p);
    if (p.email && (p.id == claire || desk.random.chance(20))) {
      const auto id = desk.open(p, *p.email);
      if (p.id == claire) {
        // Another customer's complaint stands in her file, and a neighbour is kept informed.
        desk.write(id, "marc.fontaine@courriel.example",
                   "Je confirme pour ma femme : le colis a été laissé chez M. Perrot.", nullptr);
        desk.db.insert("ticket_watcher", {id, std::string("marc.fontaine@courriel.example")});
      }
      if (desk.random.chance(40)) {
        desk.db.insert("phone_call", {++desk.call, p.phone, id, moment(desk.random, 2024, 2026),
                                      std::int64_t{desk.random.between(20, 900)},
                                      std::string("Rappel au sujet de la livraison.")});
      }
    }
    if (desk.random.chance(4)) {
      desk.db.insert("phone_call", {++desk.call, p.phone, nullptr, moment(desk.random, 2024, 2026),
                                    std::int64_t{desk.random.between(20, 300)}, nullptr});
    }
  }
  // A card number of today was Paul's, years before.
  desk.db.insert("card_holder", {std::string("MV0008888"), std::string("Girard"), std::string("1969-04-04"),
                                 std::string("paul.girard@poste.example"), std::string("2012-05-01")});
  desk.db.finish("DELETE");
  return desk.db.rows();
}

}  // namespace habeas::demo
