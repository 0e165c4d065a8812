// How good is a draft? Against sample databases whose every column and link was judged by hand. The numbers are
// printed and held to floors; ambiguous columns are left out and counted apart.
#include <habeas/connector/sqlite/sqlite.h>
#include <habeas/map/check.h>
#include <habeas/map/draft.h>
#include <habeas/map/load.h>
#include <habeas/map/words.h>

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <tuple>

namespace habeas::map {
namespace {

using Row = std::vector<std::string>;

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

std::string sample(const std::string& set, const std::string& file) {
  return std::string(HABEAS_SAMPLES) + "/" + set + "/" + file;
}

std::vector<Row> csv(const std::string& path) {
  std::vector<Row> rows;
  std::istringstream lines(content_of(path));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    Row row(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      if (c == ',' && !quoted) row.emplace_back();
      if (c != '"' && (c != ',' || quoted)) row.back() += c;
    }
    rows.push_back(std::move(row));
  }
  rows.erase(rows.begin());
  return rows;
}

// The samples speak PostgreSQL's names: invoice_line, not InvoiceLine.
std::string plain(const std::string& name) {
  std::string text;
  for (const auto& word : words_of(name)) text += word;
  return text;
}

law::Library library() {
  std::vector<std::pair<std::string, std::string>> files;
  for (const std::string name : {"authorities", "grounds", "references", "retention", "rights"}) {
    files.emplace_back(name + ".yaml",
                       content_of(std::string(HABEAS_SOURCE_DIR) + "/share/law/" + name + ".yaml"));
  }
  base::Problems problems;
  return law::Library::read(files, problems);
}

struct Drafted {
  std::string text;
  SystemMap system;
  std::string errors;
};

// As an administrator would: draft, declare the kinds of identifier that the draft asks for, and draft again.
Drafted drafted(const relation::Catalogue& catalogue) {
  const SystemName name("sample");
  Drafted made;
  DraftHints hints;
  std::string identifiers;
  for (const auto& kind : kinds_to_declare(name, catalogue)) {
    hints.kinds.declare(subject::KindName(kind), "text");
    identifiers += (identifiers.empty() ? "" : ", ") + kind + ": text";
  }
  made.text = draft(name, catalogue, hints);
  auto loaded =
      load({{"habeas.yaml", "controller: {name: Sample, contact: c@sample.example}\nidentifiers: {" +
                                identifiers + "}\nsystems:\n  sample: {sqlite: s.db}\n"},
            {"activities.yaml", draft_activities(people_in(name, catalogue, hints), hints)},
            {"maps/sample.yaml", made.text}},
           library());
  KnownSystems known;
  known[name].catalogue = catalogue;
  auto problems = loaded.problems;
  for (auto& problem : check(loaded.map, known)) problems.push_back(problem);
  for (const auto& problem : problems) {
    if (problem.gravity == base::Gravity::error) made.errors += base::to_string(problem) + "\n";
  }
  if (const auto* system = loaded.map.system(name)) made.system = *system;
  return made;
}

// Does a category by itself name, reach or describe somebody? Content of a row is hers without doing so.
bool says_who(const std::string& data) {
  for (const std::string part : {"identity", "contact", "employment", "image", "voice", "location", "health",
                                 "belief", "origin", "biometric", "genetic", "criminal", "sex-life"}) {
    if (data == part || data.starts_with(part + ".")) return true;
  }
  for (const std::string one :
       {"account.login", "payment.iban", "payment.card", "profile.family", "profile.note", "profile.segment",
        "technical.ip", "technical.device", "preference.marketing", "content.document", "content.comment",
        "content.review"}) {
    if (data == one) return true;
  }
  return false;
}

using ColumnId = std::pair<std::string, std::string>;

std::set<ColumnId> personal_in(const SystemMap& system) {
  std::set<ColumnId> found;
  for (const auto& collection : system.collections) {
    for (const auto& field : collection.fields) {
      if (field.secret || says_who(field.data))
        found.emplace(plain(relation::to_string(collection.table)), plain(field.column.text()));
    }
  }
  return found;
}

struct Score {
  std::size_t right = 0, wrong = 0, missed = 0, ambiguous = 0;
  std::string details;
  double precision() const {
    return right + wrong == 0 ? 1 : static_cast<double>(right) / static_cast<double>(right + wrong);
  }
  double recall() const {
    return right + missed == 0 ? 1 : static_cast<double>(right) / static_cast<double>(right + missed);
  }
};

Score columns(const std::string& set, const SystemMap& system) {
  const auto found = personal_in(system);
  Score score;
  for (const auto& row : csv(sample(set, "truth.csv"))) {
    const bool said = found.contains({plain(row[0]), plain(row[1])});
    const bool truth = row[2] == "yes";
    if (row.size() > 4 && row[4].starts_with("AMBIGUOUS")) {
      score.ambiguous += 1;
      continue;
    }
    score.right += said && truth ? 1 : 0;
    score.wrong += said && !truth ? 1 : 0;
    score.missed += !said && truth ? 1 : 0;
    if (said != truth) score.details += (said ? "  wrong: " : "  missed: ") + row[0] + "." + row[1] + "\n";
  }
  return score;
}

using LinkId = std::tuple<std::string, std::string, std::string>;

// Links of tables that are mapped: what is about nobody has no links in a map.
Score links(const std::string& set, const SystemMap& system) {
  std::set<LinkId> found;
  std::set<std::string> mapped;
  for (const auto& collection : system.collections) {
    const auto from = plain(relation::to_string(collection.table));
    mapped.insert(from);
    for (const auto& link : collection.links) {
      const auto* target = system.collection(link.target);
      const auto* sight = system.sight_table(link.target);
      const auto to = target != nullptr ? target->table : sight->table;
      for (const auto& [here, there] : link.columns)
        found.emplace(from, plain(here.text()), plain(relation::to_string(to)));
    }
  }
  Score score;
  std::set<LinkId> truth;
  for (const auto& row : csv(sample(set, "links.csv"))) {
    if (mapped.contains(plain(row[0]))) truth.emplace(plain(row[0]), plain(row[1]), plain(row[2]));
  }
  for (const auto& one : truth) {
    score.right += found.contains(one) ? 1 : 0;
    score.missed += found.contains(one) ? 0 : 1;
    if (!found.contains(one))
      score.details += "  missed link: " + std::get<0>(one) + "." + std::get<1>(one) + "\n";
  }
  for (const auto& one : found) {
    score.wrong += truth.contains(one) ? 0 : 1;
    if (!truth.contains(one))
      score.details += "  wrong link: " + std::get<0>(one) + "." + std::get<1>(one) + "\n";
  }
  return score;
}

void print(const std::string& title, const Score& score) {
  std::printf(
      "%-28s precision %.3f  recall %.3f  (%zu right, %zu wrong, %zu missed, %zu ambiguous left out)\n%s",
      title.c_str(), score.precision(), score.recall(), score.right, score.wrong, score.missed,
      score.ambiguous, score.details.c_str());
}

// A catalogue from names alone, as the truth lists them; all that some schemas offer. `declared` foreign keys too.
enum class Keys { declared, none };
relation::Catalogue names_only(const std::string& set, Keys keys) {
  std::map<std::string, relation::Table> tables;
  for (const auto& row : csv(sample(set, "truth.csv"))) {
    auto& table = tables[row[0]];
    table.name = relation::table_named(row[0]);
    relation::Column column;
    column.name = ColumnName(row[1]);
    column.type = "TEXT";
    column.family = relation::Family::text;
    if (table.columns.empty()) table.primary_key = {column.name};
    table.columns.push_back(column);
  }
  for (const auto& row : csv(sample(set, "links.csv"))) {
    if (keys == Keys::none || row[4] != "yes" || !tables.contains(row[2])) continue;
    tables[row[2]].primary_key = {ColumnName(row[3])};
    tables[row[0]].foreign_keys.push_back(
        {{ColumnName(row[1])}, tables[row[2]].name, {ColumnName(row[3])}, relation::OnDelete::no_action});
  }
  relation::Catalogue catalogue{"names", {}, {}};
  for (auto& [name, table] : tables) catalogue.tables.push_back(table);
  std::ranges::sort(catalogue.tables, {}, &relation::Table::name);
  return catalogue;
}

relation::Catalogue read_sqlite(const std::string& sql) {
  std::string folder = (std::filesystem::temp_directory_path() / "habeas-draft-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
  const auto path = folder + "/sample.db";
  sqlite3* handle = nullptr;
  char* message = nullptr;
  sqlite3_open(path.c_str(), &handle);
  sqlite3_exec(handle, "PRAGMA synchronous = OFF", nullptr, nullptr, nullptr);
  const int code = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &message);
  const std::string said = message == nullptr ? "" : message;
  sqlite3_free(message);
  sqlite3_close(handle);
  const base::FixedClock clock(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1));
  auto catalogue = sqlite::make("sample", path, clock)->catalogue();
  std::filesystem::remove_all(folder);
  if (code != SQLITE_OK) throw std::runtime_error(said);
  return catalogue;
}

