#include <habeas/handle/verified.h>

#include <habeas/map/codec.h>
#include <habeas/plan/cells.h>

#include <algorithm>
#include <map>
#include <optional>

namespace habeas::handle {
namespace {

using By = dossier::Arrival::By;
using RowOf = std::pair<std::size_t, std::size_t>;

// One value of an identifier in a row: by which arrival of it a row may be reached, and whether it passes on.
struct Borne {
  subject::Identifier identifier;
  std::string form;  // kind and normal form: what is the same
  By by = By::identifier;
  std::size_t index = 0;  // of the field, or of the link
  bool passes_on = false;
};

class Weighing {
 public:
  Weighing(const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells,
           const std::vector<subject::Identifier>& proven,
           const std::vector<subject::Identifier>& at_her_word = {})
      : map_(map), dossier_(dossier), cells_(cells) {
    for (const subject::Identifier& one : at_her_word) {
      if (const auto form = form_of(one)) at_her_word_.insert(*form);
    }
    for (const subject::Identifier& one : proven) {
      if (const auto form = form_of(one)) known_.insert(*form);
      proven_kinds_.insert(one.kind);
    }
  }

  Verified run() {
    for (std::size_t at = 0; at < dossier_.collections.size(); ++at) read(at);
    while (more()) {
    }
    for (std::size_t at = 0; at < dossier_.collections.size(); ++at) {
      for (std::size_t row = 0; row < dossier_.collections[at].rows.size(); ++row) judge({at, row});
    }
    return std::move(result_);
  }

  std::set<std::string> all_borne() {
    for (std::size_t at = 0; at < dossier_.collections.size(); ++at) read(at);
    std::set<std::string> forms;
    for (const auto& [row, borne] : borne_)
      for (const Borne& one : borne) forms.insert(one.form);
    return forms;
  }
  std::optional<std::string> form_of(const subject::Identifier& one) const {
    const auto form = subject::normal_form(map_.organisation.kinds, one.kind, one.value.reveal());
    if (!form) return std::nullopt;
    return one.kind.text() + '\n' + form->reveal();
  }

 private:
  const map::Collection* collection(std::size_t at) const {
    return plan::collection_of(map_, dossier_.collections[at]);
  }
  const dossier::ReachedRow& row_of(const RowOf& at) const {
    return dossier_.collections[at.first].rows[at.second];
  }

  // --- what the rows bear ---

  struct Source {
    std::size_t index;
    By by;
    subject::KindName kind;
    const map::Codec* codec;  // nullptr: a link's plain cell
    std::size_t column, name_column;
    bool passes_on;
  };

  void read(std::size_t at) {
    const dossier::CollectionRows& where = dossier_.collections[at];
    const map::Collection* of = collection(at);
    if (of == nullptr) return;
    std::vector<relation::ColumnName> columns;
    const auto column = [&](const relation::ColumnName& name) {
      columns.push_back(name);
      return columns.size() - 1;
    };
    std::vector<Source> sources;
    for (std::size_t i = 0; i < of->fields.size(); ++i) {
      const map::Field& field = of->fields[i];
      if (!field.identifier || field.codec.kind == map::Codec::Kind::mime) continue;
      const bool given = std::find(of->key.begin(), of->key.end(), field.column) != of->key.end();
      const bool in_rows = field.codec.kind == map::Codec::Kind::rows;
      const std::size_t name = in_rows ? column(field.codec.name_column) : 0;
      sources.push_back({i, By::identifier, *field.identifier, &field.codec, column(field.column), name,
                         (field.verified || given) && !field.shared});
    }
    for (std::size_t i = 0; i < of->links.size(); ++i) {
      const map::Link& link = of->links[i];
      if (link.identifier)
        sources.push_back({i, By::identifier_link, *link.identifier, nullptr,
                           column(link.columns.front().first), 0, false});
    }
    if (sources.empty()) return;
    cells_.rows(where, columns, [&](std::size_t row, const base::Personal<relation::Row>& cells) {
      for (const Source& source : sources) take(source, cells.reveal(), borne_[{at, row}]);
    });
  }

