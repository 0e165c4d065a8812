#include "law_case.h"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include <habeas/answer/package.h>
#include <habeas/connector/sqlite/sqlite.h>
#include <habeas/find/cells_of_reading.h>
#include <habeas/find/find.h>
#include <habeas/law/library.h>
#include <habeas/map/load.h>
#include <habeas/plan/cells.h>
#include <habeas/plan/erasure.h>
#include <habeas/plan/information.h>
#include <habeas/plan/rectification.h>
#include <habeas/plan/restriction.h>
#include <habeas/support/law.h>
#include <habeas/support/package.h>

namespace habeas::cases {
namespace {

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

[[noreturn]] void wrong(const std::string& what) { throw std::runtime_error(what); }

std::string joined(const base::Problems& problems) {
  std::string text;
  for (const base::Problem& problem : problems) {
    if (problem.gravity == base::Gravity::error) text += base::to_string(problem) + "\n";
  }
  return text;
}

map::Loaded loaded(const LawCase& law_case, const law::Library& law) {
  const std::string system = law_case.at({"rows"})->entries.at(0).first.text;
  return map::load({{"habeas.yaml", law_case.text({"habeas"})},
                    {"activities.yaml", law_case.text({"activities"})},
                    {"maps/" + system + ".yaml", law_case.text({"map"})}},
                   law);
}

// --- what a case may say: a key that is spelt otherwise would check nothing ---

using Keys = std::vector<std::string_view>;

void only(const LawCase& law_case, const base::Node& mapping, const Keys& keys) {
  for (const auto& [key, value] : mapping.entries) {
    if (std::find(keys.begin(), keys.end(), key.text) == keys.end())
      wrong(law_case.file + ":" + std::to_string(key.place.line) + ": a case says nothing by '" + key.text +
            "' here");
  }
}

void only(const LawCase& law_case, const base::Node* mapping, const Keys& keys) {
  if (mapping) only(law_case, *mapping, keys);
}

void check_keys(const LawCase& law_case) {
  only(law_case, law_case.root,
       {"scenario", "law", "in", "habeas", "activities", "map", "rows", "request", "expect", "story"});
  only(law_case, law_case.at({"request"}),
       {"identifiers", "at", "right", "categories", "systems", "only", "holds", "restricted", "data", "was",
        "is", "ground", "vault", "audience"});
  only(law_case, law_case.at({"expect"}),
       {"outcome", "access", "portability", "left_out", "says", "says_not", "index_says", "portability_says",
        "never", "fates", "questions", "missing"});
  if (const base::Node* access = law_case.at({"expect", "access"})) {
    for (const auto& [collection, rows] : access->entries) {
      for (const base::Node& row : rows.items)
        only(law_case, row, {"gives", "withholds", "kept_until", "kept_at_least_until"});
    }
  }
  if (const base::Node* story = law_case.at({"story"})) {
    for (const base::Node& step : story->items) {
      only(law_case, step,
           {"asks",     "proves",      "decides", "refuses",  "plans",    "carries-out", "at-once",
            "answers",  "records",     "on",      "of",       "refused",  "then",        "details",
            "as",       "identifiers", "method",  "by",       "reasons",  "consent",     "version",
            "how",      "says-who",    "writes",  "copies",   "restores", "replays",     "withdraws",
            "closes",   "purges",      "extends", "approves", "runs",     "tells",       "follows",
            "document", "died",        "place",   "posts",    "informs",  "clarifies",   "why",
            "channel"});
      only(law_case, step.find("then"),
           {"state", "due", "questions", "may", "letter", "letter_without", "mail", "mail_without", "holds",
            "approved_by", "told", "rows", "no_mail", "to_post", "to_tell"});
    }
  }
  const base::Node* rows = law_case.at({"rows"});
  if (rows && rows->entries.size() > 1) wrong(law_case.file + ": a case has one system, which `map` is of");
}

// --- rows ---

void run(sqlite3* database, const std::string& sql) {
  if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    wrong(sqlite3_errmsg(database));
}

bool is_integer(const base::Node& cell) {
  return cell.plain && !cell.text.empty() && cell.text.find_first_not_of("0123456789") == std::string::npos;
}

// One table, its columns those of its first row.
void create(sqlite3* database, const std::string& table, const base::Node& rows) {
  std::string columns;
  std::string marks;
  for (const auto& [column, cell] : rows.items.at(0).entries) {
    columns +=
        (columns.empty() ? "\"" : ", \"") + column.text + "\"" + (is_integer(cell) ? " integer" : " text");
    marks += marks.empty() ? "?" : ", ?";
  }
  run(database, "create table \"" + table + "\"(" + columns + ")");
  for (const auto& [column, cell] : rows.items[0].entries) {
    run(database,
        "create index \"" + table + "." + column.text + "\" on \"" + table + "\"(\"" + column.text + "\")");
  }
  sqlite3_stmt* insert = nullptr;
  const std::string sql = "insert into \"" + table + "\" values(" + marks + ")";
  if (sqlite3_prepare_v2(database, sql.c_str(), -1, &insert, nullptr) != SQLITE_OK)
    wrong(sqlite3_errmsg(database));
  for (const base::Node& row : rows.items) {
    int at = 0;
    for (const auto& [column, cell] : row.entries) {
      ++at;
      if (cell.kind == base::Node::Kind::scalar) {
        sqlite3_bind_text(insert, at, cell.text.data(), static_cast<int>(cell.text.size()), SQLITE_TRANSIENT);
      } else {
        sqlite3_bind_null(insert, at);
      }
    }
    if (sqlite3_step(insert) != SQLITE_DONE) wrong(sqlite3_errmsg(database));
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
}

void create_system(const std::filesystem::path& path, const base::Node& tables) {
  sqlite3* database = nullptr;
  if (sqlite3_open(path.c_str(), &database) != SQLITE_OK) wrong("the case's database cannot be made");
  run(database, "begin");
  for (const auto& [table, rows] : tables.entries) create(database, table.text, rows);
  run(database, "commit");
  sqlite3_close(database);
}

// A folder of this test's own, gone when it ends.
struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "habeas-case-XXXXXX").string();
    if (!mkdtemp(name.data())) wrong("no temporary folder");
    path = name;
  }
  ~Folder() { std::filesystem::remove_all(path); }
};

