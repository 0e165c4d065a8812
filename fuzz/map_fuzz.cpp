// Any bytes as the files of a map, cut at each byte 1: habeas.yaml, activities.yaml, maps. The loader answers; its
// problems are in order and lie in the files; a map that it calls usable refers to nothing that is not there.
#include <habeas/base/must.h>
#include <habeas/map/load.h>

#include <algorithm>
#include <cstdint>

namespace {

using habeas::base::must;
using namespace habeas::map;

std::vector<MapFile> files_of(std::string_view bytes) {
  std::vector<MapFile> files;
  while (files.size() < 5) {
    const auto cut = bytes.find('\x01');
    const std::string name = files.empty()       ? "habeas.yaml"
                             : files.size() == 1 ? "activities.yaml"
                                                 : "maps/" + std::to_string(files.size());
    files.push_back({name, std::string(bytes.substr(0, cut))});
    if (cut == bytes.npos) break;
    bytes = bytes.substr(cut + 1);
  }
  return files;
}

void check_link(const Map& map, const SystemMap& system, const Link& link) {
  must(link.identifier.has_value() != !link.target.empty(), "a link has one target");
  for (const auto& purpose : link.purposes) must(map.activity(purpose), "a link's activity exists");
  if (link.identifier)
    return must(map.organisation.kinds.shape(*link.identifier).has_value(), "its kind exists");
  must(system.collection(link.target) || system.sight_table(link.target), "its target exists");
  for (const auto& [here, there] : link.columns)
    must(!here.empty() && !there.empty(), "every column is paired");
}

void check_collection(const Map& map, const SystemMap& system, const Collection& collection) {
  for (const auto& field : collection.fields) {
    must(!field.purposes.empty(), "a field serves an activity");
    must(field.personal(), "a field says what it holds");
    for (const auto& purpose : field.purposes) must(map.activity(purpose), "a field's activity exists");
    if (field.identifier)
      must(map.organisation.kinds.shape(*field.identifier).has_value(), "a field's kind exists");
    if (field.file) must(map.organisation.system(*field.file), "a field's system exists");
  }
  for (const auto& link : collection.links) check_link(map, system, link);
  columns_read(collection);
}

void check_usable(const Map& map) {
  for (const auto& system : map.systems) {
    must(map.organisation.system(system.system), "a map is of a system");
    for (const auto& collection : system.collections) check_collection(map, system, collection);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > (1u << 16)) return 0;
  static const habeas::law::Library library;
  const auto files = files_of({reinterpret_cast<const char*>(data), size});
  const auto loaded = load(files, library);
  must(std::ranges::is_sorted(loaded.problems, {}, &habeas::base::Problem::place), "problems are in order");
  for (const auto& problem : loaded.problems) must(!problem.what.empty(), "a problem says what it is");
  if (loaded.usable()) check_usable(loaded.map);
  return 0;
}
