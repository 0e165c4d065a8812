#include "shop.h"

#include "process.h"

#include <habeas/connector/files/files.h>
#include <habeas/connector/sqlite/sqlite.h>
#include <habeas/law/library.h>
#include <habeas/map/load.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace habeas::bench {
namespace {

namespace fs = std::filesystem;

const base::SystemClock wall_clock;

std::vector<std::pair<std::string, std::string>> yaml_files(const fs::path& folder) {
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".yaml") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files.emplace_back(entry.path().filename().string(), std::string(std::istreambuf_iterator<char>(in), {}));
  }
  std::sort(files.begin(), files.end());
  return files;
}

map::Map read_map(const fs::path& folder) {
  base::Problems problems;
  const auto library = law::Library::read(yaml_files(HABEAS_LAW), problems);
  std::vector<map::MapFile> files;
  for (auto& [name, content] : yaml_files(folder)) files.push_back({name, content});
  for (auto& [name, content] : yaml_files(folder / "maps")) files.push_back({"maps/" + name, content});
  auto loaded = map::load(files, library);
  if (!loaded.usable()) std::abort();
  loaded.map.folder = folder.string();
  return std::move(loaded.map);
}

}  // namespace

Shop::Shop(const support::Folder& folder, int people) {
  fs::copy(HABEAS_SHOP, folder.path(), fs::copy_options::recursive);
  run_program({HABEAS_DEMO, "--out", folder.path().string(), "--people", std::to_string(people)});
  map_ = read_map(folder.path());
  for (const auto& system : map_.organisation.systems) {
    const auto path = folder.file(system.path);
    const auto& name = system.name.text();
    if (system.kind == "sqlite") databases_.push_back(sqlite::make(name, path, wall_clock));
    if (system.kind == "files") files_.push_back(files::make(name, path, wall_clock));
  }
}

std::vector<find::Reading::Access> Shop::databases() const {
  std::vector<find::Reading::Access> access;
  for (const auto& source : databases_) access.push_back({source.get(), ""});
  return access;
}

std::vector<find::Reading::Access> Shop::everything() const {
  auto access = databases();
  for (const auto& source : files_) access.push_back({source.get(), ""});
  return access;
}

}  // namespace habeas::bench
