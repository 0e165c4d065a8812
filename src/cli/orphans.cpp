#include <habeas/cli/orphans.h>

#include <habeas/find/find.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

namespace habeas::cli {
namespace {

using Counts = std::map<std::string, std::uint64_t>;

Counts read_last(const std::string& path) {
  std::ifstream in(path);
  const auto kept = nlohmann::json::parse(in, nullptr, false);
  Counts counts;
  if (!kept.is_object()) return counts;
  for (const auto& [name, count] : kept.items()) {
    if (count.is_number_unsigned()) counts[name] = count.get<std::uint64_t>();
  }
  return counts;
}

std::string difference(const Counts& last, const std::string& name, std::uint64_t now) {
  const auto before = last.find(name);
  if (before == last.end()) return last.empty() ? "first run" : "new";
  if (before->second == now) return "as before";
  return now > before->second ? fmt::format("{} more", now - before->second)
                              : fmt::format("{} fewer", before->second - now);
}

}  // namespace

void say_orphans(const Context& context, const map::Map& map, const Systems& systems) {
  find::Reading reading(map, systems.access_for(map), {"check", {}});
  const auto found = find::orphans(map, reading);
  const std::string path = context.folder + "/var/orphans.json";
  const Counts last = read_last(path);
  nlohmann::ordered_json kept = nlohmann::ordered_json::object();
  std::uint64_t all = 0;
  for (const find::Orphans& orphans : found) {
    const map::SystemMap& system = map.systems[orphans.at.system];
    const std::string name =
        system.system.text() + "." + system.collections[orphans.at.collection].name.text();
    if (orphans.count > 0)
      fmt::print("{}: {} rows belong to nobody ({})\n", name, orphans.count,
                 difference(last, name, orphans.count));
    kept[name] = orphans.count;
    all += orphans.count;
  }
  std::size_t unread = 0;
  for (const Systems::One& one : systems.all) unread += one.source == nullptr;
  if (unread != 0)
    fmt::print("{} systems could not be opened and were not counted.\n", unread);
  else if (all == 0)
    fmt::print("No row belongs to nobody.\n");
  std::filesystem::create_directories(context.folder + "/var");
  std::ofstream(path) << kept.dump(2) << "\n";
}

}  // namespace habeas::cli
