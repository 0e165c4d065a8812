#include "house.h"

#include <habeas/connector/files/files.h>
#include <habeas/connector/sqlite/sqlite.h>
#include <habeas/map/load.h>
#include <habeas/plan/build.h>

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <stdexcept>

namespace habeas::acting {
namespace {

constexpr std::string_view organisation = R"yaml(
controller: {name: Maison Verdier SAS, address: Dijon, contact: donnees@verdier.example, country: FR}
identifiers: {badge: text}
systems:
  mailing: {sqlite: mailing.db}
  scans: {files: scans}
  shop: {sqlite: shop.db}
)yaml";

constexpr std::string_view activities = R"yaml(
activities:
  orders:
    title: Commandes
    purpose: Livrer
    basis: {contract: "GDPR 6(1)(b)"}
    retention: {active: 3 years, since: last order}
)yaml";

constexpr std::string_view shop_map = R"yaml(system: shop
collections:
  customer:
    is: customer
    key: id
    for: [orders]
    feeds: [mailing]
    fields:
      email: {data: contact.email, identifier: email}
      name: identity.name
      badge: {identifier: badge}
      photo: {data: image, file: scans}
      prefs_colour: {column: prefs, data: preference.setting, json: $.colour}
      prefs_size: {column: prefs, data: preference.setting, json: $.size}
  orders:
    key: id
    for: [orders]
    of: {customer_id: customer}
    shows: {parent_id: orders}
    fields: {total: order.amount}
  line:
    key: id
    for: [orders]
    of: {order_id: orders}
    fields: {what: order.item}
  message:
    key: id
    for: [orders]
    of: {sender_id: customer}
    mentions: {recipient_id: customer}
    fields: {body: {data: content.message, erase: redact}}
  visit:
    key: none
    for: [orders]
    of: {customer_id: customer}
    fields: {day: order.date}
)yaml";

constexpr std::string_view shop_sql = R"sql(
CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT UNIQUE, name TEXT, badge TEXT, photo TEXT, prefs TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, parent_id INTEGER, total TEXT);
CREATE TABLE line (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL, what TEXT);
CREATE TABLE message (id INTEGER PRIMARY KEY, sender_id INTEGER, recipient_id INTEGER, body TEXT);
CREATE TABLE visit (customer_id INTEGER, day TEXT);
INSERT INTO customer VALUES (1, 'ana@shop.example', 'Ana Lo', 'B-100', 'photos/ana.jpg', '{"colour": "red", "size": 4, "x": 1}'),
  (2, 'bo@shop.example', 'Bo Mi', 'B-200', 'photos/default.jpg', '{"colour": "blue"}');
INSERT INTO orders VALUES (10, 1, NULL, '12'), (11, 1, 10, '5'), (20, 2, NULL, '7');
INSERT INTO line VALUES (100, 10, 'pan'), (101, 11, 'lid'), (200, 20, 'pot');
INSERT INTO message VALUES (50, 1, 2, 'I am ana lo, write to Ana@shop.example or ask for B-100.'), (51, 2, 2, 'to myself');
INSERT INTO visit VALUES (1, 'mon'), (1, 'mon'), (1, 'tue'), (2, 'mon');
)sql";

constexpr std::string_view mailing_map = R"yaml(system: mailing
collections:
  subscriber:
    key: id
    for: [orders]
    of: {email: {identifier: email}}
    fields: {lang: preference.language}
)yaml";

constexpr std::string_view mailing_sql = R"sql(
CREATE TABLE subscriber (id INTEGER PRIMARY KEY, email TEXT, lang TEXT);
INSERT INTO subscriber VALUES (1, 'ANA@shop.example', 'fr'), (2, 'bo@shop.example', 'en');
)sql";

constexpr std::string_view scans_map = R"yaml(system: scans
collections:
  badge:
    key: number
    for: [orders]
    of: {number: {identifier: badge}}
    fields: {holder: identity.name}
)yaml";

void check(int code, const char* message) {
  if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) throw std::logic_error(message);
}

}  // namespace

