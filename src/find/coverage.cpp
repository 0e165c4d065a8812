#include <habeas/find/coverage.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace habeas::find {
namespace {

using dossier::NotSearched;
using map::LinkKind;
using Why = dossier::NotSearched::Why;

bool keeps_documents_of(const map::Map& map, const map::SystemName& system) {
  for (const auto& one : map.systems) {
    for (const auto& collection : one.collections) {
      for (const auto& field : collection.fields) {
        if (field.file == system) return true;
      }
    }
  }
  return false;
}

// Left out on purpose with a reason, or declared as copies of what is mapped.
bool speaks_of_whole(const map::SystemMap& system, const relation::TableName& table) {
  const auto is_copy = [&](const map::Copy& copy) {
    return relation::table_named(copy.name) == table || copy.name == table.name;
  };
  return std::any_of(system.not_personal.begin(), system.not_personal.end(),
                     [&](const map::NotPersonal& one) { return one.table == table; }) ||
         std::any_of(system.collections.begin(), system.collections.end(),
                     [&](const map::Collection& collection) {
                       return std::any_of(collection.copies.begin(), collection.copies.end(), is_copy);
                     });
}

std::set<relation::ColumnName> columns_spoken_of(const map::SystemMap& system,
                                                 const relation::TableName& table) {
  std::set<relation::ColumnName> columns;
  for (const auto& collection : system.collections) {
    if (collection.table != table) continue;
    for (auto& column : map::columns_read(collection)) columns.insert(std::move(column));
  }
  return columns;
}

}  // namespace

Coverage::Coverage(const Chart& chart, const Graph& graph, const Reading::State& state)
    : chart_(chart), graph_(graph), state_(state), serving_(chart, state) {}

std::vector<NotSearched> Coverage::not_searched(const Person& person, const Reached& reached) {
  Said result;
  Idents hers;
  Kinds known;
  for (const auto& one : person.known) {
    if (!one.followed && !one.disputed) continue;
    hers.insert(one.ident);
    known.insert(graph_.idents[one.ident].kind);
  }
  say_systems(result);
  result.insert(result.end(), chart_.gaps.begin(), chart_.gaps.end());
  say_fields(hers, reached, result);
  say_slow_links(hers, reached, result);
  say_differing(reached, result);
  const auto& missing = unsupplied(known);
  result.insert(result.end(), missing.begin(), missing.end());
  say_contested(person, reached, result);
  say_outside(person, reached, result);
  say_unmapped(result);
  say_unusable(person, result);
  return result;
}

// Rows that bear an identifier of hers which is somebody else's too: she is told how many wait for a human.
void Coverage::say_contested(const Person& person, const Reached& reached, Said& result) const {
  std::map<std::pair<std::uint32_t, subject::KindName>, std::set<RowId>> waiting;
  const auto wait = [&](RowId row, const subject::KindName& by) {
    if (!reached.contains(row) && !person.is_decided(row)) waiting[{graph_.rows[row].place, by}].insert(row);
  };
  for (const auto& doubtful : person.doubtful) {
    if (doubtful.why == dossier::Candidate::Why::contradiction) wait(doubtful.row, doubtful.by);
  }
  for (const auto& known : person.known) {
    if (!known.disputed) continue;
    const auto& ident = graph_.idents[known.ident];
    for (const auto& hit : ident.hits) wait(hit.row, ident.kind);
  }
  for (const auto& [where, rows] : waiting) {
    result.push_back(said(Why::contested, where.first, where.second.text()));
    result.back().count = rows.size();
  }
}

// Rows that her identifiers or her links lead to, and that the map's `where` leaves out.
void Coverage::say_outside(const Person& person, const Reached& reached, Said& result) const {
  std::map<std::uint32_t, std::set<OutsideId>> rows;  // by place
  const auto note = [&](OutsideId row) { rows[graph_.outside[row]].insert(row); };
  for (const auto& known : person.known) {
    if (!known.followed && !known.disputed) continue;
    for (const auto row : graph_.idents[known.ident].outside) note(row);
  }
  for (const auto& [row, reach] : reached) {
    for (const auto& outside : graph_.rows[row].outside) {
      if (is_followed(outside, reach)) note(outside.row);
    }
  }
  for (const auto& [place, left_out] : rows) {
    result.push_back(said(Why::outside_where, place, ""));
    result.back().count = left_out.size();
    result.back().detail = "not of this collection, as the map's `where` says, nor of another";
  }
}

