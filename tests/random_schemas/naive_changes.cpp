// What may change when a person's data goes, in plain SQL over the relations of naive.cpp.
#include "naive.h"
#include "naive_database.h"

namespace habeas::random_schemas {
namespace {

RowAt row_at(const std::vector<std::string>& cells, std::size_t first = 0) {
  return {std::stoul(cells.at(first)), cells.at(first + 1)};
}

constexpr const char* hers_alone =
    "SELECT n FROM owner WHERE who = 'me' AND n NOT IN (SELECT n FROM owner WHERE who = 'other')";

}  // namespace

std::set<RowAt> Naive::mine() {
  std::set<RowAt> rows;
  for (const auto& cells :
       database_->rows(std::string("SELECT t, rid FROM node WHERE NOT sight AND n IN (") + hers_alone + ")"))
    rows.insert(row_at(cells));
  return rows;
}

std::vector<LinkAt> Naive::links() {
  std::vector<LinkAt> links;
  for (const auto& cells : database_->rows(
           "SELECT x.t, x.rid, link, y.t, y.rid FROM edge JOIN node x ON x.n = a JOIN node y ON y.n = b "
           "WHERE NOT y.sight"))
    links.push_back({row_at(cells), std::stoul(cells.at(2)), row_at(cells, 3)});
  return links;
}

MayChange Naive::may_change(const std::set<RowAt>& gone) {
  auto& db = *database_;
  db.run(R"(
    CREATE TABLE IF NOT EXISTS gone (n INTEGER PRIMARY KEY);
    CREATE TABLE IF NOT EXISTS along (n INTEGER, link INTEGER);
    CREATE TABLE IF NOT EXISTS may_go (n INTEGER PRIMARY KEY);
    CREATE VIEW IF NOT EXISTS names_me AS SELECT l.n AS n, l.link AS link FROM names l JOIN followed k
      ON k.kind = 'email' AND k.norm = l.norm;
    DELETE FROM gone; DELETE FROM along; DELETE FROM may_go;
  )");
  for (const RowAt& row : gone)
    db.run(
        fmt::format("INSERT INTO gone SELECT n FROM node WHERE t = {} AND rid = {}", row.table, row.rowid));
  for (std::size_t t = 0; t < world_.tables.size(); ++t) {
    for (std::size_t i = 0; i < world_.tables[t].links.size(); ++i) {
      if (world_.tables[t].links[i].lets_go == LetsGo::row)
        db.run(fmt::format("INSERT INTO along SELECT n, {} FROM node WHERE t = {}", i, t));
    }
  }
  db.run(std::string("INSERT INTO may_go ") + hers_alone);
  db.run("INSERT OR IGNORE INTO may_go SELECT n FROM along JOIN names_me USING (n, link)");
  db.to_fixpoint(
      "INSERT OR IGNORE INTO may_go SELECT e.a FROM edge e JOIN along r ON r.n = e.a AND r.link = e.link "
      "JOIN may_go g ON g.n = e.b JOIN gone ON gone.n = e.b");
  MayChange may;
  for (const auto& cells : db.rows("SELECT t, rid FROM node JOIN may_go USING (n) WHERE NOT sight"))
    may.rows.insert(row_at(cells));
  for (const RowAt& row : mine()) {
    const auto* system = map_.system(map::SystemName(system_name(world_.tables[row.table].system)));
    const auto* collection = system->collection(map::CollectionName(table_name(row.table)));
    for (const auto& column : map::columns_read(*collection)) may.cells.insert({row, column.text()});
  }
  const auto naming = db.rows(R"(SELECT t, rid, link FROM node JOIN (SELECT n, link FROM names_me
      UNION SELECT a, link FROM edge WHERE b IN (SELECT n FROM gone) OR b IN (SELECT n FROM me)) USING (n))");
  for (const auto& cells : naming) {
    const RowAt row = row_at(cells);
    const auto i = std::stoul(cells.at(2));
    const LinkPlan& link = world_.tables[row.table].links.at(i);
    const bool by_number = link.by == Targets::key || link.by == Targets::composite;
    may.cells.insert({row, fmt::format("{}{}", by_number ? "l" : "m", i)});
    if (link.by == Targets::composite) may.cells.insert({row, "tenant"});
    if (link.lets_go == LetsGo::words) may.cells.insert({row, "said"});
  }
  // Her identifier in a row that she owns with others.
  for (const auto& cells :
       db.rows("SELECT DISTINCT t, rid, b.kind FROM node JOIN own_bears b USING (n) JOIN followed k "
               "USING (kind, norm) JOIN owner o USING (n) WHERE o.who = 'me' AND NOT person"))
    may.cells.insert({row_at(cells), cells.at(2)});
  return may;
}

}  // namespace habeas::random_schemas
