#include <habeas/cli/house.h>

#include <habeas/base/fault.h>
#include <habeas/connector/manual/task.h>

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

// Of one request: a search is for its reference, a change for a run of it.
bool is_for(const manual::Task& task, const std::string& reference) {
  return task.purpose == reference || task.purpose.rfind(reference + "/", 0) == 0;
}

std::vector<handle::ByHand> open_for(const std::string& folder, const std::string& reference) {
  std::vector<handle::ByHand> all;
  for (const manual::Task& task : manual::list(folder)) {
    if (task.state != manual::State::open || !is_for(task, reference)) continue;
    all.push_back(
        {task.reference,
         task.what == manual::What::change ? handle::ByHand::What::change : handle::ByHand::What::search,
         task.system, task.who, task.due, manual::identifiers(folder, task), manual::changes(folder, task)});
  }
  return all;
}

handle::Hands hands_of(const Context& context) {
  const std::string folder = task_folder(context);
  return {[folder](const std::string& reference) { return open_for(folder, reference); },
          [folder, &context](const std::string& task, const base::Personal<std::string>& note) {
            manual::complete(folder, task, {}, note, context.clock);
          }};
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
      portal_link.empty() ? map.organisation.portal : portal_link, hands_of(context)});
  return whole;
}

}  // namespace habeas::cli