// The schema, without the rows: up to the first INSERT.
std::string schema_of(const std::string& set, const std::string& file) {
  const auto sql = content_of(sample(set, file));
  return sql.substr(0, sql.find("INSERT INTO"));
}

TEST(DraftQuality, OfChinookOnSqliteIsNearlyRight) {
  const auto made = drafted(read_sqlite(schema_of("chinook", "chinook_sqlite.sql")));
  EXPECT_EQ("", made.errors) << made.text;
  const auto personal = columns("chinook", made.system);
  const auto linked = links("chinook", made.system);
  print("chinook, SQLite: columns", personal);
  print("chinook, SQLite: links", linked);
  EXPECT_GE(personal.precision(), 0.96);
  EXPECT_GE(personal.recall(), 0.96);
  EXPECT_EQ(linked.precision(), 1.0);
  EXPECT_EQ(linked.recall(), 1.0);
}

TEST(DraftQuality, OfSakilaOnSqliteIsNearlyRight) {
  const auto made = drafted(read_sqlite(schema_of("sakila", "sakila_sqlite_schema.sql")));
  EXPECT_EQ("", made.errors) << made.text;
  const auto personal = columns("sakila", made.system);
  print("sakila, SQLite: columns", personal);
  print("sakila, SQLite: links", links("sakila", made.system));
  EXPECT_GE(personal.precision(), 0.95);
  EXPECT_GE(personal.recall(), 0.95);
}

