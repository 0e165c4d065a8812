#include <habeas/map/load.h>

#include <habeas/base/digest.h>
#include <habeas/map/loading.h>

#include <fmt/format.h>

#include <algorithm>

namespace habeas::map {

namespace {

std::string_view base_name(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

// The digest of names and contents, in order of names: the same files in any order are the same map.
std::string digest_of(const std::vector<MapFile>& files) {
  std::vector<const MapFile*> sorted;
  for (const auto& file : files) sorted.push_back(&file);
  std::sort(sorted.begin(), sorted.end(), [](const MapFile* a, const MapFile* b) {
    return std::tie(a->name, a->content) < std::tie(b->name, b->content);
  });
  base::Sha256 digest;
  for (const auto* file : sorted)
    digest.add(fmt::format("{}:{}{}:{}", file->name.size(), file->name, file->content.size(), file->content));
  return digest.hex();
}

// A file's tree, held against its form. When nothing of it could be read, the reader has said why.
struct Read {
  const MapFile* file = nullptr;
  base::Node root;
  bool readable = false;
};

Read read_file(const MapFile& file, std::string_view form_name, Loading& loading) {
  auto yaml = base::read_yaml(file.content, file.name);
  loading.problems.insert(loading.problems.end(), yaml.problems.begin(), yaml.problems.end());
  const bool nothing =
      yaml.root.kind == base::Node::Kind::missing || yaml.root.kind == base::Node::Kind::null;
  if (nothing && yaml.problems.empty()) loading.error({file.name, 0, 0}, "the file is empty.");
  const bool readable = !nothing && yaml.root.kind == base::Node::Kind::mapping;
  if (!nothing) check_shape(yaml.root, form(form_name), loading.problems);
  return {&file, std::move(yaml.root), readable};
}

using Reader = void (*)(const base::Node&, Loading&);

// habeas.yaml or activities.yaml: there must be one, and one only. False when it could not be read.
bool read_single(const std::vector<MapFile>& files, std::string_view name, std::string_view form_name,
                 Reader reader, Loading& loading) {
  const MapFile* only = nullptr;
  for (const auto& file : files) {
    if (base_name(file.name) != name) continue;
    if (only) loading.error({file.name, 0, 0}, fmt::format("there are two files '{}'.", name));
    if (!only) only = &file;
  }
  if (!only) {
    loading.error({std::string(name), 0, 0}, fmt::format("there is no file '{}'.", name));
    return false;
  }
  const auto read = read_file(*only, form_name, loading);
  if (read.readable) reader(read.root, loading);
  return read.readable;
}

bool is_map_file(const MapFile& file) {
  return base_name(file.name) != "habeas.yaml" && base_name(file.name) != "activities.yaml";
}

void read_maps(const std::vector<MapFile>& files, Loading& loading) {
  std::vector<const MapFile*> maps;
  for (const auto& file : files)
    if (is_map_file(file)) maps.push_back(&file);
  std::sort(maps.begin(), maps.end(), [](const MapFile* a, const MapFile* b) { return a->name < b->name; });
  for (const auto* file : maps) {
    const auto read = read_file(*file, "map", loading);
    if (read.readable) read_system(read.root, file->name, loading);
  }
}

// The order of habeas.yaml; maps of systems that it does not have come last.
void sort_systems(Map& map) {
  const auto& systems = map.organisation.systems;
  const auto position = [&](const SystemMap& one) {
    return std::find_if(systems.begin(), systems.end(),
                        [&](const System& system) { return system.name == one.system; }) -
           systems.begin();
  };
  std::stable_sort(map.systems.begin(), map.systems.end(),
                   [&](const SystemMap& a, const SystemMap& b) { return position(a) < position(b); });
}

bool holds_documents(const Map& map, const SystemName& name) {
  for (const auto& system : map.systems)
    for (const auto& collection : system.collections)
      for (const auto& field : collection.fields)
        if (field.file == name) return true;
  return false;
}

// A system without a map is not searched. A person who searches needs none, nor a folder that a column names files of.
void warn_of_systems_without_map(Loading& loading) {
  for (const auto& system : loading.map.organisation.systems) {
    if (system.kind == "manual" || loading.map.system(system.name)) continue;
    if (system.kind == "files" && holds_documents(loading.map, system.name)) continue;
    loading.warning(system.place,
                    fmt::format("'{}' has no map: nothing in it will be found.", system.name.text()),
                    fmt::format("habeas map draft {} writes a first one.", system.name.text()));
  }
}

void sort_by_place(base::Problems& problems) {
  std::stable_sort(problems.begin(), problems.end(),
                   [](const base::Problem& a, const base::Problem& b) { return a.place < b.place; });
}

std::string folder_of(const std::vector<MapFile>& files) {
  for (const auto& file : files)
    if (base_name(file.name) == "habeas.yaml")
      return file.name.substr(0, file.name.size() - std::string("habeas.yaml").size());
  return {};
}

}  // namespace

bool Loaded::usable() const {
  return std::none_of(problems.begin(), problems.end(),
                      [](const base::Problem& one) { return one.gravity == base::Gravity::error; });
}

Loaded load(const std::vector<MapFile>& files, const law::Library& library) {
  Loaded loaded;
  Loading loading{.library = library,
                  .map = loaded.map,
                  .problems = loaded.problems,
                  .systems = {},
                  .recipients = {},
                  .activities = {},
                  .consents = {},
                  .roles = {}};
  loaded.map.digest = digest_of(files);
  loaded.map.folder = folder_of(files);
  if (!read_single(files, "habeas.yaml", "habeas", read_organisation, loading))
    loading.systems.whole = loading.recipients.whole = false;
  if (!read_single(files, "activities.yaml", "activities", read_activities, loading))
    loading.activities.whole = loading.consents.whole = loading.roles.whole = false;
  read_maps(files, loading);
  sort_systems(loaded.map);
  warn_of_systems_without_map(loading);
  sort_by_place(loaded.problems);
  return loaded;
}

}  // namespace habeas::map
