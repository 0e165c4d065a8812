#include <habeas/find/judge.h>

#include <habeas/find/decide.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace habeas::find {
namespace {

using dossier::Candidate;
using dossier::Class;
using dossier::Dossier;
using dossier::Outcome;
using dossier::ReachedRow;

class Judgement {
 public:
  Judgement(const Chart& chart, const Graph& graph, const Owners& owners, const Person& person,
            std::uint32_t number, const Reached& reached)
      : chart_(chart), graph_(graph), owners_(owners), person_(person), number_(number), reached_(reached) {}

  void write_rows(Dossier& dossier) {
    std::map<std::uint32_t, std::vector<RowId>> by_place;
    for (const auto& [row, reach] : reached_) by_place[graph_.rows[row].place].push_back(row);
    for (auto& [place, rows] : by_place) {
      std::sort(rows.begin(), rows.end(), [&](RowId a, RowId b) { return comes_before(graph_, a, b); });
      for (std::uint32_t i = 0; i < rows.size(); ++i) index_[rows[i]] = i;
    }
    auto ways = ways_to(chart_, graph_, owners_, person_, number_, reached_);
    for (const auto& [place, rows] : by_place) {
      dossier::CollectionRows collection;
      collection.at = chart_.places[place].at();
      collection.sight_table = chart_.places[place].sight != nullptr;
      for (const auto row : rows) collection.rows.push_back(judged(row, ways[row]));
      dossier.collections.push_back(std::move(collection));
    }
  }

  void write_candidates(Dossier& dossier) const {
    std::map<RowId, Candidate> candidates;
    const auto add = [&](RowId row, Candidate::Why why, const subject::KindName& by) {
      if (reached_.contains(row) || person_.is_decided(row)) return;
      const auto& found = graph_.rows[row];
      candidates.try_emplace(row, Candidate{why, chart_.places[found.place].at(), found.key, by});
    };
    for (const auto& doubtful : person_.doubtful) add(doubtful.row, doubtful.why, doubtful.by);
    const auto add_hits = [&](Candidate::Why why, bool shared) {
      for (const auto& known : person_.known) {
        if (!known.disputed && !(shared && known.followed)) continue;
        const auto& ident = graph_.idents[known.ident];
        for (const auto& hit : ident.hits) {
          if ((hit.what == Hit::What::shared_field) == shared) add(hit.row, why, ident.kind);
        }
      }
    };
    // What a household shares is the simpler reason, whichever identifier was met first.
    add_hits(Candidate::Why::shared_identifier, true);
    add_hits(Candidate::Why::contradiction, false);
    std::vector<RowId> rows;
    for (const auto& entry : candidates) rows.push_back(entry.first);
    std::sort(rows.begin(), rows.end(), [&](RowId a, RowId b) { return comes_before(graph_, a, b); });
    for (const auto row : rows) {
      dossier.candidates.push_back(std::move(candidates.at(row)));
      dossier.candidates.back().evidence = evidence(chart_, graph_, person_, row);
    }
  }

  void write_identifiers(Dossier& dossier) const {
    const auto& supplied = person_.sought->identifiers;
    for (const auto& identifier : supplied) dossier.identifiers.push_back({identifier, true, std::nullopt});
    if (person_.undecided) return;
    for (const auto& known : person_.known) {
      if (!known.found_in) continue;
      const auto& ident = graph_.idents[known.ident];
      const auto& found_in = chart_.places[graph_.rows[*known.found_in].place];
      dossier.identifiers.push_back({{ident.kind, known.value}, false, found_in.at(), known.followed});
    }
  }

 private:
  ReachedRow judged(RowId id, const std::vector<Way>& ways) const {
    const auto& row = graph_.rows[id];
    ReachedRow result;
    result.key = row.key;
    result.copies = row.copies;
    result.is_person = owners_.is_person(id, number_);
    result.klass = class_of(id, result.is_person);
    for (const auto& way : ways) result.arrivals.push_back(arrival(way));
    if (chart_.places[row.place].sight != nullptr) return result;
    result.links_to_others = links_to_others(id);
    if (!result.is_person && reached_.at(id).owned) result.unproven_fields = unproven_fields(row);
    return result;
  }

  Class class_of(RowId id, bool is_person) const {
    if (!reached_.at(id).owned) return Class::anothers;
    if (is_person) return Class::mine;
    return owners_.has_others(id, number_) ? Class::shared : Class::mine;
  }