// Was this link of a row, or to it, followed for somebody who came to the row so?
template <class Crossing>
bool Coverage::is_followed(const Crossing& at, const Reach& reach) const {
  const bool owning = at.pointing && chart_.links[at.link].link->kind == LinkKind::owns;
  return !at.pointing || (owning ? reach.owned : reach.onward());
}

// What the databases hold and the map does not speak of: nobody can say that it holds nothing of hers.
void Coverage::say_unmapped(Said& result) const {
  for (std::size_t i = 0; i < state_.systems.size(); ++i) {
    const auto& open = state_.systems[i];
    if (!open.catalogue || !open.own_catalogue || open.trouble) continue;
    const auto& system = chart_.map->systems[i];
    for (const auto& table : open.catalogue->tables) {
      if (table.kind == relation::TableKind::view || speaks_of_whole(system, table.name)) continue;
      const auto columns = columns_spoken_of(system, table.name);
      NotSearched unmapped;
      unmapped.why = Why::not_mapped;
      unmapped.system = system.system;
      unmapped.field_or_link = relation::to_string(table.name);
      for (const auto& column : table.columns) unmapped.count += !columns.contains(column.name);
      if (unmapped.count > 0) result.push_back(std::move(unmapped));
    }
  }
}

// Identifiers supplied that could not be searched by: not of their kind, or of a kind that nothing bears.
void Coverage::say_unusable(const Person& person, Said& result) const {
  Kinds borne;
  for (const auto& place : chart_.places) {
    if (place.collection == nullptr) continue;
    for (const auto& field : place.collection->fields) {
      if (field.identifier) borne.insert(*field.identifier);
    }
    for (const auto& link : place.collection->links) {
      if (link.identifier) borne.insert(*link.identifier);
    }
  }
  Kinds said;
  for (const auto& identifier : person.sought->identifiers) {
    const auto& unusable = person.unusable;
    const bool bad = std::find(unusable.begin(), unusable.end(), identifier.kind) != unusable.end();
    if ((!bad && borne.contains(identifier.kind)) || !said.insert(identifier.kind).second) continue;
    NotSearched gap;
    gap.why = bad ? Why::other : Why::kind_nowhere;
    gap.field_or_link = identifier.kind.text();
    gap.detail = bad ? "an identifier was supplied that is none of this kind: nothing was searched by it"
                     : "no field or link of the map bears this kind: nothing was searched by it";
    result.push_back(std::move(gap));
  }
}

NotSearched Coverage::said(Why why, std::uint32_t at, std::string name) const {
  const auto& place = chart_.places[at];
  NotSearched result;
  result.why = why;
  result.system = chart_.map->systems[place.system].system;
  result.collection = place.collection != nullptr ? place.collection->name : place.sight->name;
  result.field_or_link = std::move(name);
  return result;
}

void Coverage::say_systems(Said& result) const {
  for (const auto& open : state_.systems) {
    if (open.trouble) result.push_back(*open.trouble);
  }
  for (const auto& system : chart_.map->organisation.systems) {
    if (chart_.map->system(system.name) != nullptr) continue;
    const auto given = state_.documents.find(system.name);
    const bool is_given = given != state_.documents.end();
    if (is_given && given->second.snapshot && given->second.snapshot->holds_nothing()) continue;
    if (is_given && given->second.trouble) {
      result.push_back(*given->second.trouble);
    } else if (!keeps_documents_of(*chart_.map, system.name)) {
      NotSearched unmapped;
      unmapped.why = Why::no_map;
      unmapped.system = system.name;
      unmapped.detail = "no map says what is personal there";
      result.push_back(std::move(unmapped));
    }
  }
}

// The kinds of identifier written in rows of hers: their bearers were looked for, to know whose the rows are.
Coverage::Kinds Coverage::kinds_written_in(const Reached& reached) const {
  std::set<std::uint32_t> places;
  for (const auto& [row, reach] : reached) {
    if (reach.owned && !chart_.places[graph_.rows[row].place].is_person())
      places.insert(graph_.rows[row].place);
  }
  Kinds kinds;
  for (const auto at : places) {
    const auto* collection = chart_.places[at].collection;
    if (collection == nullptr) continue;
    for (const auto& field : collection->fields) {
      if (field.identifier && !field.shared && !is_name_and_birthdate(*field.identifier))
        kinds.insert(*field.identifier);
    }
    for (const auto& link : collection->links) {
      if (link.identifier && link.kind == LinkKind::of) kinds.insert(*link.identifier);
    }
  }
  return kinds;
}

