#include <habeas/store/schema.h>

#include <habeas/connector/sqlite/database.h>

#include <fmt/format.h>

#include <array>
#include <string>

namespace habeas::store {
namespace {

// "habeas" says whose file it is (PRAGMA application_id).
constexpr std::int64_t ours = 0x48414245;

constexpr std::string_view first_tables = R"sql(
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE person (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL) STRICT;
CREATE TABLE identifier (
  number INTEGER PRIMARY KEY, person TEXT NOT NULL REFERENCES person(id), hash BLOB NOT NULL,
  kind TEXT NOT NULL, form INTEGER NOT NULL, key INTEGER NOT NULL, evidence TEXT NOT NULL, at INTEGER NOT NULL,
  UNIQUE (hash, person)) STRICT;
CREATE TABLE request (
  reference TEXT PRIMARY KEY, year INTEGER NOT NULL, number INTEGER NOT NULL,
  person TEXT REFERENCES person(id), at INTEGER NOT NULL, UNIQUE (year, number)) STRICT;
CREATE INDEX request_person ON request (person);
CREATE TABLE event (
  reference TEXT NOT NULL REFERENCES request(reference), number INTEGER NOT NULL, at INTEGER NOT NULL,
  what TEXT NOT NULL, who TEXT NOT NULL, facts TEXT NOT NULL, text BLOB NOT NULL,
  PRIMARY KEY (reference, number)) STRICT;
CREATE TABLE supplied (
  reference TEXT NOT NULL REFERENCES request(reference), number INTEGER NOT NULL, kind TEXT NOT NULL,
  value BLOB NOT NULL, PRIMARY KEY (reference, number)) STRICT;
CREATE TABLE detail (
  reference TEXT PRIMARY KEY REFERENCES request(reference), content BLOB NOT NULL) STRICT;
CREATE TABLE file (
  reference TEXT NOT NULL REFERENCES request(reference), name TEXT NOT NULL, media_type TEXT NOT NULL,
  sha256 TEXT NOT NULL, at INTEGER NOT NULL, expires TEXT, content BLOB NOT NULL,
  PRIMARY KEY (reference, name)) STRICT;
CREATE TABLE entry (
  person TEXT NOT NULL REFERENCES person(id), number INTEGER NOT NULL, at INTEGER NOT NULL, what TEXT NOT NULL,
  who TEXT NOT NULL, activity TEXT NOT NULL, channel TEXT NOT NULL, consent TEXT NOT NULL, ground TEXT NOT NULL,
  version TEXT NOT NULL, reference TEXT NOT NULL, outcome TEXT NOT NULL, how TEXT NOT NULL, words BLOB NOT NULL,
  PRIMARY KEY (person, number)) STRICT;
CREATE TABLE tombstone (
  number INTEGER PRIMARY KEY, system TEXT NOT NULL, collection TEXT NOT NULL, key_hash TEXT NOT NULL,
  cells_hash TEXT NOT NULL, at INTEGER NOT NULL, plan TEXT NOT NULL, request TEXT NOT NULL,
  UNIQUE (system, collection, key_hash, cells_hash)) STRICT;
CREATE TABLE vault (
  reference TEXT NOT NULL REFERENCES request(reference), name TEXT NOT NULL, content BLOB NOT NULL,
  PRIMARY KEY (reference, name)) STRICT;
CREATE TABLE secret (
  number INTEGER PRIMARY KEY, reference TEXT NOT NULL, purpose TEXT NOT NULL, hash BLOB NOT NULL,
  ends INTEGER NOT NULL, used INTEGER) STRICT;
CREATE INDEX secret_purpose ON secret (reference, purpose);
CREATE TABLE attempt (
  reference TEXT NOT NULL, purpose TEXT NOT NULL, wrong INTEGER NOT NULL, PRIMARY KEY (reference, purpose)) STRICT;

CREATE TRIGGER request_stays BEFORE DELETE ON request BEGIN SELECT RAISE(ABORT, 'requests are never removed'); END;
CREATE TRIGGER request_keeps_its_name BEFORE UPDATE OF reference, year, number, at ON request
BEGIN SELECT RAISE(ABORT, 'a request keeps its reference'); END;
CREATE TRIGGER request_keeps_its_person BEFORE UPDATE OF person ON request
WHEN OLD.person IS NOT NULL AND NEW.person IS NOT OLD.person
BEGIN SELECT RAISE(ABORT, 'a request is one person''s'); END;
)sql";

// What happened is only added to: neither changed, removed, nor put in the place of something else.
std::string only_added(std::string_view table, std::string_view key) {
  return fmt::format(
      "CREATE TRIGGER {0}_stays BEFORE DELETE ON {0} BEGIN SELECT RAISE(ABORT, 'only added to'); END;\n"
      "CREATE TRIGGER {0}_is_not_changed BEFORE UPDATE ON {0} BEGIN SELECT RAISE(ABORT, 'only added to'); "
      "END;\n"
      "CREATE TRIGGER {0}_is_not_replaced BEFORE INSERT ON {0}\n"
      "WHEN EXISTS (SELECT 1 FROM {0} WHERE {1} = NEW.{1} AND number = NEW.number)\n"
      "BEGIN SELECT RAISE(ABORT, 'only added to'); END;\n",
      table, key);
}

void create(sqlite::Database& database) {
  database.run(std::string(first_tables));
  database.run(only_added("event", "reference"));
  database.run(only_added("entry", "person"));
  database.run(fmt::format("PRAGMA application_id = {}", ours));
}

void add_limits_and_returns(sqlite::Database& database) {
  database.run("CREATE TABLE sent (hash BLOB NOT NULL, at INTEGER NOT NULL) STRICT");
  database.run("CREATE INDEX sent_hash ON sent (hash, at)");
  // The same row may be erased more than once: she came back, or an older copy of the database did.
  database.run(
      "CREATE TABLE tombstones (number INTEGER PRIMARY KEY, system TEXT NOT NULL, collection TEXT NOT NULL, "
      "key_hash TEXT NOT NULL, cells_hash TEXT NOT NULL, at INTEGER NOT NULL, plan TEXT NOT NULL, "
      "request TEXT NOT NULL, UNIQUE (system, collection, key_hash, cells_hash, plan, request)) STRICT");
  database.run("INSERT INTO tombstones SELECT * FROM tombstone");
  database.run("DROP TABLE tombstone");
  database.run("ALTER TABLE tombstones RENAME TO tombstone");
}

using Step = void (*)(sqlite::Database&);
constexpr std::array<Step, schema_version> steps = {
    create, add_limits_and_returns};  // steps[n] leads from version n to n + 1

std::int64_t one_number(sqlite::Database& database, const std::string& sql) {
  sqlite::Statement statement(database, sql, "reading the version");
  statement.step();
  return statement.integer(0);
}

void refuse_foreign(sqlite::Database& database) {
  const std::int64_t id = one_number(database, "PRAGMA application_id");
  const bool empty = one_number(database, "SELECT count(*) FROM sqlite_master") == 0;
  if (id == ours || (empty && id == 0)) return;
  throw base::Fault(base::FaultKind::refused, database.system(), "this database is not a register of habeas");
}

}  // namespace