TEST(DraftQuality, OfNamesAloneStaysUseful) {
  const std::map<std::string, std::pair<double, double>> floors = {{"chinook", {0.96, 0.96}},
                                                                   {"sakila", {0.9, 0.8}},
                                                                   {"northwind", {0.9, 0.8}},
                                                                   {"adventureworks", {0.85, 0.7}}};
  for (const auto& [set, floor] : floors) {
    for (const auto keys : {Keys::declared, Keys::none}) {
      const auto made = drafted(names_only(set, keys));
      EXPECT_EQ("", made.errors) << set;
      const auto personal = columns(set, made.system);
      print(set + (keys == Keys::declared ? ", names: columns" : ", no keys: columns"), personal);
      print(set + (keys == Keys::declared ? ", names: links" : ", no keys: links"), links(set, made.system));
      if (keys == Keys::none) continue;
      EXPECT_GE(personal.precision(), floor.first) << set;
      EXPECT_GE(personal.recall(), floor.second) << set;
    }
  }
}

// 166 schemas from elsewhere, names only: every draft loads and speaks of every column.
TEST(DraftQuality, OfForeignSchemasIsAtLeastAMap) {
  const auto schemas = nlohmann::json::parse(
      content_of(std::string(HABEAS_SAMPLES) + "/../refdata/spider_schemas/tables.json"));
  std::size_t with_people = 0;
  for (const auto& schema : schemas) {
    relation::Catalogue catalogue{"names", {}, {}};
    for (const auto& name : schema["table_names_original"]) {
      relation::Table table;
      table.name.name = name;
      catalogue.tables.push_back(table);
    }
    const auto& names = schema["column_names_original"];
    const auto table_of = [&](std::size_t column) -> relation::Table& {
      return catalogue.tables.at(names[column][0].get<std::size_t>());
    };
    for (std::size_t i = 1; i < names.size(); ++i) {
      relation::Column column;
      column.name = ColumnName(names[i][1].get<std::string>());
      column.type = schema["column_types"][i];
      column.family = column.type == "number" ? relation::Family::integer : relation::Family::text;
      table_of(i).columns.push_back(column);
    }
    for (const auto& key : schema["primary_keys"]) {
      const std::size_t i = key;
      table_of(i).primary_key.push_back(ColumnName(names[i][1].get<std::string>()));
    }
    for (const auto& key : schema["foreign_keys"]) {
      const std::size_t from = key[0], to = key[1];
      table_of(from).foreign_keys.push_back({{ColumnName(names[from][1].get<std::string>())},
                                             table_of(to).name,
                                             {ColumnName(names[to][1].get<std::string>())},
                                             relation::OnDelete::no_action});
    }
    std::ranges::sort(catalogue.tables, {}, &relation::Table::name);
    const auto made = drafted(catalogue);
    EXPECT_EQ("", made.errors) << schema["db_id"];
    with_people += made.system.collections.empty() ? 0 : 1;
  }
  std::printf("%zu of %zu schemas have people whom the draft can find\n", with_people, schemas.size());
  EXPECT_EQ(166u, schemas.size());
}

}  // namespace
}  // namespace habeas::map
