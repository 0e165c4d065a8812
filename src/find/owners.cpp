#include <habeas/find/owners.h>

#include <algorithm>
#include <iterator>

namespace habeas::find {
namespace {

bool holds(const std::vector<std::uint32_t>& sorted, std::uint32_t person) {
  return std::binary_search(sorted.begin(), sorted.end(), person);
}

const std::vector<std::uint32_t> no_one;

}  // namespace

bool SoleOwners::may_be(std::uint32_t person) const { return everybody_ || holds(people_, person); }

bool SoleOwners::keep_only(const std::vector<std::uint32_t>& people) {
  if (everybody_) {
    everybody_ = false;
    people_ = people;
    return true;
  }
  std::vector<std::uint32_t> kept;
  std::set_intersection(people_.begin(), people_.end(), people.begin(), people.end(),
                        std::back_inserter(kept));
  const bool changed = kept.size() != people_.size();
  people_ = std::move(kept);
  return changed;
}

bool SoleOwners::keep_only(const SoleOwners& other) { return !other.everybody_ && keep_only(other.people_); }

Owners::Owners(const Chart& chart, const Graph& graph, const std::vector<Person>& people)
    : chart_(chart),
      graph_(graph),
      who_is_(graph.rows.size()),
      who_bears_(graph.idents.size()),
      sole_(graph.rows.size()) {
  for (std::uint32_t person = 0; person < people.size(); ++person) {
    for (const auto row : people[person].rows) who_is_[row].push_back(person);
    for (const auto ident : people[person].own) who_bears_[ident].push_back(person);
  }
  for (RowId row = 0; row < graph_.rows.size(); ++row) begin(row);
  settle();
}

bool Owners::is_person(RowId row, std::uint32_t person) const { return holds(who_is_[row], person); }

bool Owners::is_hers(IdentId ident, std::uint32_t person) const { return holds(who_bears_[ident], person); }

// What is known of a row by itself and by the persons directly above it.
void Owners::begin(RowId row) {
  const auto& place = chart_.places[graph_.rows[row].place];
  if (place.sight != nullptr || place.is_person()) return;
  for (const auto owner : graph_.rows[row].owners) {
    if (chart_.places[graph_.rows[owner].place].is_person()) sole_[row].keep_only(who_is_[owner]);
  }
  if ((graph_.rows[row].asked & ask::bearers) != 0) begin_written(row);
}

// The identifiers written in it. An `of` link names somebody even when nobody is known to bear it; a field does
// when somebody is known to.
void Owners::begin_written(RowId row) {
  const auto& place = chart_.places[graph_.rows[row].place];
  const auto& kinds = chart_.map->organisation.kinds;
  const auto& cells = graph_.rows[row].cells.reveal();
  for (const auto& field : place.collection->fields) {
    if (!field.identifier || field.shared || is_name_and_birthdate(*field.identifier)) continue;
    bool undecodable = false;
    for (const auto& text : texts_of(place, field, cells, undecodable)) {
      if (const auto ident = known_ident(graph_, kinds, *field.identifier, text))
        restrict_to_bearers(row, *ident);
    }
  }
  for (const auto number : place.links_here) {
    const auto& link = chart_.links[number];
    if (link.to != nowhere || link.link->kind != map::LinkKind::of) continue;
    const auto text = text_of(chart_, link, cells);
    if (!text) continue;
    const auto ident = known_ident(graph_, kinds, *link.link->identifier, *text);
    sole_[row].keep_only(ident ? who_bears_[*ident] : no_one);
    if (ident) restrict_to_bearers(row, *ident);
  }
}

void Owners::restrict_to_bearers(RowId row, IdentId ident) {
  for (const auto& hit : graph_.idents[ident].hits) {
    const bool bearer = hit.what == Hit::What::field && chart_.places[graph_.rows[hit.row].place].is_person();
    if (bearer) sole_[row].keep_only(who_is_[hit.row]);
  }
}

void Owners::settle() {
  for (bool changed = true; changed;) {
    changed = false;
    for (RowId row = 0; row < graph_.rows.size(); ++row) {
      const auto& place = chart_.places[graph_.rows[row].place];
      if (place.sight != nullptr || place.is_person()) continue;
      for (const auto owner : graph_.rows[row].owners) {
        if (chart_.places[graph_.rows[owner].place].is_person()) continue;
        changed = sole_[row].keep_only(sole_[owner]) || changed;
      }
    }
  }
}

}  // namespace habeas::find