const std::vector<Table>& tables() {
  static const std::vector<Table> all = {
      {"attempt", "how often a secret of a purpose was guessed wrongly", "",
       "counted; five end it, the next begins anew"},
      {"detail", "what a request asks for in detail: fields to correct, activity, directive", "content",
       "replaced"},
      {"entry", "what holds for a person from an instant on: consent, objection, restriction, death…",
       "words", "only added"},
      {"event", "what happened to a request, with its facts", "text", "only added"},
      {"file", "a letter, package or notice that belongs to a request", "content",
       "replaced by the same name"},
      {"identifier", "keyed hash of an identifier proven to be a person's, and how it was proven", "",
       "only added"},
      {"meta", "a value that opens only with the right key", "value", "never"},
      {"person", "a person: a random name that says nothing", "", "only added"},
      {"request", "a request: its reference, and whose it is once that is known", "",
       "added; its person is set once"},
      {"secret", "keyed hash of a one-time code or link, its end, and when it was used", "",
       "added; used once; superseded by the next"},
      {"sent", "when a letter that anybody can set off left: keyed hash of its kind and of whom it went to",
       "", "added; removed after a day"},
      {"supplied", "an identifier that came with a request, as it was written", "value", "only added"},
      {"tombstone", "keyed hashes of an erased row, by which a restored copy is known", "", "only added"},
      {"vault", "a value taken out of a source, or a plan that waits", "content",
       "replaced; destroyed by command"},
  };
  return all;
}

int version_of(sqlite::Database& database) {
  refuse_foreign(database);
  return static_cast<int>(one_number(database, "PRAGMA user_version"));
}

void migrate(sqlite::Database& database) {
  const int found = version_of(database);
  if (found > schema_version)
    throw base::Fault(
        base::FaultKind::refused, database.system(),
        fmt::format("written by a newer habeas (schema {}, this one knows {})", found, schema_version));
  for (std::size_t step = static_cast<std::size_t>(found); step < steps.size(); ++step) steps[step](database);
  if (found < schema_version) database.run(fmt::format("PRAGMA user_version = {}", schema_version));
}

}  // namespace habeas::store
