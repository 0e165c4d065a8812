#include "law_case.h"

#include <archive.h>
#include <archive_entry.h>
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
#include <habeas/find/find.h>
#include <habeas/law/library.h>
#include <habeas/map/load.h>

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

law::Library library() {
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& entry : std::filesystem::directory_iterator(HABEAS_SOURCE_DIR "/share/law")) {
    if (entry.path().extension() == ".yaml")
      files.emplace_back(entry.path().filename(), content_of(entry.path()));
  }
  base::Problems problems;
  law::Library library = law::Library::read(files, problems);
  if (!problems.empty()) wrong(joined(problems));
  return library;
}

map::Map map_of(const LawCase& law_case, const law::Library& law) {
  const std::string system = law_case.at({"rows"})->entries.at(0).first.text;
  const map::Loaded loaded = map::load({{"habeas.yaml", law_case.text({"habeas"})},
                                        {"activities.yaml", law_case.text({"activities"})},
                                        {"maps/" + system + ".yaml", law_case.text({"map"})}},
                                       law);
  if (!loaded.usable()) wrong(joined(loaded.problems));
  return loaded.map;
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

std::map<std::string, std::string> unzip(const std::string& path) {
  std::map<std::string, std::string> files;
  archive* reader = archive_read_new();
  archive_read_support_format_zip(reader);
  if (archive_read_open_filename(reader, path.c_str(), 1 << 16) != ARCHIVE_OK)
    wrong("the package does not open");
  archive_entry* entry = nullptr;
  while (archive_read_next_header(reader, &entry) == ARCHIVE_OK) {
    std::string& content = files[archive_entry_pathname(entry)];
    std::string piece(1 << 16, '\0');
    for (la_ssize_t n = 0; (n = archive_read_data(reader, piece.data(), piece.size())) > 0;) {
      content.append(piece.data(), static_cast<std::size_t>(n));
    }
  }
  archive_read_free(reader);
  return files;
}

find::Sought sought(const LawCase& law_case) {
  find::Sought sought;
  for (const auto& [kind, value] : law_case.at({"request", "identifiers"})->entries) {
    sought.identifiers.push_back({subject::KindName(kind.text), base::Personal<std::string>(value.text)});
  }
  return sought;
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
  return {file, std::move(yaml.root)};
}

std::vector<std::string> files_of_cases() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(HABEAS_SOURCE_DIR "/tests/cases")) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Answered answer(const LawCase& law_case) {
  const law::Library law = library();
  const map::Map map = map_of(law_case, law);
  const base::Instant at = std::chrono::sys_days(base::parse_date(law_case.text({"request", "at"})).value());
  const base::FixedClock clock(at);
  Folder folder;
  std::vector<std::unique_ptr<source::Source>> sources;
  std::vector<find::Reading::Access> access;
  for (const auto& [system, tables] : law_case.at({"rows"})->entries) {
    const std::filesystem::path path = folder.path / (system.text + ".db");
    create_system(path, tables);
    sources.push_back(sqlite::make(system.text, path.string(), clock));
    access.push_back({sources.back().get(), "", map::SystemName(system.text)});
  }
  find::Reading reading(map, access, {"case", {}});
  const dossier::Dossier dossier = find::find_one(map, reading, sought(law_case));
  const std::string package = (folder.path / "package.zip").string();
  answer::write_package(map, law, dossier, reading, {"2026-0001", at, "fr"}, package);
  return {std::string(dossier::to_string(dossier.outcome)), unzip(package)};
}

}  // namespace habeas::cases
