#include <habeas/find/identity.h>

#include <habeas/find/decide.h>
#include <habeas/find/level.h>
#include <habeas/find/likeness.h>

#include <algorithm>
#include <map>
#include <utility>

namespace habeas::find {
namespace {

using dossier::Candidate;
using dossier::Outcome;
using Why = dossier::Candidate::Why;

// One person's way from the identifiers supplied to the rows that are her.
class Search {
 public:
  Search(const Chart& chart, Graph& graph, Likeness& likeness, Person& person)
      : chart_(chart), graph_(graph), likeness_(likeness), person_(person) {}

  void begin() {
    for (const auto row : person_.decided_others) {
      if (is_person(row)) rejected_.insert(row);
    }
    const auto astray = [](const auto& one) { return one.fate == dossier::DecisionTaken::Fate::no_such_row; };
    if (std::any_of(person_.decisions.begin(), person_.decisions.end(), astray))
      person_.undecided = Outcome::candidates;
    for (const auto& identifier : person_.sought->identifiers) {
      const auto ident =
          intern(graph_, chart_.map->organisation.kinds, identifier.kind, identifier.value.reveal());
      if (!ident) {
        person_.unusable.push_back(identifier.kind);
      } else if (person_.own.insert(*ident).second) {
        learn({*ident, true, std::nullopt, {}});
      }
    }
  }

  const std::vector<IdentId>& fresh() const { return fresh_; }

  // Takes in what the fresh identifiers led to.
  void advance() {
    const auto met = rows_met();
    const bool first = !begun_;
    begun_ = true;
    fresh_.clear();
    if (person_.undecided) return;
    if (first) accept_decided();
    std::vector<RowId> rows;
    for (const auto& entry : met) rows.push_back(entry.first);
    std::sort(rows.begin(), rows.end(), [&](RowId a, RowId b) { return comes_before(graph_, a, b); });
    if (first) {
      judge_supplied(rows, met);
    } else {
      rows = those_that_fit(rows, met);
    }
    if (person_.undecided) return;
    for (const auto row : rows) accept(row);
  }

  // Nothing more is found: is it one person?
  void finish() {
    if (!person_.undecided) join_linked();
    if (!person_.undecided) look_for_homonyms();
    if (!person_.undecided && contradicting(accepted_)) undecided(Outcome::conflict, Why::contradiction);
    if (!person_.undecided) join_agreeing();
    if (person_.undecided) return;
    person_.rows = accepted_;
    for (auto& known : person_.known) {
      const bool proves_little = known.found_in || is_name_and_birthdate(graph_.idents[known.ident].kind);
      if (!proves_little || !known.followed || !disputed(known.ident)) continue;
      known.followed = false;
      known.disputed = true;
    }
  }

 private:
  using Met = std::map<RowId, std::set<IdentId>>;

  bool is_person(RowId row) const { return chart_.places[graph_.rows[row].place].is_person(); }
  bool by_human(RowId row) const { return person_.decided_hers.contains(row); }

  // What a human said is her is one person, whatever the rows say.
  void accept_decided() {
    std::vector<RowId> rows;
    for (const auto& [row, decision] : person_.decided_hers) {
      if (is_person(row)) rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end(), [&](RowId a, RowId b) { return comes_before(graph_, a, b); });
    for (const auto row : rows) {
      accept(row);
      join(row, rows.front());
      by_human_.insert(likeness_.profile(row));
    }
  }

  void learn(KnownIdent known) {
    if (known.followed) {
      auto& ident = graph_.idents[known.ident];
      ident.bearers_wanted = ident.rest_wanted = true;
      fresh_.push_back(known.ident);
    }
    person_.known.push_back(std::move(known));
  }

  // The rows that are persons and bear a fresh identifier, not yet decided upon.
  Met rows_met() const {
    Met met;
    for (const auto& known : person_.known) {
      if (!known.followed || std::find(fresh_.begin(), fresh_.end(), known.ident) == fresh_.end()) continue;
      for (const auto& hit : graph_.idents[known.ident].hits) {
        if (hit.what != Hit::What::field || !is_person(hit.row)) continue;
        if (part_.contains(hit.row) || rejected_.contains(hit.row)) continue;
        met[hit.row].insert(known.ident);
      }
    }
    return met;
  }

