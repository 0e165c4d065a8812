#include <habeas/cli/context.h>

#include <habeas/base/fault.h>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#ifndef HABEAS_BUILT_SHARE
#define HABEAS_BUILT_SHARE "share"
#endif

namespace habeas::cli {
namespace {

namespace fs = std::filesystem;
constexpr std::uintmax_t largest_file = 64u << 20;

std::vector<std::string> yaml_files(const fs::path& folder) {
  std::vector<std::string> found;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (entry.path().extension() == ".yaml") found.push_back(entry.path().filename().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

std::string share_folder() {
  if (const char* named = std::getenv("HABEAS_SHARE")) return named;
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  const fs::path installed = program.parent_path().parent_path() / "share" / "habeas";
  if (fs::exists(installed / "law", ignored)) return installed.string();
  return HABEAS_BUILT_SHARE;
}

std::string read_file(const std::string& path) {
  std::error_code trouble;
  if (fs::is_directory(path, trouble)) {
    throw base::Fault(base::FaultKind::unavailable, path, "is a folder, and a file is needed");
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) throw base::Fault(base::FaultKind::unavailable, path, "cannot be read");
  if (fs::is_regular_file(path, trouble) && fs::file_size(path, trouble) > largest_file) {
    throw base::Fault(base::FaultKind::full, path, "is larger than 64 MiB");
  }
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

law::Library read_library() {
  const std::string folder = share_folder() + "/law";
  std::vector<std::pair<std::string, std::string>> files;
  for (const std::string& name : yaml_files(folder)) files.emplace_back(name, read_file(folder + "/" + name));
  if (files.empty()) {
    throw base::Fault(base::FaultKind::unavailable, folder,
                      "holds no law; set HABEAS_SHARE to the share folder of habeas");
  }
  base::Problems found;
  law::Library library = law::Library::read(files, found);
  if (!found.empty()) {
    print_problems(found);
    throw base::Fault(base::FaultKind::broken, folder, "the law that comes with habeas is damaged");
  }
  return library;
}

std::vector<map::MapFile> read_map_files(const std::string& folder) {
  std::vector<map::MapFile> files;
  for (const char* name : {"habeas.yaml", "activities.yaml"}) {
    const std::string path = folder + "/" + name;
    if (fs::exists(path)) files.push_back({name, read_file(path)});
  }
  if (files.empty() || files.front().name != "habeas.yaml") {
    throw base::Fault(base::FaultKind::unavailable, folder + "/habeas.yaml",
                      "not there; go to the organisation's folder or name it with --in FOLDER");
  }
  for (const std::string& name : yaml_files(fs::path(folder) / "maps")) {
    files.push_back({"maps/" + name, read_file(folder + "/maps/" + name)});
  }
  return files;
}

void print_problems(const base::Problems& found) {
  std::size_t errors = 0;
  for (const base::Problem& problem : found) {
    fmt::print(stderr, "{}\n", base::to_string(problem));
    if (problem.gravity == base::Gravity::error) ++errors;
  }
  if (!found.empty())
    fmt::print(stderr, "{} error{}, {} other\n", errors, errors == 1 ? "" : "s", found.size() - errors);
}

map::Map load_map(const Context& context, const law::Library& library) {
  map::Loaded loaded = map::load(read_map_files(context.folder), library);
  if (!loaded.usable()) {
    print_problems(loaded.problems);
    throw base::Fault(base::FaultKind::broken, context.folder,
                      "the map cannot be used until its errors are mended");
  }
  loaded.map.folder = context.folder;
  return std::move(loaded.map);
}

std::unique_ptr<ledger::Ledger> open_ledger(const Context& context) {
  const fs::path folder = fs::path(context.folder) / "var";
  fs::create_directories(folder);
  fs::permissions(folder, fs::perms::owner_all);  // what was found about whom is the organisation's alone
  return ledger::Ledger::open((folder / "ledger").string(), context.clock);
}

}  // namespace habeas::cli
