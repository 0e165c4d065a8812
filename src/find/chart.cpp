#include <habeas/find/chart.h>

#include <habeas/base/must.h>

#include <algorithm>

namespace habeas::find {
namespace {

using dossier::NotSearched;
using map::Codec;
using map::Collection;
using relation::Family;

void add(std::vector<ColumnName>& columns, const ColumnName& column) {
  if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
}

// The columns of a collection that decide where the walk goes: not those that are only shown.
std::vector<ColumnName> columns_walked(const Collection& collection) {
  if (collection.key.empty()) return map::columns_read(collection);
  std::vector<ColumnName> columns;
  for (const auto& column : collection.key) add(columns, column);
  for (const auto& link : collection.links) {
    for (const auto& pair : link.columns) add(columns, pair.first);
    for (const auto& column : relation::columns_of(link.when)) add(columns, column);
  }
  for (const auto& column : relation::columns_of(collection.where)) add(columns, column);
  for (const auto& field : collection.fields) {
    if (!field.identifier && !field.agree) continue;
    add(columns, field.column);
    if (field.codec.kind == Codec::Kind::rows) add(columns, field.codec.name_column);
  }
  return columns;
}

std::vector<ColumnName> columns_shown(const map::NotPersonal& table) {
  std::vector<ColumnName> columns;
  for (const auto& column : table.key) add(columns, column);
  if (table.key.empty()) {
    for (const auto& column : table.show) add(columns, column);
  }
  return columns;
}

class Charting {
 public:
  Charting(const map::Map& map, const std::vector<std::optional<relation::Catalogue>>& catalogues)
      : catalogues_(catalogues) {
    chart_.map = &map;
  }

  Chart run(const Exclusions& exclusions) {
    chart_.slow = exclusions.slow;
    add_places();
    exclude(exclusions);
    for (std::uint32_t at = 0; at < chart_.places.size(); ++at) check_columns(at);
    for (std::uint32_t at = 0; at < chart_.places.size(); ++at) add_links(at);
    for (auto& place : chart_.places) key_by_all(place);
    for (auto& place : chart_.places) add_families(place);
    for (auto& link : chart_.links) place_link(link);
    return std::move(chart_);
  }

 private:
  void add_places() {
    const auto& systems = chart_.map->systems;
    for (std::size_t s = 0; s < systems.size(); ++s) {
      for (std::size_t c = 0; c < systems[s].collections.size(); ++c)
        add_collection(s, c, systems[s].collections[c]);
    }
    for (std::size_t s = 0; s < systems.size(); ++s) {
      for (std::size_t n = 0; n < systems[s].not_personal.size(); ++n)
        add_sight(s, n, systems[s].not_personal[n]);
    }
  }

  void add_collection(std::size_t system, std::size_t index, const Collection& collection) {
    Place place;
    place.system = system;
    place.index = index;
    place.collection = &collection;
    place.table = collection.table;
    place.where = collection.where;
    place.columns = columns_walked(collection);
    if (!collection.key.empty()) keep_conditions(chart_.map->systems[system], place);
    place.counted = collection.key.empty();
    finish_place(std::move(place), collection.key);
  }

  // What tells the collections of one table apart: a row that one leaves out may be another's.
  static void keep_conditions(const map::SystemMap& system, Place& place) {
    for (const auto& other : system.collections) {
      if (other.table != place.table) continue;
      for (const auto& column : relation::columns_of(other.where)) add(place.columns, column);
    }
  }

  void add_sight(std::size_t system, std::size_t index, const map::NotPersonal& table) {
    Place place;
    place.system = system;
    place.index = index;
    place.sight = &table;
    place.table = table.table;
    place.columns = columns_shown(table);
    place.counted = table.key.empty();
    finish_place(std::move(place), table.key);
  }

  void finish_place(Place place, const std::vector<ColumnName>& key) {
    for (const auto& column : key) place.key.push_back(place.position(column));
    place.usable = catalogues_[place.system].has_value();
    chart_.places.push_back(std::move(place));
  }

  // Without a key, a row is all that is kept of it, the columns that others point at included.
  static void key_by_all(Place& place) {
    if (!place.counted) return;
    for (std::size_t i = 0; i < place.columns.size(); ++i) place.key.push_back(i);
  }

  void exclude(const Exclusions& exclusions) {
    for (const auto& [at, why] : exclusions.places) {
      chart_.places[at].usable = false;
      chart_.gaps.push_back(why);
    }
  }

  const relation::Table* table_of(const Place& place) const {
    const auto& catalogue = catalogues_[place.system];
    return catalogue ? catalogue->table(place.table) : nullptr;
  }

  NotSearched gap(const Place& place, NotSearched::Why why, std::string name, std::string detail) const {
    NotSearched said;
    said.why = why;
    said.system = chart_.map->systems[place.system].system;
    said.collection = place.collection != nullptr ? place.collection->name : place.sight->name;
    said.field_or_link = std::move(name);
    said.detail = std::move(detail);
    return said;
  }

