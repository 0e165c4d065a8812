// The shop: customers and what hangs on them. Each table is there for a shape that real databases have; the
// comment of a table names it.
#include "database.h"
#include "systems.h"

#include <fmt/format.h>

namespace habeas::demo {
namespace {

constexpr const char* schema = R"sql(
CREATE TABLE customer (                -- the person; a self-link (referred_by) makes rings
  id INTEGER PRIMARY KEY, civility TEXT, first_name TEXT NOT NULL, last_name TEXT NOT NULL, birth_date DATE,
  email TEXT UNIQUE, phone TEXT, loyalty_card TEXT, pen_name TEXT, password_hash TEXT, wants_news BOOLEAN NOT NULL,
  segment TEXT, profile JSON, photo TEXT, referred_by INTEGER REFERENCES customer(id),
  frozen BOOLEAN NOT NULL,             -- a restriction's flag
  created_at DATETIME NOT NULL, updated_at DATETIME);
CREATE TABLE supplier (id INTEGER PRIMARY KEY, company TEXT NOT NULL, contact_name TEXT, contact_email TEXT);
CREATE TABLE address (                 -- polymorphic owner
  id INTEGER PRIMARY KEY, owner_type TEXT NOT NULL, owner_id INTEGER NOT NULL, line1 TEXT, postcode TEXT, city TEXT,
  country TEXT);
CREATE TABLE category (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
CREATE TABLE product (id INTEGER PRIMARY KEY, category_id INTEGER REFERENCES category(id), title TEXT NOT NULL,
  price NUMERIC(10,2) NOT NULL);
CREATE TABLE orders (                  -- a gift names a second person
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer(id), gift_for INTEGER REFERENCES customer(id),
  placed_at DATETIME NOT NULL, status TEXT NOT NULL, total NUMERIC(10,2) NOT NULL, note TEXT);
CREATE TABLE order_line (              -- a composite key
  order_id INTEGER NOT NULL REFERENCES orders(id), line_no INTEGER NOT NULL, product_id INTEGER NOT NULL REFERENCES product(id),
  quantity INTEGER NOT NULL, unit_price NUMERIC(10,2) NOT NULL, PRIMARY KEY (order_id, line_no)) WITHOUT ROWID;
CREATE TABLE parcel_line (             -- a composite link
  parcel TEXT NOT NULL, order_id INTEGER NOT NULL, line_no INTEGER NOT NULL, carrier TEXT, delivered_at DATETIME,
  PRIMARY KEY (parcel, order_id, line_no), FOREIGN KEY (order_id, line_no) REFERENCES order_line(order_id, line_no)) WITHOUT ROWID;
CREATE TABLE invoice (                 -- kept by law for ten years
  number TEXT PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders(id), billed_to TEXT NOT NULL, billing_address TEXT NOT NULL,
  total NUMERIC(10,2) NOT NULL, issued_on DATE NOT NULL, scan TEXT);
CREATE TABLE customer_meta (           -- key-value rows
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer(id), meta_key TEXT NOT NULL, meta_value TEXT);
CREATE TABLE visit (                   -- observed, no key, packed addresses
  customer_id INTEGER NOT NULL REFERENCES customer(id), at DATETIME NOT NULL, ip BLOB, page TEXT NOT NULL);
CREATE TABLE message (                 -- between two customers
  id INTEGER PRIMARY KEY, sender_id INTEGER NOT NULL REFERENCES customer(id), recipient_id INTEGER REFERENCES customer(id),
  sent_at DATETIME NOT NULL, body TEXT NOT NULL);
CREATE TABLE wishlist (id INTEGER PRIMARY KEY, title TEXT NOT NULL, made_at DATETIME NOT NULL);
CREATE TABLE wishlist_member (         -- its people also own the wish list
  wishlist_id INTEGER NOT NULL REFERENCES wishlist(id), customer_id INTEGER NOT NULL REFERENCES customer(id), joined_at DATETIME NOT NULL,
  PRIMARY KEY (wishlist_id, customer_id)) WITHOUT ROWID;
CREATE TABLE wish (id INTEGER PRIMARY KEY, wishlist_id INTEGER NOT NULL REFERENCES wishlist(id),
  product_id INTEGER NOT NULL REFERENCES product(id), remark TEXT);
CREATE TABLE review (                  -- belongs to whoever bears the pen name
  id INTEGER PRIMARY KEY, author TEXT NOT NULL, product_id INTEGER NOT NULL REFERENCES product(id), stars INTEGER NOT NULL, body TEXT,
  posted_at DATETIME NOT NULL);
CREATE TABLE instalment_decision (     -- decided by a machine alone
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer(id), decided_at DATETIME NOT NULL, score INTEGER NOT NULL,
  outcome TEXT NOT NULL, factors JSON NOT NULL);
CREATE INDEX customer_email_as_found ON customer(lower(trim(email)));
CREATE INDEX customer_card_as_found ON customer(lower(trim(loyalty_card)));
CREATE INDEX customer_pen_name_as_found ON customer(lower(trim(pen_name)));
-- The work address lies inside the profile: the index that habeas check prints for it.
CREATE INDEX customer_work_email_as_found ON customer(
  CASE WHEN profile IS NULL THEN NULL
    WHEN NOT json_valid(profile) OR instr(profile, char(0)) > 0 OR profile GLOB '*\u00[2-7]*' THEN ''
    WHEN json_type(json_remove(profile, '$."contact"'), '$."contact"') IS NOT NULL
      OR json_type(json_remove(profile, '$."contact"."work_email"'), '$."contact"."work_email"') IS NOT NULL THEN ''
    WHEN json_type(profile, '$."contact"."work_email"') IS NULL OR json_type(profile, '$."contact"."work_email"') = 'null' THEN NULL
    WHEN json_type(profile, '$."contact"."work_email"') IN ('text', 'integer')
      AND typeof(json_extract(profile, '$."contact"."work_email"')) IN ('text', 'integer')
      THEN lower(trim(CAST(json_extract(profile, '$."contact"."work_email"') AS TEXT)))
    ELSE '' END);
CREATE INDEX meta_value_as_found ON customer_meta(lower(trim(meta_value)));
CREATE INDEX customer_referrer ON customer(referred_by);
CREATE INDEX supplier_email_as_found ON supplier(lower(trim(contact_email)));
CREATE INDEX address_owner ON address(owner_type, owner_id);
CREATE INDEX address_owner_id ON address(owner_id);
CREATE INDEX orders_customer ON orders(customer_id);
CREATE INDEX orders_gift ON orders(gift_for);
CREATE INDEX parcel_of_line ON parcel_line(order_id, line_no);
CREATE INDEX invoice_order ON invoice(order_id);
CREATE INDEX meta_customer ON customer_meta(customer_id);
CREATE INDEX visit_customer ON visit(customer_id);
CREATE INDEX message_sender ON message(sender_id);
CREATE INDEX message_recipient ON message(recipient_id);
CREATE INDEX member_customer ON wishlist_member(customer_id);
CREATE INDEX wish_list ON wish(wishlist_id);
CREATE INDEX review_author_as_found ON review(lower(trim(author)));
CREATE INDEX decision_customer ON instalment_decision(customer_id);
)sql";

constexpr const char* wares[] = {"Cocotte en fonte",
                                 "Couteau d'office",
                                 "Planche à découper",
                                 "Poêle en acier",
                                 "Moule à cake",
                                 "Fouet",
                                 "Saladier",
                                 "Théière",
                                 "Râpe",
                                 "Mandoline",
                                 "Bocal",
                                 "Torchon de lin",
                                 "Moulin à poivre",
                                 "Plat à gratin"};
constexpr const char* colours[] = {"rouge", "bleu nuit", "crème", "noir", "vert sauge"};
constexpr const char* categories[] = {"Cuisson", "Découpe", "Pâtisserie", "Table"};
constexpr const char* remarks[] = {
    "Livrer après 18 h, sonner chez M. Perrot.", "Cadeau : ne pas joindre la facture.", "Digicode 45B12.",
    "Laisser au gardien.", "Cliente allergique au latex, emballage sans élastique."};
constexpr const char* chats[] = {"Bonjour, la cocotte est-elle toujours à vendre ?",
                                 "Oui, elle n'a servi que deux fois.", "Je peux passer samedi à Dijon.",
                                 "Parfait, je vous l'emballe.", "Merci encore pour le moule !"};
constexpr const char* praise[] = {"Solide, je recommande.", "La couleur ne correspond pas à la photo.",
                                  "Offert à ma belle-mère, ravie.", "Arrivé ébréché, mais vite échangé."};
constexpr std::int64_t products = 140;

std::string euros(int cents) { return fmt::format("{}.{:02}", cents / 100, cents % 100); }

struct Shop {
  Database db;
  Random random;
  const std::vector<Person>& people;
  std::int64_t order = 0, invoice = 0, meta = 0, message = 0, list = 0, wish = 0, review = 0, decision = 0,
               address = 0, line = 0;

