#include <habeas/cli/house.h>

#include <habeas/base/fault.h>

#include <filesystem>

namespace habeas::cli {
namespace {

namespace fs = std::filesystem;

std::string below(const Context& context, const std::string& path) {
  return fs::path(path).is_absolute() ? path : (fs::path(context.folder) / path).string();
}

handle::Systems open_for_work(const map::Map& map, const Context& context) {
  Systems opened = open_systems(map, context);
  handle::Systems systems;
  systems.access = opened.access_for(map);
  for (Systems::One& one : opened.all) systems.sources.push_back(std::move(one.source));
  return systems;
}

}  // namespace

std::unique_ptr<WholeHouse> open_house(const Context& context, const std::string& portal_link) {
  auto whole = std::make_unique<WholeHouse>();
  whole->library = read_library();
  whole->map = load_map(context, whole->library);
  if (whole->map.organisation.register_path.empty())
    throw base::Fault(base::FaultKind::refused, "habeas.yaml",
                      "this version keeps its register in SQLite: register: {sqlite: var/register.db}");
  whole->ledger = open_ledger(context);
  whole->people =
      store::Register::open(below(context, whole->map.organisation.register_path), below(context, "var/keys"),
                            whole->map.organisation.kinds, context.clock);
  whole->outbox = std::make_unique<mail::Outbox>(below(context, "var/outbox"));
  const map::Map& map = whole->map;
  whole->house = std::make_unique<handle::House>(handle::House{
      map, whole->library, *whole->people, *whole->ledger, *whole->outbox,
      [&map, &context] { return open_for_work(map, context); }, context.clock, below(context, "var/packages"),
      portal_link.empty() ? map.organisation.portal : portal_link});
  return whole;
}

}  // namespace habeas::cli
