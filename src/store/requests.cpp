// Requests: events, what came with them, what belongs to them.
#include <habeas/store/seal.h>
#include <habeas/store/sql.h>
#include <habeas/store/sqlite_register.h>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace habeas::store {
namespace {

using base::Fault;
using base::FaultKind;
using Pairs = std::vector<std::pair<std::string, std::string>>;

// [["right", "access"], …]: in order, readable by whoever looks into the file. Facts are never personal.
std::string facts_text(const Pairs& facts) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& [key, value] : facts) list.push_back({key, value});
  return list.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Pairs facts_of(const std::string& written) {
  const auto list = nlohmann::json::parse(written, nullptr, false);
  if (!list.is_array()) throw Fault(FaultKind::broken, "register", "the facts of an event cannot be read");
  Pairs facts;
  for (const auto& fact : list) {
    if (!fact.is_array() || fact.size() != 2 || !fact[0].is_string() || !fact[1].is_string())
      throw Fault(FaultKind::broken, "register", "a fact of an event cannot be read");
    facts.emplace_back(fact[0].get<std::string>(), fact[1].get<std::string>());
  }
  return facts;
}

// Pairs as the bytes of a row: whatever she wrote, also what is no UTF-8.
std::string bytes_of(const Pairs& pairs) {
  relation::Row row;
  for (const auto& [key, value] : pairs) {
    row.emplace_back(relation::Text{key});
    row.emplace_back(relation::Text{value});
  }
  return relation::encode(row);
}

Pairs pairs_of(const std::string& bytes) {
  const auto row = relation::decode(bytes);
  if (!row || row->size() % 2 != 0) throw Fault(FaultKind::broken, "register", "details cannot be read");
  Pairs pairs;
  for (std::size_t i = 0; i < row->size(); i += 2)
    pairs.emplace_back(std::get<relation::Text>((*row)[i]).characters,
                       std::get<relation::Text>((*row)[i + 1]).characters);
  return pairs;
}

[[noreturn]] void refuse(const std::string& where, const std::string& why) {
  throw Fault(FaultKind::refused, where, why);
}

std::string next_reference(sqlite::Database& database, int year, std::int64_t& number) {
  each_row(database, "SELECT coalesce(max(number), 0) + 1 FROM request WHERE year = ?", "numbering a request",
           {std::int64_t{year}}, [&](const sqlite::Statement& row) { number = row.integer(0); });
  return fmt::format("R-{:04}-{:06}", year, number);
}

}  // namespace

void SqliteRegister::insert_event(const std::string& reference, std::size_t number,
                                  const request::Event& event) {
  const std::string place = std::to_string(number);
  execute(*database_,
          "INSERT INTO event (reference, number, at, what, who, facts, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
          "adding an event",
          {text(reference), static_cast<std::int64_t>(number), kept(event.at),
           text(std::string(request::to_string(event.what))), text(event.by), text(facts_text(event.facts)),
           bytes(sealed(keys_.seal, {"event", "text", reference, place}, event.text))});
}

// Nothing of what was destroyed.
base::Personal<std::string> SqliteRegister::whole(const std::string& octets,
                                                  std::initializer_list<std::string_view> place) const {
  return octets.empty() ? base::Personal<std::string>() : opened(keys_.seal, place, octets);
}

std::vector<request::Event> SqliteRegister::events_of(const std::string& reference) const {
  std::vector<request::Event> events;
  const auto add = [&](const sqlite::Statement& row) {
    const auto what = request::what_named(row.text(2));
    if (!what)
      throw Fault(FaultKind::broken, "register", "an event of a kind that this version does not know");
    events.push_back({*what, instant(row.integer(1)), row.text(3), facts_of(row.text(4)),
                      whole(octets(row, 5), {"event", "text", reference, row.text(0)})});
  };
  each_row(*database_,
           "SELECT number, at, what, who, facts, text FROM event WHERE reference = ? ORDER BY event.number",
           "reading events", {text(reference)}, add);
  return events;
}

std::string SqliteRegister::add_request(const request::Event& received,
                                        const std::vector<subject::Identifier>& supplied,
                                        const request::Rules& rules) {
  const std::lock_guard lock(mutex_);
  Change change(*database_);
  std::int64_t number = 1;
  const int year = static_cast<int>(rules.today.year());
  const std::string reference = next_reference(*database_, year, number);
  const auto begun = request::begun(reference, received, rules);
  if (!begun) refuse("request", begun.error());
  execute(*database_, "INSERT INTO request (reference, year, number, at) VALUES (?, ?, ?, ?)",
          "adding a request", {text(reference), std::int64_t{year}, number, now()});
  insert_event(reference, 1, received);
  std::int64_t place = 0;
  for (const subject::Identifier& identifier : supplied) {
    ++place;
    execute(*database_, "INSERT INTO supplied (reference, number, kind, value) VALUES (?, ?, ?, ?)",
            "keeping what was supplied",
            {text(reference), place, text(identifier.kind.text()),
             bytes(sealed(keys_.seal, {"supplied", "value", reference, std::to_string(place)},
                          identifier.value))});
  }
  change.commit();
  return reference;
}

// Reads, decides and writes in one transaction, so that of two processes the second decides on what the first did.
request::Request SqliteRegister::add_event(const std::string& reference, const request::Event& event,
                                           const request::Rules& rules) {
  const std::lock_guard lock(mutex_);
  Change change(*database_);
  const auto events = events_of(reference);
  if (events.empty()) refuse(reference, "there is no such request");
  auto result = request::after(request::retold(reference, events), event, rules);
  if (!result) refuse(reference, result.error());
  insert_event(reference, events.size() + 1, event);
  change.commit();
  return std::move(*result);
}