  std::int64_t anyone() { return 1 + static_cast<std::int64_t>(random.below(people.size())); }

  void catalogue() {
    for (std::int64_t i = 0; i < 4; ++i) db.insert("category", {i + 1, std::string(categories[i])});
    for (std::int64_t i = 0; i < products; ++i) {
      const auto ware = static_cast<std::size_t>(i) % std::size(wares);
      const auto colour = static_cast<std::size_t>(i) / std::size(wares) % std::size(colours);
      db.insert("product", {i + 1, i % 4 + 1, fmt::format("{} {}", wares[ware], colours[colour]),
                            euros(900 + static_cast<int>(i) * 137 % 24000)});
    }
    for (std::int64_t i = 1; i <= 12; ++i) {
      db.insert("supplier", {i, fmt::format("Forges n° {}", i), fmt::format("Contact {}", i),
                             fmt::format("contact{}@fournisseur.example", i)});
      db.insert("address", {++address, std::string("supplier"), i, std::string("Zone artisanale"),
                            std::string("42000"), std::string("Saint-Étienne"), std::string("FR")});
    }
  }

  std::string profile(const Person& p) {
    const auto* cooks = random.chance(70) ? "true" : "false";
    return fmt::format(R"({{"sizes": {{"apron": "{}"}}, "contact": {{"work_email": {}}}, "cooks": {}}})",
                       random.chance(50) ? "M" : "L", p.id == marc ? "\"m.fontaine@mairie.example\"" : "null",
                       cooks);
  }

