#include <habeas/plan/scope.h>

#include <habeas/plan/datum.h>
#include <habeas/plan/purposes.h>

#include <algorithm>

namespace habeas::plan {

bool Scope::asks_for(const map::Map& map, const dossier::CollectionRows& where, const Cell& cell) const {
  const map::SystemMap& system = map.systems.at(where.at.system);
  if (!systems.empty() && std::find(systems.begin(), systems.end(), system.system) == systems.end())
    return false;
  const map::Collection* collection = collection_of(map, where);
  if (categories.empty() || !collection) return true;
  return in_categories(datum_of(system, *collection, cell).category, categories);
}

}  // namespace habeas::plan