  void check_columns(std::uint32_t at) {
    auto& place = chart_.places[at];
    if (!place.usable) return;
    const auto* table = table_of(place);
    if (table == nullptr) {
      place.usable = false;
      chart_.gaps.push_back(
          gap(place, NotSearched::Why::table_missing, "", "no table " + to_string(place.table) + " there"));
      return;
    }
    auto needed = place.columns;
    const auto more = place.collection != nullptr ? map::columns_read(*place.collection) : place.sight->show;
    for (const auto& column : more) add(needed, column);
    for (const auto& column : needed) {
      if (table->column(column) != nullptr) continue;
      place.usable = false;
      chart_.gaps.push_back(gap(place, NotSearched::Why::column_missing, column.text(),
                                "no column " + column.text() + " in " + to_string(place.table)));
    }
  }

  void add_links(std::uint32_t from) {
    const auto& place = chart_.places[from];
    if (!place.usable || place.collection == nullptr) return;
    const auto& links = place.collection->links;
    for (std::uint32_t i = 0; i < links.size(); ++i) {
      ChartedLink charted;
      charted.link = &links[i];
      charted.index = i;
      charted.from = from;
      if (!links[i].identifier) charted.to = target_of(place, links[i]);
      if (!links[i].identifier && charted.to == nowhere) continue;
      if (charted.to != nowhere && !reads_target(charted)) continue;
      chart_.links.push_back(std::move(charted));
    }
  }

  // The place that a link leads to; nowhere when it cannot be read (said already, in that place's gap).
  std::uint32_t target_of(const Place& from, const map::Link& link) const {
    for (std::uint32_t at = 0; at < chart_.places.size(); ++at) {
      const auto& place = chart_.places[at];
      if (place.system != from.system || (place.sight != nullptr) != link.target_is_sight_only) continue;
      const auto& name = place.sight != nullptr ? place.sight->name : place.collection->name;
      if (name == link.target) return place.usable ? at : nowhere;
    }
    return nowhere;
  }

  // The columns there must exist and be kept; when one is missing, it is this link that cannot be followed.
  bool reads_target(const ChartedLink& charted) {
    auto& target = chart_.places[charted.to];
    const auto* table = table_of(target);
    for (const auto& [here, there] : charted.link->columns) {
      if (table->column(there) == nullptr) {
        chart_.gaps.push_back(gap(chart_.places[charted.from], NotSearched::Why::column_missing, here.text(),
                                  "no column " + there.text() + " in " + to_string(target.table)));
        return false;
      }
    }
    for (const auto& pair : charted.link->columns) add(target.columns, pair.second);
    return true;
  }

  void add_families(Place& place) {
    const auto* table = place.usable ? table_of(place) : nullptr;
    for (const auto& column : place.columns) {
      const auto* found = table != nullptr ? table->column(column) : nullptr;
      place.families.push_back(found != nullptr ? found->family : Family::other);
    }
  }

  void place_link(ChartedLink& charted) {
    auto& from = chart_.places[charted.from];
    const auto number = static_cast<std::uint32_t>(&charted - chart_.links.data());
    from.links_here.push_back(number);
    for (const auto& pair : charted.link->columns) charted.here.push_back(from.position(pair.first));
    if (charted.to == nowhere) return;
    auto& to = chart_.places[charted.to];
    to.links_to.push_back(number);
    for (const auto& pair : charted.link->columns) charted.there.push_back(to.position(pair.second));
    for (std::size_t i = 0; i < charted.here.size(); ++i) {
      charted.as_text.push_back(from.families[charted.here[i]] != to.families[charted.there[i]]);
    }
    auto key = to.key;
    auto there = charted.there;
    std::sort(key.begin(), key.end());
    std::sort(there.begin(), there.end());
    charted.to_key = !to.counted && key == there &&
                     std::find(charted.as_text.begin(), charted.as_text.end(), true) == charted.as_text.end();
  }

  const std::vector<std::optional<relation::Catalogue>>& catalogues_;
  Chart chart_;
};

}  // namespace

std::size_t Place::position(const ColumnName& column) const {
  const auto found = std::find(columns.begin(), columns.end(), column);
  base::must(found != columns.end(), "the walk keeps every column that it asks for");
  return static_cast<std::size_t>(found - columns.begin());
}

bool Place::keeps(const ColumnName& column) const {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

Chart chart(const map::Map& map, const std::vector<std::optional<relation::Catalogue>>& catalogues,
            const Exclusions& exclusions) {
  return Charting(map, catalogues).run(exclusions);
}

bool lies_inside(const map::Field& field) {
  return field.codec.kind != Codec::Kind::plain && field.codec.kind != Codec::Kind::rows;
}

}  // namespace habeas::find