  void customer(const Person& p) {
    Cell referrer = nullptr;
    if (p.id == ring_a)
      referrer = std::int64_t{ring_c};
    else if (p.id == ring_b)
      referrer = std::int64_t{ring_a};
    else if (p.id == ring_c)
      referrer = std::int64_t{ring_b};
    else if (p.id == claire)
      referrer = std::int64_t{marc};
    else if (p.id > heroes && random.chance(8))
      referrer = 1 + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(p.id - 1)));
    db.insert("customer",
              {p.id, p.civility, p.given, p.family, p.birth, maybe(p.email), p.phone, maybe(p.card),
               maybe(p.pen_name), fmt::format("$argon2id$v=19$m=65536${:016x}", random.next()),
               std::int64_t{p.subscribed}, std::string(random.chance(30) ? "fidèle" : "occasionnel"),
               profile(p), maybe(photo_of(p)), referrer, std::int64_t{0}, p.joined, nullptr});
    db.insert("address",
              {++address, std::string("customer"), p.id, p.street, p.postcode, p.city, std::string("FR")});
    db.insert("customer_meta", {++meta, p.id, std::string("newsletter_rhythm"),
                                std::string(random.chance(50) ? "weekly" : "monthly")});
    if (p.email && random.chance(30))
      db.insert("customer_meta", {++meta, p.id, std::string("billing_email"), *p.email});
    if (random.chance(20)) {
      db.insert("customer_meta",
                {++meta, p.id, std::string("cart"),
                 fmt::format("a:1:{{i:0;a:2:{{s:7:\"product\";i:{};s:4:\"note\";s:6:\"cadeau\";}}}}",
                             1 + random.below(products))});
    }
  }

  void order_of(const Person& p) {
    const auto id = ++order;
    const std::string placed = moment(random, 2017, 2026);
    const int lines = random.between(1, 3);
    int total = 0;
    std::vector<int> prices;
    for (int i = 0; i < lines; ++i) {
      prices.push_back(random.between(900, 24000));
      total += prices.back();
    }
    Cell gift = p.id == claire && id % 3 == 0 ? Cell{std::int64_t{marc}}
                : random.chance(3)            ? Cell{anyone()}
                                              : Cell{nullptr};
    db.insert("orders", {id, p.id, gift, placed, std::string("delivered"), euros(total),
                         random.chance(12) ? Cell{std::string(random.pick(remarks))} : Cell{nullptr}});
    for (int i = 0; i < lines; ++i) {
      db.insert("order_line",
                {id, std::int64_t{i + 1}, 1 + static_cast<std::int64_t>(random.below(products)),
                 std::int64_t{random.between(1, 3)}, euros(prices[static_cast<std::size_t>(i)])});
      if (i == 0)
        db.insert("parcel_line", {fmt::format("CH{:09}", 300000000 + id), id, std::int64_t{1},
                                  std::string("Chronovia"), placed});
    }
    db.insert("invoice", {fmt::format("F{}-{:07}", placed.substr(0, 4), ++invoice), id,
                          fmt::format("{} {} {}", p.civility, p.given, p.family),
                          fmt::format("{}, {} {}", p.street, p.postcode, p.city), euros(total),
                          placed.substr(0, 10), maybe(invoice_scan(id, p))});
  }