ByHand whole_erasure() {
  ByHand by_hand;
  by_hand.erased = {"customer", "orders", "line", "visit", "subscriber"};
  by_hand.cells = {{"message.sender_id", plan::Becomes::nothing},
                   {"message.body", plan::Becomes::redacted},
                   {"badge.holder", plan::Becomes::pseudonym}};
  return by_hand;
}

House::House(const std::string& more) : ledger_(ledger::Ledger::open(folder_.file("ledger"), clock_)) {
  const std::vector<map::MapFile> files = {{"habeas.yaml", std::string(organisation)},
                                           {"activities.yaml", std::string(activities)},
                                           {"maps/shop.yaml", std::string(shop_map)},
                                           {"maps/mailing.yaml", std::string(mailing_map)},
                                           {"maps/scans.yaml", std::string(scans_map)}};
  auto loaded = map::load(files, law::Library());
  for (const auto& problem : loaded.problems) {
    if (problem.gravity == base::Gravity::error) throw std::logic_error(base::to_string(problem));
  }
  map_ = std::move(loaded.map);
  sql("shop", "PRAGMA journal_mode = WAL;" + std::string(shop_sql) + more);
  sql("mailing", "PRAGMA journal_mode = DELETE;" + std::string(mailing_sql));
  folder_.write("scans/badge.csv", "number;holder\r\nB-100;\"Ana Lo\"\r\nB-200;Bo\r\n");
  folder_.write("scans/photos/ana.jpg", "a face");
  folder_.write("scans/photos/default.jpg", "a silhouette");
  prepare();
}

void House::sql(const std::string& system, const std::string& statements) const {
  sqlite3* handle = nullptr;
  sqlite3_open(folder_.file(system + ".db").c_str(), &handle);
  char* message = nullptr;
  const int code =
      sqlite3_exec(handle, ("PRAGMA synchronous = OFF;" + statements).c_str(), nullptr, nullptr, &message);
  const std::string text = message == nullptr ? "" : message;
  sqlite3_free(message);
  sqlite3_close(handle);
  check(code, text.c_str());
}

Lines House::rows(const std::string& system, const std::string& query) const {
  Lines lines;
  sqlite3* handle = nullptr;
  sqlite3_open(folder_.file(system + ".db").c_str(), &handle);
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(handle, query.c_str(), -1, &statement, nullptr), "the query of a test");
  while (sqlite3_step(statement) == SQLITE_ROW) {
    std::string line;
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      const auto* text = sqlite3_column_text(statement, i);
      line += (i > 0 ? "|" : "") + (text == nullptr ? "~" : std::string(reinterpret_cast<const char*>(text)));
    }
    lines.push_back(line);
  }
  sqlite3_finalize(statement);
  sqlite3_close(handle);
  return lines;
}

Lines House::everything() const {
  Lines all;
  const auto add = [&](const std::string& system, const std::string& table) {
    for (const auto& line : rows(system, "SELECT * FROM " + table + " ORDER BY 1, 2"))
      all.push_back(table + ": " + line);
  };
  for (const std::string table : {"customer", "orders", "line", "message", "visit"}) add("shop", table);
  add("mailing", "subscriber");
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path() / "scans")) {
    const auto path = entry.path().lexically_relative(folder_.path()).string();
    if (entry.is_regular_file() && path.find(".habeas") == std::string::npos) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    all.push_back(path.filename().string() + ": " + std::string(std::istreambuf_iterator<char>(file), {}));
  }
  return all;
}