  void take(const Source& source, const relation::Row& cells, std::vector<Borne>& borne) const {
    std::vector<std::string> texts;
    if (source.codec == nullptr) {
      if (const auto text = relation::canonical_text(cells[source.column])) texts.push_back(*text);
    } else {
      const bool in_rows = source.codec->kind == map::Codec::Kind::rows;
      if (in_rows && relation::canonical_text(cells[source.name_column]) != source.codec->is) return;
      if (const auto values = map::read_values(*source.codec, cells[source.column])) texts = *values;
    }
    for (const std::string& text : texts) {
      Borne one{
          {source.kind, base::Personal<std::string>(text)}, {}, source.by, source.index, source.passes_on};
      if (const auto form = form_of(one.identifier)) {
        one.form = *form;
        borne.push_back(std::move(one));
      }
    }
  }

  // --- which rows count ---

  bool more() {
    bool changed = false;
    for (std::size_t at = 0; at < dossier_.collections.size(); ++at) {
      for (std::size_t row = 0; row < dossier_.collections[at].rows.size(); ++row) {
        if (result_.rows.contains({at, row}) || !counts({at, row})) continue;
        result_.rows.insert({at, row});
        changed = true;
        if (row_of({at, row}).is_person) pass_on({at, row});
      }
    }
    return changed;
  }

  void pass_on(const RowOf& row) {
    for (const Borne& one : borne_[row]) {
      if (one.passes_on && !at_her_word_.contains(one.form)) known_.insert(one.form);
    }
  }

  bool counts(const RowOf& at) const {
    if (dossier_.collections[at.first].sight_table) return true;
    const auto& arrivals = row_of(at).arrivals;
    return std::any_of(arrivals.begin(), arrivals.end(), [&](const dossier::Arrival& arrival) {
      switch (arrival.by) {
        case By::decision: return true;
        case By::identifier:
        case By::identifier_link: return bears_known(at, arrival);
        case By::link_down:
        case By::link_up: return from_a_row_that_counts(arrival);
      }
      return false;
    });
  }

  bool bears_known(const RowOf& at, const dossier::Arrival& arrival) const {
    if (arrival.by == By::identifier && by_name(at.first, arrival) && !arrival.from) return true;
    const auto borne = borne_.find(at);
    return borne != borne_.end() &&
           std::any_of(borne->second.begin(), borne->second.end(), [&](const Borne& one) {
             return one.by == arrival.by && one.index == arrival.link && known_.contains(one.form);
           });
  }

  // A name with a birth date lies in several fields; it is followed only where it was supplied, so it counts where it was
  // proven.
  bool by_name(std::size_t at, const dossier::Arrival& arrival) const {
    const map::Collection* of = collection(at);
    if (of == nullptr || arrival.link >= of->fields.size()) return false;
    const auto& kind = of->fields[arrival.link].identifier;
    return kind && kind->text() == "name+birthdate" && proven_kinds_.contains(*kind);
  }

  bool from_a_row_that_counts(const dossier::Arrival& arrival) const {
    if (!arrival.from || !arrival.from_row) return false;
    for (std::size_t at = 0; at < dossier_.collections.size(); ++at) {
      const dossier::CollectionRows& where = dossier_.collections[at];
      if (!where.sight_table && where.at == *arrival.from)
        return result_.rows.contains({at, *arrival.from_row});
    }
    return false;
  }

  // --- what is left to a human ---

  void judge(const RowOf& at) {
    if (result_.rows.contains(at)) return;
    const auto& arrivals = row_of(at).arrivals;
    const auto by = std::find_if(arrivals.begin(), arrivals.end(), [](const dossier::Arrival& arrival) {
      return arrival.by == By::identifier || arrival.by == By::identifier_link;
    });
    if (by == arrivals.end()) return;  // it hangs by a row that is doubtful itself
    // Rows that a link leads to by an identifier (her purchases by her card) are one question, not one for each.
    const map::Collection* of = collection(at.first);
    if (of != nullptr && by->by == By::identifier && dossier::decidable(*of)) return doubt_row(at, *of, *by);
    for (const Borne& one : borne_[at]) {
      if (one.by == by->by && one.index == by->link) doubt_identifier(at, one);
    }
  }

  // What is no person, and bears what somebody's doubtful row bears, follows when that row is decided upon.
  bool follows_a_doubtful_person(const RowOf& at, const dossier::Arrival& by) {
    if (row_of(at).is_person) return false;
    return std::any_of(borne_[at].begin(), borne_[at].end(), [&](const Borne& one) {
      return one.by == by.by && one.index == by.link &&
             bearer_of(one.form, [&](const RowOf& row) { return !does_count(row); }) != nullptr;
    });
  }

