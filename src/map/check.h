// check: is this map right about these databases? Asked before any request runs, and in a pipeline after every
// change of a schema (docs/check.md). Pure: the catalogues were read by somebody else.
// An error means that a request would be answered wrongly or not at all: a table or column that is not there, one
// that nobody classified, a collection that nothing reaches. A warning means slow, surprising or to be decided
// before somebody is erased; a note is worth knowing. Nothing here reads rows: see check_filled().
#pragma once

#include <habeas/map/map.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace habeas::map {

// What a connector knows of its indexes. `form` is how a search compares: "exact", "as_text", "lower_trim" or
// "digits_tail" (source::Form's names). Both may be empty: then no search is judged.
struct IndexOracle {
  std::function<bool(const relation::Table& table, const ColumnName& column, std::string_view form)> serves;
  // The CREATE INDEX to run; empty if the engine has none for it.
  std::function<std::string(const relation::TableName& table, const ColumnName& column,
                            std::string_view form)>
      index_for;
  // The same for what lies inside the JSON of a column, at a path as the map writes it.
  std::function<bool(const relation::Table& table, const ColumnName& column, std::string_view form,
                     std::string_view path)>
      serves_inside{};
  std::function<std::string(const relation::TableName& table, const ColumnName& column, std::string_view form,
                            std::string_view path)>
      index_inside{};
};

// What is known of one system.
struct Known {
  relation::Catalogue catalogue;
  IndexOracle indexes;
};
using KnownSystems = std::map<SystemName, Known>;

// Every finding, sorted by place, then by gravity and words. A mapped system that is not in `known` is not
// compared; the rest of the map still is.
base::Problems check(const Map& map, const KnownSystems& known);

// What a draft left to a human and nobody has decided: activities of which people would be told "to be decided",
// collections that are still for one of them, categories that are only a column's name. Part of check(), as warnings.
base::Problems undecided(const Map& map);

// Whom the data of an activity is about, as far as the map says: the people whose rows serve it, by being them or by
// belonging to them. Sorted.
std::vector<RoleName> people_served(const Map& map, const ActivityName& activity);

// How much of a database the map speaks of.
struct Coverage {
  std::size_t tables = 0;
  std::size_t tables_spoken_of = 0;
  std::size_t columns = 0;  // of mapped tables
  std::size_t columns_spoken_of = 0;
  friend bool operator==(const Coverage&, const Coverage&) = default;
};
Coverage coverage(const SystemMap& system, const relation::Catalogue& catalogue);

// A link that says whose a row is: is it ever filled? Whoever can read rows counts, and check_filled() judges.
struct LinkToCount {
  SystemName system;
  CollectionName collection;
  relation::TableName table;
  std::vector<ColumnName> columns;  // filled: none of them NULL
  relation::Condition where;        // the collection's and the link's own
  Place place;
  friend bool operator==(const LinkToCount&, const LinkToCount&) = default;
};
struct LinkCount {
  LinkToCount link;
  std::uint64_t rows = 0;
  std::uint64_t filled = 0;
};
std::vector<LinkToCount> owner_links(const Map& map);
base::Problems check_filled(const std::vector<LinkCount>& counts);

}  // namespace habeas::map
