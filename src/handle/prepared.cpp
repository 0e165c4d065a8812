#include <habeas/handle/prepared.h>

#include <habeas/act/compile.h>
#include <habeas/base/fault.h>
#include <habeas/handle/kept.h>
#include <habeas/handle/work.h>

#include <algorithm>
#include <set>

namespace habeas::handle {
namespace {

std::set<map::SystemName> changed_by(const map::Map& map, const plan::Plan& plan,
                                     const dossier::Dossier& dossier) {
  std::set<map::SystemName> systems;
  for (const plan::CollectionPlan& planned : plan.collections) {
    const dossier::CollectionRows& where = dossier.collections[planned.rows_of];
    if (where.sight_table) continue;
    const map::SystemMap& system = map.systems[where.at.system];
    const auto& fields = system.collections[where.at.collection].fields;
    for (const auto& pattern : planned.patterns) {
      if (act::changes(pattern)) systems.insert(system.system);
      for (const plan::CellFate& cell : pattern) {
        if (cell.field < 0 || !act::document_goes(cell)) continue;
        if (const auto& file = fields[static_cast<std::size_t>(cell.field)].file) systems.insert(*file);
      }
    }
  }
  return systems;
}

// What cannot be read says so itself, when it is begun.
bool lacks_preparation(source::Source& source) {
  try {
    return source.capabilities().changes && !source.preparation().empty();
  } catch (const base::Fault&) {
    return false;
  }
}

}  // namespace

std::vector<std::string> not_prepared(House& house, const std::string& reference) {
  const Kept kept = take_up(house, case_of(house, reference));
  const auto changed = changed_by(house.map, kept.plan, kept.dossier);
  const Systems systems = house.open();
  std::vector<std::string> names;
  for (const find::Reading::Access& access : systems.access) {
    if (access.source == nullptr || !changed.contains(map::SystemName(access.source->system()))) continue;
    if (lacks_preparation(*access.source)) names.push_back(access.source->system());
  }
  return names;
}

void need_prepared(House& house, const std::string& reference) {
  const Case of = case_of(house, reference);
  if (request::immediate(of.request.right, of.marketing)) return;
  const auto names = not_prepared(house, reference);
  if (names.empty()) return;
  refuse_to(reference, "system " + names.front() + " is not prepared, so nothing was begun: habeas prepare " +
                           names.front() + " --confirm");
}

}  // namespace habeas::handle