  // Of her identifiers, the kind of the first: the graph's own order depends on who else is sought.
  const subject::KindName& first_of(const std::set<IdentId>& met) const {
    const auto first = std::find_if(person_.known.begin(), person_.known.end(),
                                    [&](const KnownIdent& known) { return met.contains(known.ident); });
    return graph_.idents[first->ident].kind;
  }

  std::set<std::size_t> profiles_of(const std::vector<RowId>& rows) {
    std::set<std::size_t> profiles;
    for (const auto row : rows) profiles.insert(likeness_.profile(row));
    return profiles;
  }

  bool contradicting(const std::vector<RowId>& rows) {
    const auto profiles = profiles_of(rows);
    std::set<std::size_t> told_by_rows;
    for (const auto row : rows) {
      if (!by_human(row)) told_by_rows.insert(likeness_.profile(row));
    }
    return std::any_of(told_by_rows.begin(), told_by_rows.end(),
                       [&](std::size_t profile) { return differs(profile, profiles); });
  }

  void undecided(Outcome outcome, Why why, const std::vector<RowId>& rows, const Met& met) {
    person_.undecided = outcome;
    for (const auto row : rows) {
      if (!by_human(row)) doubt(row, why, first_of(met.at(row)));
    }
  }

  void undecided(Outcome outcome, Why why) {
    person_.undecided = outcome;
    for (const auto row : accepted_) {
      if (!by_human(row)) doubt(row, why, met_by_.at(row));
    }
  }

  void doubt(RowId row, Why why, const subject::KindName& by) { person_.doubtful.push_back({row, why, by}); }

  // The rows of the supplied identifiers: two people for one identifier are homonyms, two people for two
  // identifiers are a conflict.
  void judge_supplied(const std::vector<RowId>& rows, const Met& met) {
    for (const auto& known : person_.known) {
      std::vector<RowId> bearing;
      for (const auto row : rows) {
        if (met.at(row).contains(known.ident)) bearing.push_back(row);
      }
      if (contradicting(bearing)) return undecided(Outcome::candidates, Why::homonym, rows, met);
      if (!is_name_and_birthdate(graph_.idents[known.ident].kind)) continue;
      namesakes_.push_back(bearing);
    }
    auto all = rows;
    all.insert(all.end(), accepted_.begin(), accepted_.end());
    if (contradicting(all)) return undecided(Outcome::conflict, Why::contradiction, rows, met);
    note_kinds(rows, met);
  }

  void note_kinds(const std::vector<RowId>& rows, const Met& met) {
    for (const auto row : rows) met_by_[row] = first_of(met.at(row));
  }

  // Of the rows met by identifiers that were found: those that are her as far as can be told. First go those that
  // contradict somebody they would join, then those that contradict each other; what is left of a number that one of
  // them bears (a number given to two people) must agree with her, silence is not enough.
  std::vector<RowId> those_that_fit(const std::vector<RowId>& rows, const Met& met) {
    note_kinds(rows, met);
    std::map<std::size_t, std::set<std::size_t>> hers;  // profiles, by part
    for (const auto row : accepted_) hers[part(row)].insert(likeness_.profile(row));
    std::vector<RowId> left = rows;
    keep(left, [&](RowId row) { return !differs(likeness_.profile(row), profiles_joined(row, met, hers)); });
    std::map<std::size_t, std::set<std::size_t>> new_ones;
    for (const auto row : left) {
      for (const auto joined : parts_joined(met.at(row))) new_ones[joined].insert(likeness_.profile(row));
    }
    keep(left,
         [&](RowId row) { return !differs(likeness_.profile(row), profiles_joined(row, met, new_ones)); });
    keep(left, [&](RowId row) {
      const auto& idents = met.at(row);
      const bool doubted =
          std::all_of(idents.begin(), idents.end(), [&](IdentId ident) { return disputed(ident); });
      return !doubted || agrees_with_one(row, profiles_joined(row, met, hers));
    });
    return left;
  }