  void doubt_row(const RowOf& at, const map::Collection& of, const dossier::Arrival& by) {
    if (follows_a_doubtful_person(at, by)) return;
    dossier::Candidate candidate;
    candidate.why = dossier::Candidate::Why::unverified;
    candidate.at = dossier_.collections[at.first].at;
    candidate.key = row_of(at).key;
    if (of.fields[by.link].identifier) candidate.by = *of.fields[by.link].identifier;
    candidate.evidence = evidence(at, of);
    result_.doubtful.push_back(std::move(candidate));
  }

  // Its fields: identifiers held against those that are known to be hers.
  dossier::Candidate::Evidence evidence(const RowOf& at, const map::Collection& of) {
    dossier::Candidate::Evidence found;
    for (std::size_t i = 0; i < of.fields.size(); ++i) {
      if (!of.fields[i].identifier) continue;
      bool any = false, same = false;
      for (const Borne& one : borne_[at]) {
        if (one.by != By::identifier || one.index != i) continue;
        any = true;
        same = same || known_.contains(one.form) ||
               bearer_of(one.form, [&](const RowOf& row) { return does_count(row); }) != nullptr;
      }
      (same ? found.same : any ? found.different : found.silent).push_back(of.fields[i].name.text());
    }
    return found;
  }

  using Bearer = std::pair<const RowOf, std::vector<Borne>>;

  // A person's row that bears it: of those that count, or of the others.
  template <class Which>
  const Bearer* bearer_of(const std::string& form, const Which& which) const {
    for (const Bearer& row : borne_) {
      if (!row_of(row.first).is_person || !which(row.first)) continue;
      for (const Borne& one : row.second)
        if (one.form == form) return &row;
    }
    return nullptr;
  }
  bool does_count(const RowOf& at) const { return result_.rows.contains(at); }

  // Where somebody's row that is doubtful bears it too, that row is decided upon first.
  void doubt_identifier(const RowOf& at, const Borne& one) {
    if (bearer_of(one.form, [&](const RowOf& row) { return !does_count(row); }) != nullptr) return;
    if (!asked_.insert(one.form).second) return;
    const Bearer* bearer = bearer_of(one.form, [&](const RowOf& row) { return does_count(row); });
    const RowOf& written = bearer != nullptr ? bearer->first : at;
    result_.identifiers.push_back(
        {one.identifier, dossier_.collections[written.first].at, row_of(written).key});
  }

  const map::Map& map_;
  const dossier::Dossier& dossier_;
  dossier::Cells& cells_;
  std::set<std::string> known_;  // forms of what was proven, and of what was verified in rows that count
  std::set<std::string> at_her_word_;
  std::set<subject::KindName> proven_kinds_;
  std::map<RowOf, std::vector<Borne>> borne_;
  std::set<std::string> asked_;
  Verified result_;
};

}  // namespace

Verified verified(const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells,
                  const std::vector<subject::Identifier>& proven,
                  const std::vector<subject::Identifier>& at_her_word) {
  return Weighing(map, dossier, cells, proven, at_her_word).run();
}

void forget_others(const map::Map& map, const std::vector<dossier::Decision>& decisions,
                   dossier::Cells& cells, const std::vector<subject::Identifier>& proven,
                   dossier::Dossier& dossier) {
  dossier::Dossier others;
  for (const dossier::Decision& decision : decisions) {
    if (decision.says != dossier::Decision::Says::somebody_else) continue;
    dossier::CollectionRows where;
    where.at = decision.at;
    where.rows.emplace_back();
    where.rows.back().key = decision.key;
    others.collections.push_back(std::move(where));
  }
  Weighing weighing(map, others, cells, {});
  std::set<std::string> forms = weighing.all_borne();
  for (const subject::Identifier& one : proven)
    if (const auto form = weighing.form_of(one)) forms.erase(*form);
  std::erase_if(dossier.identifiers, [&](const dossier::KnownIdentifier& known) {
    const auto form = known.supplied ? std::nullopt : weighing.form_of(known.identifier);
    return form && forms.contains(*form);
  });
}

}  // namespace habeas::handle
