// The newsletter's own database: people by e-mail, with spellings of their own, and partner addresses that are
// nobody's customers.
#include "database.h"
#include "systems.h"

#include <fmt/format.h>

namespace habeas::demo {
namespace {

constexpr const char* schema = R"sql(
CREATE TABLE subscriber (id INTEGER PRIMARY KEY, email TEXT NOT NULL, first_name TEXT, subscribed_at DATETIME NOT NULL,
  unsubscribed_at DATETIME, consent_text TEXT NOT NULL, source TEXT NOT NULL);
CREATE TABLE campaign (id INTEGER PRIMARY KEY, title TEXT NOT NULL, sent_at DATETIME NOT NULL);
CREATE TABLE sending (campaign_id INTEGER NOT NULL REFERENCES campaign(id), subscriber_id INTEGER NOT NULL REFERENCES subscriber(id),
  opened_at DATETIME, clicked_at DATETIME, PRIMARY KEY (campaign_id, subscriber_id)) WITHOUT ROWID;
CREATE TABLE affinity (subscriber_id INTEGER PRIMARY KEY REFERENCES subscriber(id), topic TEXT NOT NULL, weight REAL NOT NULL);
CREATE INDEX subscriber_email_as_found ON subscriber(lower(trim(email)));
CREATE INDEX sending_subscriber ON sending(subscriber_id);
)sql";

std::string shout(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

}  // namespace

std::int64_t fill_mailing(const std::string& folder, std::uint64_t seed, const std::vector<Person>& people) {
  Database db(folder + "/mailing.db", schema);
  Random random(seed ^ 0x3A11);
  constexpr std::int64_t campaigns = 12;
  for (std::int64_t i = 1; i <= campaigns; ++i) {
    db.insert("campaign",
              {i, fmt::format("Lettre n° {}", i), fmt::format("2026-{:02}-05 09:00:00", i < 11 ? i : 10)});
  }
  std::int64_t id = 0;
  for (const Person& p : people) {
    if (!p.subscribed || !p.email) continue;
    ++id;
    std::string address = *p.email;
    if (p.id == claire)
      address = "Claire.Fontaine@Courriel.example";
    else if (random.chance(5))
      address = shout(address);
    else if (random.chance(3))
      address += " ";
    const bool left = p.id != claire && random.chance(12);
    db.insert(
        "subscriber",
        {id, address, p.given, p.joined, left ? Cell{moment(random, 2026, 2026)} : Cell{nullptr},
         std::string("Oui, je veux recevoir la lettre de Maison Verdier (v2, 2021)"), std::string("shop")});
    for (std::int64_t c = 1; c <= campaigns; ++c) {
      if (!random.chance(50)) continue;
      const bool opened = random.chance(40);
      db.insert("sending", {c, id, opened ? Cell{moment(random, 2026, 2026)} : Cell{nullptr},
                            opened && random.chance(30) ? Cell{moment(random, 2026, 2026)} : Cell{nullptr}});
    }
    if (p.id == claire || random.chance(30))
      db.insert("affinity",
                {id, std::string("pâtisserie"), 0.25 + static_cast<double>(random.below(75)) / 100});
  }
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(people.size()) / 20; ++i) {
    db.insert("subscriber",
              {++id, fmt::format("abonne{}@partenaire.example", i), nullptr, moment(random, 2022, 2025),
               nullptr, std::string("Partenaire, case cochée le jour du salon"), std::string("partner")});
  }
  db.finish("DELETE");
  return db.rows();
}

}  // namespace habeas::demo