std::optional<request::Request> SqliteRegister::request(const std::string& reference,
                                                        const request::Rules&) const {
  const std::lock_guard lock(mutex_);
  const auto events = events_of(reference);
  if (events.empty()) return std::nullopt;
  return request::retold(reference, events);
}

std::vector<std::string> SqliteRegister::references() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> all;
  each_row(*database_, "SELECT reference FROM request ORDER BY year DESC, number DESC", "listing requests",
           {}, [&](const sqlite::Statement& row) { all.push_back(row.text(0)); });
  return all;
}

std::vector<subject::Identifier> SqliteRegister::supplied(const std::string& reference) const {
  const std::lock_guard lock(mutex_);
  std::vector<subject::Identifier> all;
  each_row(
      *database_, "SELECT number, kind, value FROM supplied WHERE reference = ? ORDER BY number",
      "reading what was supplied", {text(reference)}, [&](const sqlite::Statement& row) {
        all.push_back({subject::KindName(row.text(1)),
                       opened(keys_.seal, {"supplied", "value", reference, row.text(0)}, octets(row, 2))});
      });
  return all;
}

std::optional<PersonId> SqliteRegister::person_of(const std::string& reference) const {
  const std::lock_guard lock(mutex_);
  std::optional<PersonId> person;
  each_row(*database_, "SELECT person FROM request WHERE reference = ? AND person IS NOT NULL",
           "whose request it is", {text(reference)},
           [&](const sqlite::Statement& row) { person = PersonId(row.text(0)); });
  return person;
}

void SqliteRegister::bind(const std::string& reference, const PersonId& person) {
  if (const auto bound = person_of(reference); bound && *bound != person)
    refuse(reference, "this request is another person's: a human must look");
  const std::lock_guard lock(mutex_);
  Change change(*database_);
  bool found = false;
  each_row(*database_, "UPDATE request SET person = ? WHERE reference = ? RETURNING reference",
           "binding a request", {text(person.text()), text(reference)},
           [&](const sqlite::Statement&) { found = true; });
  if (!found) refuse(reference, "there is no such request");
  change.commit();
}

std::vector<std::string> SqliteRegister::requests_of(const PersonId& person) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> all;
  each_row(*database_, "SELECT reference FROM request WHERE person = ? ORDER BY year DESC, number DESC",
           "listing a person's requests", {text(person.text())},
           [&](const sqlite::Statement& row) { all.push_back(row.text(0)); });
  return all;
}

void SqliteRegister::set_details(const std::string& reference, const base::Personal<Pairs>& details) {
  const std::lock_guard lock(mutex_);
  const base::Personal<std::string> plain(bytes_of(details.reveal()));
  Change change(*database_);
  execute(*database_,
          "INSERT INTO detail (reference, content) VALUES (?, ?) "
          "ON CONFLICT (reference) DO UPDATE SET content = excluded.content",
          "keeping details",
          {text(reference), bytes(sealed(keys_.seal, {"detail", "content", reference}, plain))});
  change.commit();
}

base::Personal<Pairs> SqliteRegister::details(const std::string& reference) const {
  const std::lock_guard lock(mutex_);
  Pairs pairs;
  each_row(*database_, "SELECT content FROM detail WHERE reference = ?", "reading details", {text(reference)},
           [&](const sqlite::Statement& row) {
             pairs = pairs_of(opened(keys_.seal, {"detail", "content", reference}, octets(row, 0)).reveal());
           });
  return base::Personal<Pairs>(std::move(pairs));
}

void SqliteRegister::file(const std::string& reference, const Filed& filed) {
  const std::lock_guard lock(mutex_);
  const relation::Value expires =
      filed.expires ? relation::Value(text(base::to_iso(*filed.expires))) : relation::Value(relation::Null{});
  Change change(*database_);
  execute(*database_,
          "INSERT INTO file (reference, name, media_type, sha256, at, expires, content) VALUES (?, ?, ?, ?, "
          "?, ?, ?) "
          "ON CONFLICT (reference, name) DO UPDATE SET media_type = excluded.media_type, sha256 = "
          "excluded.sha256, "
          "at = excluded.at, expires = excluded.expires, content = excluded.content",
          "filing a document",
          {text(reference), text(filed.name), text(filed.media_type), text(filed.sha256), kept(filed.at),
           expires, bytes(sealed(keys_.seal, {"file", "content", reference, filed.name}, filed.content))});
  change.commit();
}

std::vector<Filed> SqliteRegister::files(const std::string& reference) const {
  const std::lock_guard lock(mutex_);
  std::vector<Filed> all;
  each_row(
      *database_,
      "SELECT name, media_type, sha256, at, expires, content FROM file WHERE reference = ? ORDER BY at, name",
      "reading documents", {text(reference)}, [&](const sqlite::Statement& row) {
        Filed one;
        one.name = row.text(0);
        one.media_type = row.text(1);
        one.sha256 = row.text(2);
        one.at = instant(row.integer(3));
        if (!row.null(4)) one.expires = base::parse_date(row.text(4));
        one.destroyed = octets(row, 5).empty();
        one.content = whole(octets(row, 5), {"file", "content", reference, one.name});
        all.push_back(std::move(one));
      });
  return all;
}

}  // namespace habeas::store
