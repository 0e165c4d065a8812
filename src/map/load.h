// Reads habeas.yaml, activities.yaml and maps/*.yaml into a Map. Pure over (name, content); strict; every
// problem of every file is reported, with its place and the nearest known name. Law references are checked
// against the library given.
#pragma once

#include <habeas/map/map.h>

#include <string>
#include <string_view>
#include <vector>

namespace habeas::map {

struct MapFile {
  std::string name;  // "habeas.yaml", "activities.yaml", "maps/shop.yaml"
  std::string content;
};

struct Loaded {
  Map map;                  // to be used only when no problem is an error
  base::Problems problems;  // sorted by place

  bool usable() const;
};

Loaded load(const std::vector<MapFile>& files, const law::Library& library);

// The JSON Schemas (draft 2020-12) for editors: "habeas", "activities", "map".
std::string json_schema(std::string_view which);

// The closed list of `data` categories, with titles and their W3C DPV concept. "x.…" is the organisation's own.
struct DataCategory {
  std::string name;  // "contact.email"
  Words title;
  std::string dpv;       // "dpv-pd:EmailAddress"
  bool special = false;  // GDPR 9 or 10
};
const std::vector<DataCategory>& data_categories();
const DataCategory* data_category(std::string_view name);

}  // namespace habeas::map