// Those identifiers themselves.
Coverage::Idents Coverage::written_in(const Reached& reached) const {
  Idents written;
  const auto note = [&](const subject::KindName& kind, const std::string& text) {
    if (const auto ident = known_ident(graph_, chart_.map->organisation.kinds, kind, text))
      written.insert(*ident);
  };
  for (const auto& [id, reach] : reached) {
    const auto& row = graph_.rows[id];
    const auto& place = chart_.places[row.place];
    if (!reach.owned || place.is_person() || place.collection == nullptr) continue;
    const auto& cells = row.cells.reveal();
    for (const auto& field : place.collection->fields) {
      if (!field.identifier || field.shared || is_name_and_birthdate(*field.identifier)) continue;
      bool undecodable = false;
      for (const auto& text : texts_of(place, field, cells, undecodable)) note(*field.identifier, text);
    }
    for (const auto number : place.links_here) {
      const auto& link = chart_.links[number];
      if (link.to != nowhere || link.link->kind != LinkKind::of) continue;
      if (const auto text = text_of(chart_, link, cells)) note(*link.link->identifier, *text);
    }
  }
  return written;
}

// Would one of these identifiers be searched there by reading everything? Of that column it may be said to be slow.
bool Coverage::reads_whole(std::uint32_t at, const map::Field& field, const Idents& by) const {
  return std::any_of(by.begin(), by.end(), [&](IdentId ident) {
    const auto& one = graph_.idents[ident];
    return one.kind == field.identifier && serving_.field(at, field, one.probes) == Means::whole;
  });
}

bool Coverage::reads_whole(const ChartedLink& link, const Idents& by) const {
  return std::any_of(by.begin(), by.end(), [&](IdentId ident) {
    const auto& one = graph_.idents[ident];
    return one.kind == link.link->identifier && serving_.identifier_link(link, one.probes) == Means::whole;
  });
}

// Identifier fields that could not be searched, or not in every cell.
void Coverage::say_fields(const Idents& hers, const Reached& reached, Said& result) const {
  Kinds known;
  for (const auto ident : hers) known.insert(graph_.idents[ident].kind);
  const auto kinds_written = kinds_written_in(reached);
  const auto written = chart_.slow.empty() ? Idents{} : written_in(reached);
  for (std::uint32_t at = 0; at < chart_.places.size(); ++at) {
    const auto& place = chart_.places[at];
    if (!place.usable || place.collection == nullptr) continue;
    const auto& fields = place.collection->fields;
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
      const auto& field = fields[i];
      if (!field.identifier || (!searches(field) && field.codec.kind != map::Codec::Kind::mime)) continue;
      const bool searched = known.contains(*field.identifier);
      const bool bearing = place.is_person() && !field.shared;
      if (chart_.is_slow(at, field.column) &&
          (reads_whole(at, field, hers) || (bearing && reads_whole(at, field, written))))
        result.push_back(said(Why::no_index_in_time, at, field.name.text()));
      if (field.codec.kind == map::Codec::Kind::mime &&
          (searched || (bearing && kinds_written.contains(*field.identifier))))
        result.push_back(said(Why::codec_unknown, at, field.name.text()));
      if (searched) say_undecodable(at, i, hers, result);
    }
  }
}

// …and those searched only in part.
void Coverage::say_undecodable(std::uint32_t at, std::uint32_t number, const Idents& hers,
                               Said& result) const {
  const auto& field = chart_.places[at].collection->fields[number];
  if (chart_.read_within.contains({at, field.column.text()}) && reads_whole(at, field, hers)) {
    result.push_back(said(Why::outside_where, at, field.name.text()));
    result.back().detail = "no index serves, so that only what the map's `where` leaves in was read";
  }
  std::uint64_t broken = 0;
  for (const auto ident : hers) {
    const auto& met = graph_.idents[ident].undecodable;
    const auto found = met.find({at, number});
    if (found != met.end()) broken = std::max(broken, found->second);
  }
  if (broken == 0) return;
  result.push_back(said(Why::cell_undecodable, at, field.name.text()));
  result.back().count = broken;
}