  dossier::Arrival arrival(const Way& way) const {
    dossier::Arrival result;
    result.by = way.by;
    result.link = way.link;
    result.sight = way.sight;
    if (way.from) {
      result.from = chart_.places[graph_.rows[*way.from].place].at();
      result.from_row = index_.at(*way.from);
    }
    return result;
  }

  // Links of the row that lead to somebody else, or to what is somebody else's alone.
  std::vector<std::uint32_t> links_to_others(RowId id) const {
    const auto& row = graph_.rows[id];
    std::set<std::uint32_t> others;
    for (const auto& edge : row.targets) {
      if (is_others(edge.to)) others.insert(chart_.links[edge.link].index);
    }
    for (const auto number : chart_.places[row.place].links_here) {
      const auto& link = chart_.links[number];
      if (link.to != nowhere) continue;
      const auto text = text_of(chart_, link, row.cells.reveal());
      if (text && !is_hers(*link.link->identifier, *text)) others.insert(link.index);
    }
    return {others.begin(), others.end()};
  }

  bool is_others(RowId id) const {
    const auto& place = chart_.places[graph_.rows[id].place];
    if (place.sight != nullptr) return false;
    if (place.is_person()) return !owners_.is_person(id, number_);
    const auto reached = reached_.find(id);
    const bool hers = reached != reached_.end() && reached->second.owned;
    return !hers && owners_.has_others(id, number_);
  }

  bool is_hers(const subject::KindName& kind, const std::string& text) const {
    const auto ident = known_ident(graph_, chart_.map->organisation.kinds, kind, text);
    return ident && owners_.is_hers(*ident, number_);
  }

  // Semantics 6. A cell that cannot be read proves nothing.
  std::vector<std::uint32_t> unproven_fields(const GraphRow& row) const {
    std::vector<std::uint32_t> unproven;
    const auto& place = chart_.places[row.place];
    const auto& fields = place.collection->fields;
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
      if (!fields[i].identifier) continue;
      bool undecodable = false;
      const auto texts = identifiers_of(place, fields[i], row.cells.reveal(), undecodable);
      const bool proven = std::all_of(texts.begin(), texts.end(), [&](const std::string& text) {
        return is_hers(*fields[i].identifier, text);
      });
      if (undecodable || !proven) unproven.push_back(i);
    }
    return unproven;
  }

  const Chart& chart_;
  const Graph& graph_;
  const Owners& owners_;
  const Person& person_;
  std::uint32_t number_;
  const Reached& reached_;
  std::unordered_map<RowId, std::uint32_t> index_;
};

Outcome outcome_of(const Person& person, const Dossier& dossier) {
  if (person.undecided) return *person.undecided;
  if (!dossier.collections.empty()) return Outcome::found;
  return dossier.candidates.empty() ? Outcome::nobody : Outcome::candidates;
}

std::vector<dossier::SystemReading> systems_read(const Reading::State& state) {
  std::vector<dossier::SystemReading> result;
  for (std::size_t s = 0; s < state.systems.size(); ++s) {
    const auto& open = state.systems[s];
    dossier::SystemReading reading;
    reading.system = state.map.systems[s].system;
    reading.spent = open.spent;
    if (open.snapshot) {
      reading.snapshot = open.snapshot->taken_at();
      reading.statements = open.snapshot->statements_sent();
    }
    result.push_back(std::move(reading));
  }
  return result;
}

}  // namespace

dossier::Dossier judge(const Chart& chart, const Graph& graph, const Reading::State& state,
                       const Owners& owners, Coverage& coverage, const Person& person, std::uint32_t number) {
  Dossier dossier;
  Reached reached;
  if (!person.undecided) reached = reached_by(chart, graph, owners, person, number);
  Judgement judgement(chart, graph, owners, person, number, reached);
  judgement.write_rows(dossier);
  judgement.write_candidates(dossier);
  judgement.write_identifiers(dossier);
  dossier.decisions = person.decisions;
  dossier.outcome = outcome_of(person, dossier);
  dossier.not_searched = coverage.not_searched(person, reached);
  dossier.systems = systems_read(state);
  dossier.map_digest = chart.map->digest;
  return dossier;
}

}  // namespace habeas::find
