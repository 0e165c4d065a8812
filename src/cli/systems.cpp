#include <habeas/cli/systems.h>

#include <habeas/base/fault.h>
#include <habeas/connector/files/files.h>
#include <habeas/connector/manual/manual.h>
#include <habeas/connector/sqlite/sqlite.h>

#include <fmt/format.h>

#include <filesystem>

namespace habeas::cli {
namespace {

using Make = std::unique_ptr<source::Source> (*)(const map::System&, const Context&);

std::string below(const Context& context, const std::string& path) {
  return std::filesystem::path(path).is_absolute() ? path
                                                   : (std::filesystem::path(context.folder) / path).string();
}

std::unique_ptr<source::Source> make_sqlite(const map::System& system, const Context& context) {
  return sqlite::make(system.name.text(), below(context, system.path), context.clock);
}

std::unique_ptr<source::Source> make_files(const map::System& system, const Context& context) {
  return files::make(system.name.text(), below(context, system.path), context.clock);
}

std::unique_ptr<source::Source> make_manual(const map::System& system, const Context& context) {
  return manual::make(system.name.text(), context.clock,
                      {task_folder(context), system.who, system.within_days});
}

// The connectors, by the word that habeas.yaml uses for them.
constexpr struct {
  const char* kind;
  Make make;
} connectors[] = {{"sqlite", make_sqlite}, {"files", make_files}, {"manual", make_manual}};

}  // namespace

std::string task_folder(const Context& context) { return below(context, "var/manual"); }

Systems open_systems(const map::Map& map, const Context& context) {
  Systems systems;
  for (const map::System& system : map.organisation.systems) {
    Systems::One one;
    try {
      one.source = open_system(system, context);
    } catch (const base::Fault& fault) {
      one.why_not = fault.detail();
    }
    systems.all.push_back(std::move(one));
  }
  return systems;
}

std::vector<find::Reading::Access> Systems::access_for(const map::Map& map) const {
  std::vector<find::Reading::Access> access;
  for (std::size_t i = 0; i < all.size(); ++i) {
    access.push_back({all[i].source.get(), all[i].why_not, map.organisation.systems[i].name});
  }
  return access;
}

std::unique_ptr<source::Source> open_system(const map::System& system, const Context& context) {
  for (const auto& connector : connectors) {
    if (system.kind == connector.kind) return connector.make(system, context);
  }
  throw base::Fault(
      base::FaultKind::unavailable, system.name.text(),
      "this version reads SQLite files, folders and what a person searches; it cannot connect to " +
          system.kind + " servers, and resolves no credential for one");
}

}  // namespace habeas::cli
