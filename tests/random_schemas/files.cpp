#include "files.h"

#include <habeas/connector/sqlite/sqlite.h>

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <stdexcept>

namespace habeas::random_schemas {
namespace {

void write(const std::string& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  sqlite3_open(path.c_str(), &handle);
  char* message = nullptr;
  if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &message) != SQLITE_OK)
    throw std::logic_error(message);
  sqlite3_close(handle);
}

}  // namespace

find::Sought sought(const Person& person) {
  find::Sought sought;
  for (const auto& [kind, value] : person)
    sought.identifiers.push_back({subject::KindName(kind), base::Personal<std::string>(value)});
  return sought;
}

Files::Files(const World& world) : Files(world, [](const std::string& sql) { return sql; }) {}

Files::Files(const World& world, const std::function<std::string(const std::string&)>& changed)
    : map_(map_of(world)) {
  static int number = 0;
  folder_ = std::filesystem::temp_directory_path() / fmt::format("habeas-random-{}-{}", ::getpid(), number++);
  std::filesystem::create_directories(folder_);
  for (std::size_t s = 0; s < 2; ++s) {
    write(path(s), "PRAGMA journal_mode = WAL; BEGIN;" + changed(sql_of(world, s)) + "COMMIT;");
    sources_.push_back(sqlite::make(system_name(s), path(s), clock_));
  }
}

Files::~Files() {
  sources_.clear();
  std::filesystem::remove_all(folder_);
}

std::string Files::path(std::size_t system) const {
  return (folder_ / (system_name(system) + ".db")).string();
}

std::vector<find::Reading::Access> Files::access() const {
  std::vector<find::Reading::Access> access;
  for (const auto& source : sources_) access.push_back({source.get(), ""});
  return access;
}

std::vector<dossier::Dossier> Files::find(const std::vector<Person>& people, std::size_t at_once,
                                          std::size_t rows_at_once) {
  std::vector<find::Sought> all;
  for (const auto& person : people) all.push_back(sought(person));
  find::Limits limits;
  limits.people_at_once = at_once;
  limits.rows_at_once = rows_at_once;
  return find(all, limits);
}

dossier::Dossier Files::find_decided(const Person& person, const std::vector<dossier::Decision>& decisions) {
  find::Sought one = sought(person);
  one.decisions = decisions;
  return std::move(find(std::vector<find::Sought>{std::move(one)}, find::Limits{}).front());
}

std::vector<dossier::Dossier> Files::find(const std::vector<find::Sought>& sought,
                                          const find::Limits& limits) {
  find::Reading reading(map_, access(), {});
  std::vector<dossier::Dossier> found;
  find::find(map_, reading, sought, limits,
             [&](std::size_t, dossier::Dossier d) { found.push_back(std::move(d)); });
  return found;
}

void Files::find(const Person& person,
                 const std::function<void(const dossier::Dossier&, find::Reading&)>& lend) {
  find::Reading reading(map_, access(), {});
  dossier::Dossier found;
  find::find(map_, reading, {sought(person)}, {},
             [&](std::size_t, dossier::Dossier d) { found = std::move(d); });
  lend(found, reading);
}

}  // namespace habeas::random_schemas