  void life_of(const Person& p) {
    customer(p);
    for (int i = 0; i < p.orders; ++i) order_of(p);
    for (int i = random.between(0, 6); i > 0; --i) {
      const Blob ip{std::string{"\xC6\x33\x64", 3} +
                    static_cast<char>(random.below(256))};  // 198.51.100.x, RFC 5737
      db.insert("visit", {p.id, moment(random, 2025, 2026), ip,
                          fmt::format("/produit/{}", 1 + random.below(products))});
    }
    if (random.chance(15)) message_from(p.id, anyone());
    if (p.pen_name && random.chance(60)) {
      db.insert("review", {++review, *p.pen_name, 1 + static_cast<std::int64_t>(random.below(products)),
                           std::int64_t{random.between(1, 5)}, std::string(random.pick(praise)),
                           moment(random, 2019, 2026)});
    }
    if (random.chance(6)) decision_about(p.id);
    if (random.chance(10)) wishes(p.id, random.chance(40) ? anyone() : 0);
  }

  void message_from(std::int64_t from, std::int64_t to) {
    db.insert("message", {++message, from, to, moment(random, 2023, 2026), std::string(random.pick(chats))});
  }

  void decision_about(std::int64_t id) {
    const int score = random.between(200, 900);
    const auto at = moment(random, 2024, 2026);
    const int age = random.between(1, 120);
    const int late = random.between(0, 2);
    db.insert("instalment_decision",
              {++decision, id, at, std::int64_t{score}, std::string(score >= 520 ? "accepted" : "refused"),
               fmt::format(R"({{"orders_in_12_months": {}, "late_payments": {}, "account_age_months": {}}})",
                           random.between(0, 6), late, age)});
  }

  void wishes(std::int64_t first, std::int64_t second) {
    const auto id = ++list;
    const std::string at = moment(random, 2023, 2026);
    db.insert("wishlist", {id, fmt::format("Liste n° {}", id), at});
    db.insert("wishlist_member", {id, first, at});
    if (second != 0 && second != first) db.insert("wishlist_member", {id, second, at});
    for (int i = random.between(1, 4); i > 0; --i)
      db.insert("wish", {++wish, id, 1 + static_cast<std::int64_t>(random.below(products)), nullptr});
  }

  // What the demo always has to show.
  void stories() {
    message_from(claire, marc);
    message_from(marc, claire);
    message_from(claire, claire);  // a note to herself: one owner
    message_from(paul, rene);
    wishes(claire, marc);  // shared
    wishes(claire, 0);     // hers alone
    decision_about(claire);
    db.insert("review",
              {++review, std::string("cuisine-claire"), std::int64_t{3}, std::int64_t{4},
               std::string("Coupe bien, tient moins bien l'affûtage."), std::string("2025-03-09 08:12:00")});
    // A cell with everything a careless export trips over.
    db.insert("orders",
              {++order, std::int64_t{claire}, nullptr, std::string("2026-02-11 10:00:00"),
               std::string("cancelled"), std::string("0.00"),
               std::string(
                   "=HYPERLINK(\"http://example.invalid\";\"<b>Merci</b>\") \xE2\x80\xAE\xE2\x80\x9D fin")});
  }
};

}  // namespace

std::int64_t fill_shop(const std::string& folder, std::uint64_t seed, const std::vector<Person>& people) {
  Shop shop{Database(folder + "/shop.db", schema), Random(seed ^ 0x5110), people};
  shop.catalogue();
  for (const Person& p : people) shop.life_of(p);
  shop.stories();
  shop.db.finish("WAL");
  return shop.db.rows();
}

}  // namespace habeas::demo