std::string House::badges() const {
  std::ifstream file(folder_.file("scans/badge.csv"), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void House::prepare() {
  open();
  for (const auto& source : sources_) source->prepare(ledger_->warrant("prepare", {"act.prepared", {}}));
}

std::vector<find::Reading::Access> House::open() {
  sources_.clear();
  std::vector<find::Reading::Access> access;
  for (const auto& system : map_.systems) {
    const auto& name = system.system.text();
    if (unreachable.contains(name)) {
      access.push_back({nullptr, "the test took it away", system.system});
      continue;
    }
    auto source = name == "scans" ? files::make(name, folder_.file(name), clock_)
                                  : sqlite::make(name, folder_.file(name + ".db"), clock_);
    if (wrap) source = wrap(std::move(source));
    access.push_back({source.get(), "", {}});
    sources_.push_back(std::move(source));
  }
  return access;
}

dossier::Dossier House::find() {
  find::Reading reading(map_, open(), {});
  return find::find_one(map_, reading,
                        {{{subject::KindName("email"), base::Personal<std::string>("ana@shop.example")}}});
}

plan::Plan House::plan(const ByHand& by_hand, const dossier::Dossier& dossier) const {
  const auto decide = [&](const plan::Rows&, const dossier::CollectionRows& where,
                          const dossier::ReachedRow& row, const plan::Cell& cell) {
    plan::Decision decision;
    decision.fate = plan::Fate::keep;
    if (where.sight_table) return decision;
    const auto& collection = map_.systems[where.at.system].collections[where.at.collection];
    const auto& name = collection.name.text();
    if (row.klass == dossier::Class::anothers) return decision;
    if (by_hand.erased.contains(name)) decision.fate = plan::Fate::erase;
    const auto field = cell.field < 0 ? cell.column.text()
                                      : collection.fields[static_cast<std::size_t>(cell.field)].name.text();
    const auto found = by_hand.cells.find(name + "." + field);
    if (found == by_hand.cells.end()) return decision;
    decision.fate = by_hand.fate;
    decision.becomes = found->second;
    if (decision.becomes == plan::Becomes::corrected) decision.correction = 0;
    if (by_hand.literals.contains(found->first)) decision.literal = by_hand.literals.at(found->first);
    return decision;
  };
  return plan::build(law::Right::erasure, map_, dossier, law::Library(), decide);
}

void House::approve(const ByHand& by_hand) {
  by_hand_ = by_hand;
  dossier_ = find();
  plan_ = plan(by_hand_, dossier_);
  warrant_ = ledger_->warrant(plan_.digest, {"act.intended", {}});
}

std::vector<act::Outcome> House::run() {
  const auto access = open();
  const act::Order order{
      "R-2026-000001/1",
      map_,
      {{{subject::KindName("email"), base::Personal<std::string>("ana@shop.example")}}},
      plan_,
      dossier_,
      corrections,
      [&](const dossier::Dossier& dossier, dossier::Cells&) { return plan(by_hand_, dossier); },
      [&](const std::string& name, const base::Personal<std::string>& bytes) {
        vault[name] = bytes.reveal();
      },
      [&](const std::string& name) {
        return base::Personal<std::string>(vault.contains(name) ? vault.at(name) : "");
      },
      [&](const map::SystemName& system, const map::CollectionName& collection, const relation::RowKey&,
          const base::Personal<std::string>&) { going.push_back(system.text() + "." + collection.text()); }};
  return act::run(order, access, *warrant_, clock_);
}

verify::Report House::verify() {
  open();
  std::vector<verify::System> systems;
  for (const auto& source : sources_) systems.push_back({map::SystemName(source->system()), source.get()});
  return verify::check(map_, plan_, dossier_, corrections, systems, {});
}

Lines in_words(const std::vector<act::Outcome>& outcomes) {
  Lines lines;
  for (const auto& outcome : outcomes) {
    lines.push_back(fmt::format("{}: {}{}{}", outcome.system.text(), act::to_string(outcome.kind),
                                outcome.why.empty() ? "" : ", ", outcome.why));
  }
  return lines;
}

Lines in_words(const verify::Report& report) {
  Lines lines;
  for (const auto& finding : report.findings) {
    lines.push_back(fmt::format("{} {}.{}{}{} x{} {}", verify::to_string(finding.kind), finding.system.text(),
                                finding.collection.text(), finding.column.empty() ? "" : ".", finding.column,
                                finding.count, finding.why));
  }
  return lines;
}

}  // namespace habeas::acting
