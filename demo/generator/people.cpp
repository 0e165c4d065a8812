#include "people.h"

#include <fmt/format.h>

namespace habeas::demo {
namespace {

constexpr const char* women[] = {"Alice",  "Aminata",  "Brigitte",  "Camille", "Chantal", "Chloé",
                                 "Élodie", "Fatima",   "Françoise", "Hélène",  "Inès",    "Jeanne",
                                 "Julie",  "Khadija",  "Léa",       "Louise",  "Manon",   "Marie-Claude",
                                 "Maëlle", "Nathalie", "Noémie",    "Océane",  "Pauline", "Sandrine",
                                 "Sophie", "Thi Mai",  "Valérie",   "Yasmine", "Zoé"};
constexpr const char* men[] = {"Ahmed",   "Alain",      "André",   "Antoine",   "Bernard",     "Bruno",
                               "Cédric",  "Christophe", "Denis",   "Éric",      "Étienne",     "François",
                               "Gérard",  "Guillaume",  "Hugo",    "Ibrahim",   "Jean-Pierre", "Jérôme",
                               "Karim",   "Laurent",    "Loïc",    "Mathéo",    "Michel",      "Nicolas",
                               "Olivier", "Philippe",   "Quentin", "Sébastien", "Théo",        "Yann"};
constexpr const char* families[] = {
    "Aubert",   "Bailly",     "Barbier",   "Benoît",   "Bertrand", "Besnard",  "Blanchard", "Bouvier",
    "Brunet",   "Carpentier", "Chevalier", "Colin",    "Da Silva", "Delattre", "Deschamps", "Diallo",
    "Dubreuil", "Dumas",      "Étienne",   "Fabre",    "Ferrand",  "Gauthier", "Gérard",    "Guérin",
    "Hamon",    "Hernandez",  "Huet",      "Jacquet",  "Lacroix",  "Laurent",  "Le Gall",   "Lefèvre",
    "Lemoine",  "L'Hermitte", "Mallet",    "Marchand", "Martin",   "Masson",   "Mercier",   "Meunier",
    "Morel",    "N'Diaye",    "Nguyen",    "Noël",     "Ollivier", "Pasquier", "Perrot",    "Picard",
    "Poirier",  "Prévost",    "Renaud",    "Rivière",  "Robin",    "Rousseau", "Schmitt",   "Tessier",
    "Thibault", "Vasseur",    "Weber",     "Yilmaz"};
constexpr const char* streets[] = {"rue des Forges",    "rue de la Liberté",  "avenue Jean-Jaurès",
                                   "place du Marché",   "chemin des Vignes",  "quai des Célestins",
                                   "impasse du Moulin", "boulevard Voltaire", "allée des Tilleuls",
                                   "rue Haute"};
struct Town {
  const char* postcode;
  const char* city;
};
constexpr Town towns[] = {{"21000", "Dijon"},           {"69003", "Lyon"},      {"44000", "Nantes"},
                          {"59800", "Lille"},           {"33000", "Bordeaux"},  {"35000", "Rennes"},
                          {"67000", "Strasbourg"},      {"13006", "Marseille"}, {"31000", "Toulouse"},
                          {"01000", "Bourg-en-Bresse"}, {"20000", "Ajaccio"},   {"97400", "Saint-Denis"}};

// Letters and digits of an address's local part: accents dropped, the rest a dot.
std::string plain(const std::string& name) {
  static constexpr struct {
    const char* from;
    const char* to;
  } letters[] = {{"é", "e"}, {"è", "e"}, {"ë", "e"}, {"É", "e"}, {"ô", "o"},
                 {"ï", "i"}, {"î", "i"}, {"ç", "c"}, {"'", ""},  {" ", "-"}};
  std::string out = name;
  for (const auto& [from, to] : letters) {
    for (std::size_t at = out.find(from); at != std::string::npos; at = out.find(from)) {
      out.replace(at, std::string(from).size(), to);
    }
  }
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// The ARCEP keeps 06 39 98 and the like for fiction; numbers are drawn there and written as people write them.
std::string phone(Random& random, std::int64_t id) {
  const auto tail = fmt::format("{:04}", (id * 7919) % 10000);
  const auto block = 98 - static_cast<int>((id / 10000) % 90);
  const auto a = tail.substr(0, 2);
  const auto b = tail.substr(2);
  switch (random.below(4)) {
    case 0: return fmt::format("06 39 {:02} {} {}", block, a, b);
    case 1: return fmt::format("+33 6 39 {:02} {} {}", block, a, b);
    case 2: return fmt::format("06.39.{:02}.{}.{}", block, a, b);
    default: return fmt::format("0639{:02}{}{}", block, a, b);
  }
}

Person make_person(Random& random, std::int64_t id) {
  Person p;
  p.id = id;
  const bool woman = random.chance(52);
  p.civility = woman ? "Mme" : "M.";
  p.given = woman ? random.pick(women) : random.pick(men);
  p.family = random.pick(families);
  const int day = random.between(1, 28);
  const int month = random.between(1, 12);
  p.birth = fmt::format("{}-{:02}-{:02}", random.between(1940, 2007), month, day);
  if (random.chance(94)) {
    static constexpr const char* hosts[] = {"courriel.example", "poste.example", "messagerie.example",
                                            "free.example"};
    p.email = fmt::format("{}.{}{}@{}", plain(p.given), plain(p.family), id, random.pick(hosts));
  }
  p.phone = phone(random, id);
  if (random.chance(60)) p.card = fmt::format("MV{:07}", 1000000 + id * 3);
  if (random.chance(25)) p.pen_name = fmt::format("{}{}", plain(p.given), id);
  const auto& street = random.pick(streets);
  p.street = fmt::format("{} {}", random.between(1, 180), street);
  const Town& town = random.pick(towns);
  p.postcode = town.postcode;
  p.city = town.city;
  p.joined = moment(random, 2015, 2026);
  p.orders = random.chance(20) ? 0 : random.between(1, 4);
  p.subscribed = p.email.has_value() && random.chance(45);
  return p;
}

void name(Person& p, const char* civility, const char* given, const char* family, const char* birth) {
  p.civility = civility;
  p.given = given;
  p.family = family;
  p.birth = birth;
}

// The heroes' traps, one line each.
void make_heroes(std::vector<Person>& people) {
  auto hero = [&people](Hero which) -> Person& { return people[static_cast<std::size_t>(which - 1)]; };
  name(hero(claire), "Mme", "Claire", "Fontaine", "1984-06-12");
  hero(claire).email = "claire.fontaine@courriel.example";
  hero(claire).phone = "03 80 00 12 34";
  hero(claire).card = "MV0004012";
  hero(claire).pen_name = "cuisine-claire";
  hero(claire).orders = 6;
  hero(claire).subscribed = true;
  name(hero(marc), "M.", "Marc", "Fontaine", "1982-01-30");
  hero(marc).email = "marc.fontaine@courriel.example";
  hero(marc).phone = "+33 3 80 00 12 34";
  name(hero(claire_homonym), "Mme", "Claire", "Fontaine", "1991-11-03");
  hero(claire_homonym).email = "c.fontaine91@poste.example";
  name(hero(rene), "M.", "René", "Morel", "1958-02-02");
  hero(rene).email = "rené.morel@courriel.example";
  name(hero(rene_plain), "M.", "Rene", "Morel", "1971-09-21");
  hero(rene_plain).email = "rene.morel@courriel.example";
  name(hero(paul), "M.", "Paul", "Girard", "1969-04-04");
  hero(paul).email = "paul.girard@poste.example";
  hero(paul).card = "MV0009999";
  hero(ring_a).card = "MV0008888";
  hero(no_email).email.reset();
  hero(no_email).subscribed = false;
  hero(no_email).orders = 3;
  name(hero(claire_second), "Mme", "CLAIRE", "FONTAINE", "1984-06-12");
  hero(claire_second).email = "cfontaine@travail.example";
  hero(claire_second).card = "MV0004012";
  hero(claire_second).orders = 1;
}

}  // namespace

std::string moment(Random& random, int first_year, int last_year) {
  const int month = random.between(1, 12);
  // Nothing later than October of the last year: the demo's people have no future.
  const int limited = month > 10 ? 10 : month;
  const int second = random.between(0, 59);
  const int minute = random.between(0, 59);
  const int hour = random.between(0, 23);
  const int day = random.between(1, 28);
  return fmt::format("{}-{:02}-{:02} {:02}:{:02}:{:02}", random.between(first_year, last_year), limited, day,
                     hour, minute, second);
}

std::vector<Person> make_people(std::uint64_t seed, std::int64_t count) {
  std::vector<Person> people;
  people.reserve(static_cast<std::size_t>(count));
  for (std::int64_t id = 1; id <= count; ++id) {
    Random random(seed * 1'000'003u + static_cast<std::uint64_t>(id));
    people.push_back(make_person(random, id));
  }
  make_heroes(people);
  return people;
}

}  // namespace habeas::demo