  // Keeps the rows of which it is true; the others are somebody else's until a human decides.
  template <class Fits>
  void keep(std::vector<RowId>& rows, const Fits& fits) {
    std::vector<RowId> fitting;
    std::vector<RowId> unfit;
    for (const auto row : rows) (fits(row) ? fitting : unfit).push_back(row);
    for (const auto row : unfit) {
      rejected_.insert(row);
      doubt(row, Why::contradiction, met_by_.at(row));
    }
    rows = std::move(fitting);
  }

  // Does somebody bear it who was found to be another?
  bool disputed(IdentId ident) const {
    const auto& hits = graph_.idents[ident].hits;
    return std::any_of(hits.begin(), hits.end(), [&](const Hit& hit) {
      return hit.what == Hit::What::field && rejected_.contains(hit.row);
    });
  }

  std::set<std::size_t> profiles_joined(RowId row, const Met& met,
                                        const std::map<std::size_t, std::set<std::size_t>>& by_part) {
    std::set<std::size_t> profiles;
    for (const auto joined : parts_joined(met.at(row))) {
      if (const auto there = by_part.find(joined); there != by_part.end()) {
        profiles.insert(there->second.begin(), there->second.end());
      }
    }
    return profiles;
  }

  bool agrees_with_one(RowId row, const std::set<std::size_t>& profiles) {
    return std::any_of(profiles.begin(), profiles.end(), [&](std::size_t profile) {
      return likeness_.compare(likeness_.profile(row), profile) == Likeness::Verdict::agree;
    });
  }

  // From one of them; of those that a human said are her (her name before and after a marriage), from every one.
  bool differs(std::size_t profile, const std::set<std::size_t>& others) {
    bool fits_hers = false, differs_from_hers = false;
    for (const auto other : others) {
      const bool contradicts = likeness_.compare(profile, other) == Likeness::Verdict::contradict;
      if (contradicts && !by_human_.contains(other)) return true;
      if (by_human_.contains(other)) (contradicts ? differs_from_hers : fits_hers) = true;
    }
    return differs_from_hers && !fits_hers;
  }

  std::set<std::size_t> parts_joined(const std::set<IdentId>& idents) {
    std::set<std::size_t> parts;
    for (const auto ident : idents) {
      if (const auto bearer = bearer_.find(ident); bearer != bearer_.end())
        parts.insert(part(bearer->second));
    }
    return parts;
  }

  void accept(RowId row) {
    if (part_.contains(row)) return;
    part_.emplace(row, parent_.size());
    parent_.push_back(parent_.size());
    accepted_.push_back(row);
    const auto& place = chart_.places[graph_.rows[row].place];
    const auto cells = graph_.rows[row].cells.reveal();
    for (const auto& field : place.collection->fields) {
      if (!field.identifier || field.codec.kind == map::Codec::Kind::mime) continue;
      bool undecodable = false;
      for (const auto& text : identifiers_of(place, field, cells, undecodable)) take_in(row, field, text);
    }
  }

  // A value of one of her identifier fields.
  void take_in(RowId row, const map::Field& field, const std::string& text) {
    const auto ident = intern(graph_, chart_.map->organisation.kinds, *field.identifier, text);
    if (!ident) return;
    if (field.shared) {
      person_.own.insert(*ident);
      return;
    }
    const bool unique = !is_name_and_birthdate(*field.identifier);
    if (unique) {
      const auto [bearer, is_new] = bearer_.try_emplace(*ident, row);
      if (!is_new) join(row, bearer->second);
    }
    const bool known = std::any_of(person_.known.begin(), person_.known.end(),
                                   [&](const KnownIdent& other) { return other.ident == *ident; });
    person_.own.insert(*ident);
    if (!known) learn({*ident, unique, row, base::Personal<std::string>(text)});
  }

  std::size_t part(RowId row) {
    auto at = part_.at(row);
    while (parent_[at] != at) at = parent_[at] = parent_[parent_[at]];
    return at;
  }
  void join(RowId a, RowId b) { parent_[part(a)] = part(b); }

