// What the readers of the three kinds of file share: the map as far as it is read, the names that may be referred to,
// and the problems. Private to the loader (load*.cpp).
#pragma once

#include <habeas/map/load.h>
#include <habeas/map/shape.h>

#include <string>
#include <string_view>
#include <vector>

namespace habeas::map {

// Names that may be referred to. When the file that declares them could not be read, the list is not whole, and no
// reference is held against it: one mistake, one problem.
struct Names {
  std::vector<std::string> all;
  bool whole = true;

  bool has(const std::string& name) const;
};

struct Loading {
  const law::Library& library;
  Map& map;
  base::Problems& problems;
  Names systems;
  Names recipients;
  Names activities;
  Names consents;
  Names roles;
  std::string language = "en";  // of a text that does not say

  void error(const base::Place& place, std::string what, std::string hint = {});
  void warning(const base::Place& place, std::string what, std::string hint = {});
  // Reports a name that is not among `names`: "unknown activity 'ordres'. Did you mean 'orders'?"
  bool known(const Placed& name, const Names& names, std::string_view what);
};

// Each takes the root of a file that was held against its form.
void read_organisation(const base::Node& root, Loading& loading);
void read_activities(const base::Node& root, Loading& loading);
void read_system(const base::Node& root, const std::string& file, Loading& loading);

// `for`: activities, those of the collection when it is absent.
std::vector<ActivityName> read_purposes(const base::Node& node, const std::vector<ActivityName>& otherwise,
                                        Loading& loading);
From read_from(const base::Node& node, From otherwise);
// `where` and `when`: all of the columns hold one of the constants written.
relation::Condition read_condition(const base::Node& node, std::string_view key);
Secret read_secret(const base::Node* node);

}  // namespace habeas::map
