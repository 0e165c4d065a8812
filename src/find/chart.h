// Chart: the map made ready for the walk. Every collection and every sight table is a place; every link knows
// its two places and where its columns lie in the rows that the walk keeps. What the databases lack (a table, a
// column, a whole system) is left out here, with its reason, so that nothing later has to ask.
#pragma once

#include <habeas/dossier/dossier.h>
#include <habeas/map/map.h>
#include <habeas/relation/catalogue.h>
#include <habeas/source/source.h>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace habeas::find {

using relation::ColumnName;

inline constexpr std::uint32_t nowhere = 0xFFFFFFFF;

struct Place {
  std::size_t system = 0;                       // index into Map::systems
  std::size_t index = 0;                        // into collections, or not_personal when `sight`
  const map::Collection* collection = nullptr;  // exactly one of these two
  const map::NotPersonal* sight = nullptr;
  relation::TableName table;
  relation::Condition where;
  std::vector<ColumnName> columns;         // the cells the walk keeps of a row
  std::vector<relation::Family> families;  // of `columns`
  std::vector<std::size_t> key;            // positions in `columns`
  bool counted = false;                    // `key: none`
  bool usable = true;                      // false: said in `gaps`
  std::vector<std::uint32_t> links_here;   // charted links whose columns lie in this place
  std::vector<std::uint32_t> links_to;     // charted links that lead to this place

  bool is_person() const { return collection != nullptr && collection->is.has_value(); }
  map::CollectionAt at() const { return {system, index}; }
  std::size_t position(const ColumnName& column) const;  // it must be one of `columns`
  bool keeps(const ColumnName& column) const;
};

struct ChartedLink {
  const map::Link* link = nullptr;
  std::uint32_t index = 0;               // in Collection::links
  std::uint32_t from = 0;                // the place that has the link
  std::uint32_t to = nowhere;            // nowhere: the target is an identifier
  std::vector<std::size_t> here, there;  // positions of the pairs in the places' columns
  std::vector<bool> as_text;             // per pair: the families differ, compare canonical text
  bool to_key = false;                   // the pairs are exactly the target's key, families equal

  bool gives_sight() const {
    return link->kind == map::LinkKind::mentions || link->kind == map::LinkKind::shows;
  }
};

// What is known not to work, learnt from catalogues and from reads that failed.
struct Exclusions {
  struct Slow {  // a column that no index serves in time
    std::uint32_t place;
    std::string column;
    friend auto operator<=>(const Slow&, const Slow&) = default;
  };
  std::set<std::size_t> systems;  // whole systems; the reason is the Reading's
  std::vector<std::pair<std::uint32_t, dossier::NotSearched>> places;
  std::set<Slow> slow;
};

struct Chart {
  const map::Map* map = nullptr;
  std::vector<Place> places;               // collections by (system, collection), then sight tables
  std::vector<ChartedLink> links;          // only usable ones; identifier links included
  std::vector<dossier::NotSearched> gaps;  // missing tables and columns, and places excluded
  std::set<Exclusions::Slow> slow;
  // Columns searched without an index within `where` only, since the table is too large to be read whole.
  std::set<Exclusions::Slow> read_within;
  // What was asked of the sources about their indexes (serving.h); by place, column, form, and path inside the cell.
  using Asked = std::tuple<std::uint32_t, std::string, source::Form, source::CellPath>;
  mutable std::map<Asked, bool> served;

  bool is_slow(std::uint32_t place, const ColumnName& column) const {
    return slow.contains({place, column.text()});
  }
};

// `catalogues`: one per system of the map, nothing where the system cannot be read.
Chart chart(const map::Map& map, const std::vector<std::optional<relation::Catalogue>>& catalogues,
            const Exclusions& exclusions);

// Is an identifier field read cell by cell, because its values lie inside the cell?
bool lies_inside(const map::Field& field);

}  // namespace habeas::find