  // Rows that are persons and linked by `of` or `owns` are one person; being mentioned is no kinship.
  void join_linked() {
    for (const auto row : accepted_) {
      const auto& cells = graph_.rows[row].cells.reveal();
      for (const auto number : chart_.places[graph_.rows[row].place].links_here) {
        const auto& link = chart_.links[number];
        if (!link.gives_sight() && active(chart_, link, cells)) join_by(row, link, cells);
      }
    }
  }

  void join_by(RowId row, const ChartedLink& link, const relation::Row& cells) {
    if (link.to == nowhere) {
      const auto text = text_of(chart_, link, cells);
      if (!text) return;
      const auto ident = known_ident(graph_, chart_.map->organisation.kinds, *link.link->identifier, *text);
      if (!ident) return;
      if (const auto bearer = bearer_.find(*ident); bearer != bearer_.end()) join(row, bearer->second);
      return;
    }
    const auto tuple = compared(link, link.here, cells);
    for (const auto other : accepted_) {
      if (!tuple || graph_.rows[other].place != link.to) continue;
      if (compared(link, link.there, graph_.rows[other].cells.reveal()) == tuple) join(row, other);
    }
  }

  // Several people of one name and birth date, when nothing else says that they are one.
  void look_for_homonyms() {
    for (const auto& bearing : namesakes_) {
      for (const auto row : bearing) {
        if (part(row) != part(bearing.front())) return undecided(Outcome::candidates, Why::homonym);
      }
    }
  }

  // What is left apart was reached by different supplied identifiers: one person when the rows agree.
  void join_agreeing() {
    std::map<std::size_t, RowId> first_of;  // by profile
    for (const auto row : accepted_) first_of.try_emplace(likeness_.profile(row), row);
    for (const auto row : accepted_) {
      for (const auto& [profile, other] : first_of) {
        if (likeness_.compare(likeness_.profile(row), profile) == Likeness::Verdict::agree) join(row, other);
      }
    }
    if (person_.sought->settled) return;
    for (const auto row : accepted_) {
      if (part(row) != part(accepted_.front()))
        return undecided(Outcome::candidates, Why::nothing_to_compare);
    }
  }

  const Chart& chart_;
  Graph& graph_;
  Likeness& likeness_;
  Person& person_;
  bool begun_ = false;
  std::vector<IdentId> fresh_;
  std::vector<RowId> accepted_;  // in the order met
  std::set<RowId> rejected_;
  std::set<std::size_t> by_human_;  // profiles of rows that a human said are her
  std::map<RowId, subject::KindName> met_by_;
  std::map<IdentId, RowId> bearer_;  // an accepted row that bears it
  std::vector<std::vector<RowId>> namesakes_;
  std::map<RowId, std::size_t> part_;  // union-find over accepted rows
  std::vector<std::size_t> parent_;
};

}  // namespace

bool Person::knows(IdentId ident) const {
  return std::any_of(known.begin(), known.end(),
                     [&](const KnownIdent& one) { return one.followed && one.ident == ident; });
}

bool comes_before(const Graph& graph, RowId a, RowId b) {
  const auto& left = graph.rows[a];
  const auto& right = graph.rows[b];
  if (left.place != right.place) return left.place < right.place;
  return relation::RowKey::Order{}(left.key, right.key);
}

bool identify(Chart& chart, Graph& graph, Reading::State& state, const Limits& limits,
              std::vector<Person>& people) {
  if (!read_decided(chart, graph, state, limits, people)) return false;
  Likeness likeness(chart, graph);
  std::vector<Search> searches;
  searches.reserve(people.size());
  for (auto& person : people) searches.emplace_back(chart, graph, likeness, person);
  for (auto& search : searches) search.begin();
  for (bool more = true; more;) {
    Level level(chart, graph, state, limits);
    for (auto& search : searches) {
      for (const auto ident : search.fresh()) level.ask_identifier(ident);
    }
    if (!level.empty() && !level.run()) return false;
    more = false;
    for (auto& search : searches) {
      search.advance();
      more = more || !search.fresh().empty();
    }
  }
  for (auto& search : searches) search.finish();
  return true;
}

}  // namespace habeas::find
