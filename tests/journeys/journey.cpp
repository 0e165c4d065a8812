#include "journey.h"

#include <habeas/cli/ask.h>

#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace habeas::journey {
namespace {

namespace fs = std::filesystem;

struct Scratch {
  fs::path folder;
  Scratch() {
    std::string pattern = (fs::temp_directory_path() / "habeas-journey-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no scratch folder");
    folder = pattern;
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
};

struct Connection {
  sqlite3* handle = nullptr;
  explicit Connection(const std::string& path) {
    if (sqlite3_open(path.c_str(), &handle) != SQLITE_OK) throw std::runtime_error("cannot open " + path);
  }
  ~Connection() { sqlite3_close(handle); }
};

const dossier::CollectionRows* find_rows(const map::Map& map, const dossier::Dossier& dossier,
                                         const std::string& collection) {
  for (const auto& rows : dossier.collections) {
    if (dossier::collection_name(map, rows) == collection) return &rows;
  }
  return nullptr;
}

}  // namespace

std::string scratch_folder() {
  static Scratch scratch;
  static int next = 0;
  const fs::path folder = scratch.folder / std::to_string(++next);
  fs::create_directories(folder);
  return folder.string();
}

void copy_folder(const std::string& from, const std::string& to) {
  fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
}

void run_script(const std::string& database, const std::string& sql_file) {
  std::ifstream in(sql_file, std::ios::binary);
  const std::string sql{std::istreambuf_iterator<char>(in), {}};
  const Connection connection(database);
  sqlite3_exec(connection.handle, "PRAGMA synchronous = OFF", nullptr, nullptr, nullptr);
  const bool own_transaction = sql.find("BEGIN") == std::string::npos;
  if (own_transaction) sqlite3_exec(connection.handle, "BEGIN", nullptr, nullptr, nullptr);
  char* message = nullptr;
  if (sqlite3_exec(connection.handle, sql.c_str(), nullptr, nullptr, &message) != SQLITE_OK) {
    throw std::runtime_error(sql_file + ": " + (message ? message : "refused"));
  }
  if (own_transaction) sqlite3_exec(connection.handle, "COMMIT", nullptr, nullptr, nullptr);
}

std::vector<std::string> ask(const std::string& database, const std::string& sql) {
  const Connection connection(database);
  std::vector<std::string> answers;
  const auto collect = [](void* to, int, char** cells, char**) {
    static_cast<std::vector<std::string>*>(to)->emplace_back(cells[0] ? cells[0] : "NULL");
    return 0;
  };
  char* message = nullptr;
  if (sqlite3_exec(connection.handle, sql.c_str(), collect, &answers, &message) != SQLITE_OK) {
    throw std::runtime_error(sql + ": " + (message ? message : "refused"));
  }
  return answers;
}

std::int64_t count(const std::string& database, const std::string& sql) {
  return std::stoll(ask(database, sql).at(0));
}

Organisation::Organisation(const std::string& folder) : library_(cli::read_library()) {
  context_.folder = folder;
  map_ = cli::load_map(context_, library_);
  systems_ = cli::open_systems(map_, context_);
}

dossier::Dossier Organisation::find(const std::string& identifiers) {
  const subject::Parsed parsed = subject::parse_identifiers(map_.organisation.kinds, identifiers);
  if (!parsed.problems.empty()) throw std::runtime_error(parsed.problems.front());
  const find::Sought person{parsed.identifiers};
  reading_ =
      std::make_unique<find::Reading>(map_, systems_.access_for(map_), cli::inquiry_for(person, "test"));
  return find::find_one(map_, *reading_, person);
}

std::int64_t rows(const map::Map& map, const dossier::Dossier& dossier, const std::string& collection) {
  std::int64_t all = 0;
  if (const auto* found = find_rows(map, dossier, collection)) {
    for (const auto& row : found->rows) all += row.copies;
  }
  return all;
}

std::int64_t rows(const map::Map& map, const dossier::Dossier& dossier, const std::string& collection,
                  dossier::Class klass) {
  std::int64_t all = 0;
  if (const auto* found = find_rows(map, dossier, collection)) {
    for (const auto& row : found->rows) all += row.klass == klass ? row.copies : 0;
  }
  return all;
}

std::vector<std::string> keys(const map::Map& map, const dossier::Dossier& dossier,
                              const std::string& collection) {
  std::vector<std::string> all;
  if (const auto* found = find_rows(map, dossier, collection)) {
    for (const auto& row : found->rows) {
      std::string text;
      for (const auto& cell : row.key.reveal())
        text += (text.empty() ? "" : "|") + relation::canonical_text(cell).value_or("NULL");
      all.push_back(text);
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace habeas::journey
