#include "naive.h"

#include "naive_database.h"

#include <habeas/base/text.h>
#include <habeas/subject/identifier.h>

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <set>

namespace habeas::random_schemas {
namespace {

std::string text_of(sqlite3_value* value) {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return bytes == nullptr ? "" : std::string(bytes, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

// norm(kind, text): the identifier's normal form, or NULL.
void norm(sqlite3_context* context, int, sqlite3_value** arguments) {
  const auto* kinds = static_cast<const subject::Kinds*>(sqlite3_user_data(context));
  const auto normal =
      subject::normal_form(*kinds, subject::KindName(text_of(arguments[0])), text_of(arguments[1]));
  if (!normal) return sqlite3_result_null(context);
  sqlite3_result_text(context, normal->reveal().data(), static_cast<int>(normal->reveal().size()),
                      SQLITE_TRANSIENT);
}

// contra(a, b): 1 when the names contradict, 0 when they agree, NULL when there is nothing to compare.
void contra(sqlite3_context* context, int, sqlite3_value** arguments) {
  for (int i = 0; i < 2; ++i) {
    if (base::trim(text_of(arguments[i])).empty()) return sqlite3_result_null(context);
  }
  sqlite3_result_int(context,
                     subject::contradict("identity.name", text_of(arguments[0]), text_of(arguments[1])));
}

void blank(sqlite3_context* context, int, sqlite3_value** arguments) {
  sqlite3_result_int(context, base::trim(text_of(arguments[0])).empty());
}

}  // namespace

std::string shown(const std::vector<std::string>& cells) { return fmt::format("{}", fmt::join(cells, ",")); }

namespace {

// The rows of a table and the texts of its column, as the plan says that they lie in it: (n, v). What cannot be read
// gives NULL: an identifier that is nobody's.
std::string texts_in(std::size_t t, const std::string& column, Inside inside) {
  const auto cells = fmt::format("FROM node JOIN {} r ON rid = r.rowid WHERE t = {} AND {} IS NOT NULL",
                                 table_name(t), t, column);
  switch (inside) {
    case Inside::plain: return fmt::format("SELECT n, {} AS v {}", column, cells);
    case Inside::json:
      return fmt::format(
          "SELECT n, CASE WHEN json_valid({0}) THEN coalesce(json_extract({0}, '$.c.m'), '') END AS v {1}",
          column, cells);
    case Inside::list:
      return fmt::format(
          "WITH RECURSIVE part (n, v, rest) AS (SELECT n, '', {} || ';' {} UNION ALL SELECT n, substr(rest, "
          "1, "
          "instr(rest, ';') - 1), substr(rest, instr(rest, ';') + 1) FROM part WHERE rest <> '') SELECT n, v "
          "FROM "
          "part",
          column, cells);
    case Inside::rows:
      return fmt::format("SELECT n, {} AS v {} AND CAST(code AS BLOB) = CAST('abc' AS BLOB)", column, cells);
  }
  return {};
}

// The node, edge, field and link tables of a world: docs/map.md's relations, without a person yet.
std::string relations_of(const World& world) {
  std::string sql = R"(
    CREATE TABLE node (n INTEGER PRIMARY KEY, t INTEGER, rid INTEGER, person INTEGER, sight INTEGER, name TEXT);
    CREATE TABLE bears (n INTEGER, f INTEGER, kind TEXT, norm TEXT, shared INTEGER);
    CREATE TABLE names (n INTEGER, link INTEGER, type TEXT, norm TEXT, follow INTEGER);
    CREATE TABLE edge (a INTEGER, b INTEGER, link INTEGER, type TEXT, follow INTEGER);
  )";
  for (std::size_t t = 0; t < world.tables.size(); ++t) {
    const auto& plan = world.tables[t];
    sql +=
        fmt::format("INSERT INTO node SELECT NULL, {}, rowid, {}, {}, {} FROM {} WHERE {};\n", t,
                    plan.person ? 1 : 0, plan.sight ? 1 : 0, plan.agree && !plan.sight ? "name" : "NULL",
                    table_name(t), plan.where && !plan.sight ? fmt::format("sort = {}", *plan.where) : "1");
    if (plan.sight) continue;
    int field = 0;
    for (const auto& [column, bears] : {std::pair("email", plan.email), std::pair("card", plan.card)}) {
      if (bears == Bears::nothing) continue;
      const auto inside = std::string_view(column) == "email" ? plan.email_in : Inside::plain;
      sql += fmt::format(
          "INSERT INTO bears SELECT n, {}, '{}', norm('{}', v), {} FROM ({}) WHERE v IS NULL OR NOT "
          "blank(v);\n",
          field++, column, column, bears == Bears::shared ? 1 : 0, texts_in(t, column, inside));
    }
  }
  for (std::size_t t = 0; t < world.tables.size(); ++t) {
    const auto& links = world.tables[t].sight ? std::vector<LinkPlan>{} : world.tables[t].links;
    for (std::size_t i = 0; i < links.size(); ++i) {
      const auto& link = links[i];
      const auto when = link.when ? fmt::format("h.sort = {}", *link.when) : std::string("1");
      if (link.by == Targets::email) {
        sql += fmt::format(
            "INSERT INTO names SELECT n, {0}, '{1}', norm('email', m{0}), {2} FROM node JOIN {3} h ON rid = "
            "h.rowid "
            "WHERE t = {4} AND m{0} IS NOT NULL AND NOT blank(m{0}) AND {5};\n",
            i, map::to_string(link.kind), link.follow ? 1 : 0, table_name(t), t, when);
        continue;
      }
      const auto meets = link.by == Targets::key ? fmt::format("h.l{} = g.id", i)
                         : link.by == Targets::composite
                             ? fmt::format("h.l{} = g.id AND h.tenant = g.tenant", i)
                             : fmt::format("CAST(h.m{} AS BLOB) = CAST(g.code AS BLOB)", i);
      sql += fmt::format(
          "INSERT INTO edge SELECT x.n, y.n, {}, '{}', {} FROM node x JOIN {} h ON x.rid = h.rowid, "
          "node y JOIN {} g ON y.rid = g.rowid WHERE x.t = {} AND y.t = {} AND {} AND {};\n",
          i, map::to_string(link.kind), link.follow ? 1 : 0, table_name(t), table_name(link.target), t,
          link.target, meets, when);
    }
  }
  return sql;
}

}  // namespace

Naive::Naive(const World& world) : world_(world), map_(map_of(world)), database_(new Database) {
  auto& db = *database_;
  sqlite3_open(":memory:", &db.handle);
  auto* kinds = &map_.organisation.kinds;
  sqlite3_create_function(db.handle, "norm", 2, SQLITE_UTF8, kinds, norm, nullptr, nullptr);
  sqlite3_create_function(db.handle, "contra", 2, SQLITE_UTF8, nullptr, contra, nullptr, nullptr);
  sqlite3_create_function(db.handle, "blank", 1, SQLITE_UTF8, nullptr, blank, nullptr, nullptr);
  db.run(sql_of(world, 0) + sql_of(world, 1) + relations_of(world));
  // Rows that are persons and contradict, agree, or share an unshared identifier.
  db.run(R"(
    CREATE VIEW verdict AS SELECT a.n AS a, b.n AS b, contra(a.name, b.name) AS c FROM node a, node b
      WHERE a.person AND b.person;
    CREATE VIEW own_bears AS SELECT * FROM bears WHERE shared = 0 AND norm IS NOT NULL;
    CREATE TABLE known (kind TEXT, norm TEXT, level INTEGER, UNIQUE (kind, norm));
    CREATE TABLE own (kind TEXT, norm TEXT, UNIQUE (kind, norm));
    CREATE TABLE me (n INTEGER PRIMARY KEY, part INTEGER);
    CREATE TABLE met (n INTEGER, part INTEGER);
    CREATE TABLE rejected (n INTEGER PRIMARY KEY);
    CREATE TABLE disputed (kind TEXT, norm TEXT, UNIQUE (kind, norm));
    CREATE VIEW followed AS SELECT kind, norm FROM known k WHERE level = 0
      OR NOT EXISTS (SELECT 1 FROM disputed d WHERE d.kind = k.kind AND d.norm = k.norm);
    CREATE TABLE owner (n INTEGER, who TEXT, UNIQUE (n, who));
    CREATE TABLE seen (n INTEGER, onward INTEGER, UNIQUE (n, onward));
    CREATE TABLE doubtful (n INTEGER PRIMARY KEY, why TEXT);
  )");
}

Naive::~Naive() {
  sqlite3_close(database_->handle);
  delete database_;
}

namespace {

// Semantics 5, level by level. The outcome that stops everything, or nothing.
template <class Database>
std::string identity(Database& db) {
  const auto join_parts = [&] {
    db.to_fixpoint(R"(UPDATE me SET part = (SELECT min(o.part) FROM me o, own_bears x, own_bears y
        WHERE x.n = me.n AND y.n = o.n AND x.kind = y.kind AND x.norm = y.norm)
      WHERE part > (SELECT min(o.part) FROM me o, own_bears x, own_bears y
        WHERE x.n = me.n AND y.n = o.n AND x.kind = y.kind AND x.norm = y.norm))");
    // A part is a number: what is joined to a joined row is joined.
  };
  db.run(
      "INSERT INTO me SELECT DISTINCT b.n, b.n FROM own_bears b JOIN known k USING (kind, norm) JOIN node "
      "USING (n) "
      "WHERE person");
  const auto stop = [&](const std::string& outcome, const std::string& why) {
    db.run("INSERT OR IGNORE INTO doubtful SELECT n, '" + why + "' FROM me; DELETE FROM me;");
    return outcome;
  };
  if (db.any(
          R"(SELECT 1 FROM me x, me y, own_bears p, own_bears q, known k, verdict v WHERE p.n = x.n AND q.n = y.n
        AND p.kind = q.kind AND p.norm = q.norm AND k.kind = p.kind AND k.norm = p.norm
        AND v.a = x.n AND v.b = y.n AND v.c = 1)")) {
    return stop("candidates", "homonym");
  }
  const std::string two_contradict =
      "SELECT 1 FROM me x, me y, verdict v WHERE v.a = x.n AND v.b = y.n AND v.c = 1";
  if (db.any(two_contradict)) return stop("conflict", "contradiction");
  for (int level = 1;; ++level) {
    join_parts();
    const auto learnt =
        db.run(fmt::format("INSERT OR IGNORE INTO known SELECT kind, norm, {} FROM own_bears JOIN me "
                           "USING (n)",
                           level));
    if (learnt == 0) break;
    db.run(fmt::format(R"(DELETE FROM met;
      INSERT INTO met SELECT DISTINCT b.n, m.part FROM own_bears b JOIN node USING (n) JOIN known k USING (kind, norm)
        JOIN own_bears c ON c.kind = b.kind AND c.norm = b.norm JOIN me m ON m.n = c.n
        WHERE person AND k.level = {0} AND b.n NOT IN (SELECT n FROM me) AND b.n NOT IN (SELECT n FROM rejected);
      INSERT OR IGNORE INTO rejected SELECT met.n FROM met JOIN me USING (part) JOIN verdict v ON v.a = met.n AND v.b = me.n
        WHERE v.c = 1;
      DELETE FROM met WHERE n IN (SELECT n FROM rejected);
      INSERT OR IGNORE INTO rejected SELECT x.n FROM met x JOIN met y USING (part) JOIN verdict v ON v.a = x.n AND v.b = y.n
        WHERE v.c = 1;
      DELETE FROM met WHERE n IN (SELECT n FROM rejected);
      DELETE FROM disputed;
      INSERT OR IGNORE INTO disputed SELECT kind, norm FROM own_bears WHERE n IN (SELECT n FROM rejected);
      INSERT OR IGNORE INTO rejected SELECT met.n FROM met WHERE NOT EXISTS (
          SELECT 1 FROM own_bears b JOIN known k USING (kind, norm) WHERE b.n = met.n AND k.level = {0}
            AND NOT EXISTS (SELECT 1 FROM disputed d WHERE d.kind = b.kind AND d.norm = b.norm))
        AND NOT EXISTS (SELECT 1 FROM met o JOIN me USING (part) JOIN verdict v ON v.a = o.n AND v.b = me.n
          WHERE o.n = met.n AND v.c = 0);
      INSERT INTO me SELECT n, min(part) FROM met WHERE n NOT IN (SELECT n FROM rejected) GROUP BY n;)",
                       level));
  }
  db.run("INSERT INTO doubtful SELECT n, 'contradiction' FROM rejected");
  // A number that another bears too leads to nothing by itself.
  db.run(
      "DELETE FROM disputed; INSERT OR IGNORE INTO disputed SELECT kind, norm FROM own_bears JOIN known "
      "USING (kind, norm) "
      "WHERE level > 0 AND n IN (SELECT n FROM rejected)");
  // Linked rows, then rows whose names agree.
  const auto join_by = [&](const std::string& pairs) {
    db.to_fixpoint(fmt::format(
        "UPDATE me SET part = (SELECT min(o.part) FROM me o, ({0}) p WHERE p.x = me.n AND p.y = o.n) "
        "WHERE part > (SELECT min(o.part) FROM me o, ({0}) p WHERE p.x = me.n AND p.y = o.n)",
        pairs));
  };
  const std::string alike = R"(
    SELECT x.n AS x, y.n AS y FROM own_bears x JOIN own_bears y USING (kind, norm)
    UNION SELECT a, b FROM edge WHERE type IN ('of', 'owns') UNION SELECT b, a FROM edge WHERE type IN ('of', 'owns')
    UNION SELECT l.n, b.n FROM names l JOIN own_bears b ON b.kind = 'email' AND b.norm = l.norm WHERE l.type = 'of'
    UNION SELECT b.n, l.n FROM names l JOIN own_bears b ON b.kind = 'email' AND b.norm = l.norm WHERE l.type = 'of')";
  join_by(alike);
  if (db.any(two_contradict)) return stop("conflict", "contradiction");
  join_by(alike + " UNION SELECT a, b FROM verdict WHERE c = 0");
  if (db.any("SELECT 1 FROM me x, me y WHERE x.part <> y.part"))
    return stop("candidates", "nothing to compare");
  return {};
}

