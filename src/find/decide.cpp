#include <habeas/find/decide.h>

#include <habeas/find/level.h>

#include <algorithm>
#include <map>
#include <utility>

namespace habeas::find {
namespace {

using dossier::Decision;
using dossier::DecisionTaken;

std::uint32_t place_at(const Chart& chart, const map::CollectionAt& at) {
  for (std::uint32_t place = 0; place < chart.places.size(); ++place) {
    if (chart.places[place].collection != nullptr && chart.places[place].at() == at) return place;
  }
  return nowhere;
}

// The row that has the key exactly; else the only one whose key reads the same ("12" for 12).
std::optional<RowId> row_of(const Graph& graph, std::uint32_t place, const relation::RowKey& key) {
  if (const auto exact = row_of_key(graph, place, key.reveal_encoded())) return exact;
  const auto wanted = key.reveal();
  std::optional<RowId> only;
  for (const auto& [hash, row] : graph.by_key[place]) {
    const auto cells = graph.rows[row].key.reveal();
    const bool same =
        std::equal(cells.begin(), cells.end(), wanted.begin(), wanted.end(),
                   [](const auto& a, const auto& b) { return dossier::key_text(a) == dossier::key_text(b); });
    if (same && only) return std::nullopt;
    if (same) only = row;
  }
  return only;
}

void note(const Chart& chart, const Graph& graph, Person& person, const Decision& decision) {
  const auto place = place_at(chart, decision.at);
  DecisionTaken taken{decision, DecisionTaken::Fate::not_read};
  if (place != nowhere && chart.places[place].usable) {
    const auto row = row_of(graph, place, decision.key);
    taken.fate = row ? DecisionTaken::Fate::used : DecisionTaken::Fate::no_such_row;
    if (row && decision.says == Decision::Says::this_person)
      person.decided_hers.emplace(*row, person.decisions.size());
    else if (row)
      person.decided_others.insert(*row);
  }
  person.decisions.push_back(std::move(taken));
}

class Weighing {
 public:
  Weighing(const Chart& chart, const Graph& graph, const Person& person, RowId row)
      : chart_(chart), graph_(graph), person_(person), row_(row) {
    for (const auto ident : person.own) kinds_.insert(graph.idents[ident].kind);
    others_ = person.rows;
    if (!others_.empty()) return;
    for (const auto& doubtful : person.doubtful) {
      if (doubtful.row != row) others_.push_back(doubtful.row);
    }
  }

  dossier::Candidate::Evidence run() {
    const auto& place = chart_.places[graph_.rows[row_].place];
    for (const auto& field : place.collection->fields) {
      if (field.identifier) weigh_identifier(place, field);
      if (field.agree && !field.data.empty()) weigh_likeness(field);
    }
    return std::move(evidence_);
  }

 private:
  std::vector<std::string> texts(RowId row, const map::Field& field) const {
    bool undecodable = false;
    return texts_of(chart_.places[graph_.rows[row].place], field, graph_.rows[row].cells.reveal(),
                    undecodable);
  }

  void weigh_identifier(const Place& place, const map::Field& field) {
    bool undecodable = false;
    const auto borne = identifiers_of(place, field, graph_.rows[row_].cells.reveal(), undecodable);
    const bool hers = std::any_of(borne.begin(), borne.end(), [&](const std::string& text) {
      const auto ident = known_ident(graph_, chart_.map->organisation.kinds, *field.identifier, text);
      return ident && person_.own.contains(*ident);
    });
    const bool comparable = !borne.empty() && kinds_.contains(*field.identifier);
    (hers         ? evidence_.same
     : comparable ? evidence_.different
                  : evidence_.silent)
        .push_back(field.name.text());
  }

  void weigh_likeness(const map::Field& field) {
    const auto mine = texts(row_, field);
    bool agrees = false, differs = false;
    for (const auto other : others_) {
      const auto theirs = texts_in(other, field.data);
      if (mine.empty() || theirs.empty()) continue;
      (contradict(field.data, mine, theirs) ? differs : agrees) = true;
    }
    auto& list = differs ? evidence_.different : agrees ? evidence_.same : evidence_.silent;
    if (std::find(list.begin(), list.end(), field.name.text()) == list.end())
      list.push_back(field.name.text());
  }

  std::vector<std::string> texts_in(RowId row, const std::string& data) const {
    std::vector<std::string> all;
    for (const auto& field : chart_.places[graph_.rows[row].place].collection->fields) {
      if (!field.agree || field.data != data) continue;
      for (auto& text : texts(row, field)) all.push_back(std::move(text));
    }
    return all;
  }

  static bool contradict(const std::string& data, const std::vector<std::string>& mine,
                         const std::vector<std::string>& theirs) {
    return std::all_of(mine.begin(), mine.end(), [&](const std::string& one) {
      return std::all_of(theirs.begin(), theirs.end(),
                         [&](const std::string& other) { return subject::contradict(data, one, other); });
    });
  }

  const Chart& chart_;
  const Graph& graph_;
  const Person& person_;
  RowId row_;
  std::set<subject::KindName> kinds_;  // of which she has an identifier
  std::vector<RowId> others_;          // the rows to be alike
  dossier::Candidate::Evidence evidence_;
};

}  // namespace

bool read_decided(Chart& chart, Graph& graph, Reading::State& state, const Limits& limits,
                  std::vector<Person>& people) {
  Level level(chart, graph, state, limits);
  for (const auto& person : people) {
    for (const auto& decision : person.sought->decisions) {
      const auto place = place_at(chart, decision.at);
      if (place != nowhere && chart.places[place].usable) level.ask_key(place, decision.key.reveal());
    }
  }
  if (!level.empty() && !level.run()) return false;
  for (auto& person : people) {
    for (const auto& decision : person.sought->decisions) note(chart, graph, person, decision);
  }
  return true;
}

dossier::Candidate::Evidence evidence(const Chart& chart, const Graph& graph, const Person& person,
                                      RowId row) {
  return Weighing(chart, graph, person, row).run();
}

}  // namespace habeas::find