// Links that no index serves in time, where she has a row from which they would have been followed.
void Coverage::say_slow_links(const Idents& hers, const Reached& reached, Said& result) const {
  if (chart_.slow.empty()) return;
  std::set<std::uint32_t> reached_places, onward_places;
  for (const auto& [row, reach] : reached) {
    reached_places.insert(graph_.rows[row].place);
    if (reach.onward()) onward_places.insert(graph_.rows[row].place);
  }
  const auto slow = [&](std::uint32_t at, const std::vector<std::size_t>& positions) {
    return std::any_of(positions.begin(), positions.end(), [&](std::size_t position) {
      return chart_.is_slow(at, chart_.places[at].columns[position]);
    });
  };
  const auto slow_link = [&](const ChartedLink& link, std::uint32_t at,
                             const std::vector<std::size_t>& positions) {
    return slow(at, positions) && serving_.link(link, at, positions) == Means::whole;
  };
  for (const auto& link : chart_.links) {
    bool missed = false;
    if (link.to == nowhere) {
      missed = slow(link.from, link.here) && reads_whole(link, hers);
    } else {
      missed = (onward_places.contains(link.to) && slow_link(link, link.from, link.here)) ||
               (reached_places.contains(link.from) && slow_link(link, link.to, link.there));
    }
    if (missed)
      result.push_back(said(Why::no_index_in_time, link.from, link.link->columns.front().first.text()));
  }
}

void Coverage::say_differing(const Reached& reached, Said& result) const {
  std::map<std::uint32_t, std::uint64_t> rows_by_link;
  for (const auto& [row, reach] : reached) {
    for (const auto& differing : graph_.rows[row].differing) {
      if (is_followed(differing, reach)) rows_by_link[differing.link] += differing.rows;
    }
  }
  for (const auto& [number, rows] : rows_by_link) {
    const auto& link = chart_.links[number];
    result.push_back(said(Why::differs_in_spelling, link.from, link.link->columns.front().first.text()));
    result.back().count = rows;
  }
}

// The collections that only a kind of identifier leads to that nobody supplied, and that was not found either.
const Coverage::Said& Coverage::unsupplied(const Kinds& known) {
  const auto cached = unsupplied_.find(known);
  if (cached != unsupplied_.end()) return cached->second;
  Said result;
  Kinds others;
  for (const auto& name : chart_.map->organisation.kinds.names()) {
    if (!known.contains(subject::KindName(name))) others.insert(subject::KindName(name));
  }
  const auto searched = searched_with(known);
  for (const auto& kind : others) {
    auto more = known;
    more.insert(kind);
    const auto with_it = searched_with(more);
    for (std::uint32_t at = 0; at < chart_.places.size(); ++at) {
      if (with_it[at] && !searched[at]) result.push_back(said(Why::identifier_not_supplied, at, kind.text()));
    }
  }
  std::sort(result.begin(), result.end(), [](const NotSearched& a, const NotSearched& b) {
    return std::tie(a.system, a.collection, a.field_or_link) <
           std::tie(b.system, b.collection, b.field_or_link);
  });
  return unsupplied_.emplace(known, std::move(result)).first->second;
}

// By place: would a row of hers be found there, knowing identifiers of these kinds?
std::vector<bool> Coverage::searched_with(const Kinds& known) const {
  std::vector<bool> searched(chart_.places.size(), false);
  for (std::uint32_t at = 0; at < chart_.places.size(); ++at) {
    const auto& place = chart_.places[at];
    if (!place.usable || place.collection == nullptr) continue;
    for (const auto& field : place.collection->fields) {
      if (field.identifier && known.contains(*field.identifier)) searched[at] = true;
    }
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& link : chart_.links) {
      if (link.gives_sight()) continue;
      const bool down = link.link->kind == LinkKind::of;
      const auto to = down ? link.from : link.to;
      if (to == nowhere || searched[to] || chart_.places[to].is_person()) continue;
      const bool begins =
          link.to == nowhere ? known.contains(*link.link->identifier) : searched[down ? link.to : link.from];
      if (!begins) continue;
      searched[to] = changed = true;
    }
  }
  return searched;
}

}  // namespace habeas::find