// What the request is limited to.
plan::Scope scope(const LawCase& law_case) {
  plan::Scope scope{law_case.texts({"request", "categories"}), {}};
  for (const std::string& system : law_case.texts({"request", "systems"})) scope.systems.emplace_back(system);
  return scope;
}

find::Sought sought(const LawCase& law_case) {
  find::Sought sought;
  for (const auto& [kind, value] : law_case.at({"request", "identifiers"})->entries) {
    sought.identifiers.push_back({subject::KindName(kind.text), base::Personal<std::string>(value.text)});
  }
  return sought;
}

// The case's systems, made and opened on its day.
struct Opened {
  law::Library law = support::library_of_share();
  map::Map map;
  base::Instant at;
  base::FixedClock clock;
  Folder folder;
  std::vector<std::unique_ptr<source::Source>> sources;
  std::vector<find::Reading::Access> access;

  explicit Opened(const LawCase& law_case)
      : map(map_of(law_case, law)),
        at(std::chrono::sys_days(base::parse_date(law_case.text({"request", "at"})).value())),
        clock(at) {
    make_systems(law_case, folder.path.string());
    for (const auto& [system, tables] : law_case.at({"rows"})->entries) {
      const std::filesystem::path path = folder.path / (system.text + ".db");
      sources.push_back(sqlite::make(system.text, path.string(), clock));
      access.push_back({sources.back().get(), "", map::SystemName(system.text)});
    }
  }

  std::vector<std::optional<relation::Catalogue>> catalogues() const {
    std::vector<std::optional<relation::Catalogue>> catalogues(map.systems.size());
    for (std::size_t s = 0; s < map.systems.size(); ++s) {
      for (const auto& one : access) {
        if (one.system == map.systems[s].system) catalogues[s] = one.source->catalogue();
      }
    }
    return catalogues;
  }
};

std::vector<map::ActivityName> activities_in(const LawCase& law_case, const char* key) {
  std::vector<map::ActivityName> names;
  for (const std::string& name : law_case.texts({"request", key})) names.emplace_back(name);
  return names;
}

plan::Plan plan_of(const LawCase& law_case, const Opened& opened, const dossier::Dossier& dossier,
                   dossier::Cells& cells) {
  const std::string right = law_case.text({"request", "right"});
  if (right == "erasure") {
    plan::ErasureScope scope;
    scope.categories = law_case.texts({"request", "categories"});
    scope.only = activities_in(law_case, "only");
    scope.holds = law_case.texts({"request", "holds"});
    if (const std::string ground = law_case.text({"request", "restricted"}); !ground.empty())
      scope.restricted = {{"", ground}};
    return plan::erasure(opened.map, dossier, plan::gather(opened.map, dossier, cells), opened.catalogues(),
                         opened.law, scope, base::date_of(opened.at));
  }
  if (right == "rectification") {
    const plan::Correction correction{law_case.text({"request", "data"}),
                                      base::Personal<std::string>(law_case.text({"request", "was"})),
                                      base::Personal<std::string>(law_case.text({"request", "is"}))};
    return plan::rectification(opened.map, dossier, cells, opened.law, {correction}, opened.catalogues());
  }
  if (right != "restriction") wrong("a case's right that is not planned: " + right);
  const plan::RestrictionScope scope{.ground = law_case.text({"request", "ground"}),
                                     .only = activities_in(law_case, "only"),
                                     .vault = law_case.text({"request", "vault"}) == "yes"};
  return plan::restriction(opened.map, dossier, opened.law, scope, opened.catalogues());
}