// Semantics 2 and "Links": the least fix-point of owners, then what is in sight.
template <class Database>
void owners_and_sight(Database& db) {
  db.run(R"(
    INSERT INTO own SELECT DISTINCT kind, norm FROM known;
    INSERT OR IGNORE INTO own SELECT kind, norm FROM bears JOIN me USING (n) WHERE norm IS NOT NULL;
    INSERT INTO owner SELECT n, CASE WHEN n IN (SELECT n FROM me) THEN 'me' ELSE 'other' END FROM node WHERE person;
    INSERT OR IGNORE INTO owner SELECT n, 'me' FROM own_bears JOIN followed USING (kind, norm) JOIN node USING (n)
      WHERE NOT person;
    INSERT OR IGNORE INTO owner SELECT b.n, 'other' FROM own_bears b JOIN node x USING (n) JOIN own_bears c
      USING (kind, norm) JOIN node y ON y.n = c.n
      WHERE NOT x.person AND y.person AND y.n NOT IN (SELECT n FROM me);
    INSERT OR IGNORE INTO owner SELECT l.n, 'me' FROM names l JOIN node USING (n) JOIN followed k
      ON k.kind = 'email' AND k.norm = l.norm WHERE l.type = 'of' AND NOT person;
    INSERT OR IGNORE INTO owner SELECT l.n, 'other' FROM names l JOIN node USING (n) WHERE l.type = 'of' AND NOT person
      AND NOT EXISTS (SELECT 1 FROM own o WHERE o.kind = 'email' AND o.norm = l.norm);
    INSERT OR IGNORE INTO owner SELECT l.n, 'other' FROM names l JOIN node x USING (n) JOIN own_bears c
      ON c.kind = 'email' AND c.norm = l.norm JOIN node y ON y.n = c.n
      WHERE l.type = 'of' AND NOT x.person AND y.person AND y.n NOT IN (SELECT n FROM me);
  )");
  db.to_fixpoint(R"(
    INSERT OR IGNORE INTO owner SELECT e.a, o.who FROM edge e JOIN owner o ON o.n = e.b JOIN node x ON x.n = e.a
      WHERE e.type = 'of' AND NOT x.person;
    INSERT OR IGNORE INTO owner SELECT e.b, o.who FROM edge e JOIN owner o ON o.n = e.a JOIN node x ON x.n = e.b
      WHERE e.type = 'owns' AND NOT x.person;
  )");
  db.run(R"(
    INSERT OR IGNORE INTO seen SELECT l.n, l.follow FROM names l JOIN followed k ON k.kind = 'email' AND k.norm = l.norm
      WHERE l.type = 'mentions';
    INSERT OR IGNORE INTO seen SELECT e.a, e.follow FROM edge e JOIN owner o ON o.n = e.b AND o.who = 'me'
      WHERE e.type = 'mentions';
    INSERT OR IGNORE INTO seen SELECT e.b, e.follow FROM edge e JOIN owner o ON o.n = e.a AND o.who = 'me'
      WHERE e.type = 'shows';
  )");
  db.to_fixpoint(R"(
    INSERT OR IGNORE INTO seen SELECT e.a, e.follow FROM edge e JOIN seen s ON s.n = e.b AND s.onward = 1
      JOIN node x ON x.n = e.a WHERE e.type = 'mentions' OR (e.type = 'of' AND NOT x.person);
    INSERT OR IGNORE INTO seen SELECT e.b, e.follow FROM edge e JOIN seen s ON s.n = e.a AND s.onward = 1
      JOIN node x ON x.n = e.b WHERE e.type = 'shows' OR (e.type = 'owns' AND NOT x.person);
  )");
}

}  // namespace