std::string in_words(const plan::CellFate& cell) {
  std::string words = std::string(to_string(cell.fate)) + " " + cell.ground;
  if (!cell.reference.empty()) words += " " + cell.reference;
  if (cell.until) words += (cell.at_least ? " at least until " : " until ") + base::to_iso(*cell.until);
  if (cell.becomes == plan::Becomes::literal) words += " = " + cell.literal;
  if (cell.becomes == plan::Becomes::put_away) words += ", put away";
  return words;
}

void put_in_words(const map::Map& map, const dossier::Dossier& dossier, const plan::Plan& plan,
                  Planned& planned) {
  for (const plan::CollectionPlan& of : plan.collections) {
    const dossier::CollectionRows& where = dossier.collections[of.rows_of];
    const map::Collection* collection = plan::collection_of(map, where);
    std::string name = dossier::collection_name(map, where);
    name[name.find('.')] = '/';
    for (const plan::RowFate& row : of.rows) {
      auto& cells = planned.fates[name].emplace_back();
      for (const plan::CellFate& cell : of.patterns[row.pattern]) {
        const bool field = collection && cell.field >= 0;
        cells[field ? collection->fields[static_cast<std::size_t>(cell.field)].name.text()
                    : cell.column.text()] = in_words(cell);
      }
    }
  }
}

}  // namespace

const base::Node* LawCase::at(const std::vector<std::string>& path) const {
  const base::Node* node = &root;
  for (const std::string& key : path) {
    node = node ? node->find(key) : nullptr;
  }
  return node;
}

std::string LawCase::text(const std::vector<std::string>& path) const {
  const base::Node* node = at(path);
  return node ? node->text : std::string();
}

std::vector<std::string> LawCase::texts(const std::vector<std::string>& path) const {
  std::vector<std::string> texts;
  if (const base::Node* node = at(path)) {
    for (const base::Node& item : node->items) texts.push_back(item.text);
  }
  return texts;
}

LawCase read_case(const std::string& file) {
  base::YamlFile yaml = base::read_yaml(content_of(file), file);
  if (!yaml.problems.empty()) wrong(joined(yaml.problems));
  LawCase law_case{file, std::move(yaml.root)};
  check_keys(law_case);
  const std::string shared = law_case.text({"in"});
  if (shared.empty()) return law_case;
  const LawCase organisation = read_case(HABEAS_SOURCE_DIR "/tests/cases/organisations/" + shared + ".yaml");
  for (const auto& entry : organisation.root.entries) {
    if (!law_case.root.find(entry.first.text)) law_case.root.entries.push_back(entry);
  }
  return law_case;
}

map::Map map_of(const LawCase& law_case, const law::Library& law) {
  map::Loaded read = loaded(law_case, law);
  if (!read.usable()) wrong(joined(read.problems));
  return std::move(read.map);
}

void make_systems(const LawCase& law_case, const std::string& folder) {
  for (const auto& [system, tables] : law_case.at({"rows"})->entries)
    create_system(std::filesystem::path(folder) / (system.text + ".db"), tables);
}

std::vector<std::string> files_of_cases() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(HABEAS_SOURCE_DIR "/tests/cases")) {
    const bool is_case = entry.path().parent_path().filename() != "organisations";
    if (is_case && entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Answered answer(const LawCase& law_case) {
  const Opened opened(law_case);
  find::Reading reading(opened.map, opened.access, {"case", {}});
  const dossier::Dossier dossier = find::find_one(opened.map, reading, sought(law_case));
  const std::string package = (opened.folder.path / "package.zip").string();
  answer::write_package(opened.map, opened.law, dossier, reading,
                        {"2026-0001", opened.at, "fr", scope(law_case)}, package);
  return {std::string(dossier::to_string(dossier.outcome)), support::unzip(package)};
}

Planned plan(const LawCase& law_case) {
  const Opened opened(law_case);
  find::Reading reading(opened.map, opened.access, {"case", {}});
  const dossier::Dossier dossier = find::find_one(opened.map, reading, sought(law_case));
  find::CellsOfReading cells(reading);
  const plan::Plan made = plan_of(law_case, opened, dossier, cells);
  Planned planned{std::string(dossier::to_string(dossier.outcome)), {}, made.questions, false};
  put_in_words(opened.map, dossier, made, planned);
  const plan::Balance sums = plan::balance(made);
  planned.sums_up = sums.found == sums.gone + sums.replaced + sums.kept + sums.untouched;
  return planned;
}

std::vector<std::string> missing_of_notice(const LawCase& law_case) {
  const law::Library law = support::library_of_share();
  // What the loader refuses is refused here too, by its article: so the map is taken as far as it was read.
  const map::Loaded read = loaded(law_case, law);
  std::vector<std::string> missing;
  for (const plan::MissingItem& item :
       plan::notice(read.map, law, map::RoleName(law_case.text({"request", "audience"}))).missing)
    missing.push_back(law::to_string(item.article) + " " + item.what);
  return missing;
}

}  // namespace habeas::cases