Expected Naive::find(const std::vector<std::pair<std::string, std::string>>& supplied) {
  auto& db = *database_;
  for (const auto* table :
       {"known", "own", "me", "met", "rejected", "disputed", "owner", "seen", "doubtful"}) {
    db.run(fmt::format("DELETE FROM {}", table));
  }
  for (const auto& [kind, value] : supplied) {
    db.run(fmt::format(
        "INSERT OR IGNORE INTO known SELECT '{0}', norm('{0}', '{1}'), 0 WHERE norm('{0}', '{1}') NOTNULL",
        kind, value));
  }
  const auto stopped = identity(db);
  Expected expected;
  const auto cells = [&](const std::string& t, const std::string& n) {
    const auto table = std::stoul(t);
    std::vector<std::string> columns;
    if (world_.tables[table].key != Key::none) {
      columns = {"id"};
      if (world_.tables[table].key == Key::pair) columns.emplace_back("tenant");
    } else {
      const auto* system = map_.system(map::SystemName(system_name(world_.tables[table].system)));
      for (const auto& collection : system->collections) {
        if (collection.name.text() != table_name(table)) continue;
        for (const auto& column : map::columns_read(collection)) columns.push_back(column.text());
      }
    }
    return shown(db.rows(fmt::format("SELECT {} FROM {} r JOIN node ON rid = r.rowid WHERE n = {}",
                                     fmt::format("r.{}", fmt::join(columns, ", r.")), table_name(table), n))
                     .front());
  };
  if (stopped.empty()) {
    owners_and_sight(db);
    const auto reached = db.rows(R"(
      SELECT t, n, CASE WHEN NOT EXISTS (SELECT 1 FROM owner o WHERE o.n = node.n AND who = 'me') THEN 'another''s'
          WHEN EXISTS (SELECT 1 FROM owner o WHERE o.n = node.n AND who = 'other') THEN 'shared' ELSE 'mine' END,
        CASE WHEN n IN (SELECT n FROM me) THEN 'person' ELSE '' END,
        (SELECT group_concat(link) FROM (
          SELECT link FROM edge e JOIN node x ON x.n = e.b WHERE e.a = node.n AND NOT x.sight
            AND EXISTS (SELECT 1 FROM owner o WHERE o.n = e.b)
            AND NOT EXISTS (SELECT 1 FROM owner o WHERE o.n = e.b AND who = 'me')
          UNION SELECT link FROM names l WHERE l.n = node.n
            AND NOT EXISTS (SELECT 1 FROM own o WHERE o.kind = 'email' AND o.norm = l.norm) ORDER BY 1)),
        CASE WHEN person OR NOT EXISTS (SELECT 1 FROM owner o WHERE o.n = node.n AND who = 'me') THEN NULL ELSE
          (SELECT group_concat(f) FROM (SELECT DISTINCT f FROM bears b WHERE b.n = node.n
            AND NOT EXISTS (SELECT 1 FROM own o WHERE o.kind = b.kind AND o.norm = b.norm) ORDER BY 1)) END
      FROM node WHERE n IN (SELECT n FROM owner WHERE who = 'me') OR n IN (SELECT n FROM seen))");
    for (const auto& row : reached) {
      expected.rows.push_back(fmt::format("t{} | {} | {} | {} | {} | {}", row[0], cells(row[0], row[1]),
                                          row[2], row[3], row[4], row[5]));
    }
  }
  db.run(
      R"(INSERT OR IGNORE INTO doubtful SELECT b.n, 'shared identifier' FROM bears b JOIN known USING (kind, norm)
    WHERE b.shared = 1)");
  if (stopped.empty()) {
    db.run(
        "INSERT OR IGNORE INTO doubtful SELECT b.n, 'contradiction' FROM own_bears b JOIN disputed USING "
        "(kind, norm) "
        "WHERE b.n NOT IN (SELECT n FROM me); "
        "INSERT OR IGNORE INTO doubtful SELECT l.n, 'contradiction' FROM names l JOIN disputed d ON d.kind = "
        "'email' AND d.norm = l.norm");
  }
  const auto doubtful = db.rows(R"(SELECT t, n, why FROM doubtful JOIN node USING (n)
    WHERE n NOT IN (SELECT n FROM owner WHERE who = 'me') AND n NOT IN (SELECT n FROM seen))");
  for (const auto& row : doubtful) {
    expected.candidates.push_back(fmt::format("t{} | {} | {}", row[0], cells(row[0], row[1]), row[2]));
  }
  std::sort(expected.rows.begin(), expected.rows.end());
  std::sort(expected.candidates.begin(), expected.candidates.end());
  expected.outcome = !stopped.empty()              ? stopped
                     : !expected.rows.empty()      ? "found"
                     : expected.candidates.empty() ? "nobody"
                                                   : "candidates";
  return expected;
}

}  // namespace habeas::random_schemas
