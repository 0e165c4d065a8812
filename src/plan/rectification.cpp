#include <habeas/plan/rectification.h>

#include <habeas/base/text.h>
#include <habeas/plan/asking.h>
#include <habeas/plan/copies.h>
#include <habeas/plan/fits.h>
#include <habeas/plan/refusals.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace habeas::plan {
namespace {

using dossier::Arrival;
using dossier::Class;

bool has(const std::vector<std::uint32_t>& list, std::size_t index) {
  return std::find(list.begin(), list.end(), static_cast<std::uint32_t>(index)) != list.end();
}

// A cell that holds what is to be corrected.
struct Copy {
  std::size_t cell = 0;
  int correction = 0;
  bool alike = false;  // but for case and spaces
};

enum class Match { no, alike, same };

std::string without_case_and_spaces(std::string_view text) {
  std::string kept;
  for (const char c : base::fold_case(base::trim(text))) {
    if (c != ' ') kept += c;
  }
  return kept;
}

class Copies {
 public:
  Copies(const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells,
         const std::vector<Correction>& corrections, Asking& asking)
      : map_(map), dossier_(dossier), corrections_(corrections), asking_(asking), found_(corrections.size()) {
    each_concerned(map, dossier, cells, corrections, [this](const Concerned& one) { look(one); });
    for (std::size_t i = 0; i < corrections.size(); ++i) {
      if (corrections[i].several) {
        asking.ask(
            fmt::format("Her records hold different values of '{}', and she did not say which one is wrong: "
                        "ask her what is "
                        "written today",
                        corrections[i].data));
      } else if (!found_[i]) {
        asking.ask(
            fmt::format("No cell of '{}' holds what it was said to be: ask her what she saw, and where",
                        corrections[i].data));
      }
    }
  }

  const std::vector<Copy>& of(std::size_t collection, std::size_t row) const {
    static const std::vector<Copy> none;
    const auto at = copies_.find({collection, row});
    return at == copies_.end() ? none : at->second;
  }

 private:
  void look(const Concerned& one) {
    const dossier::CollectionRows& where = dossier_.collections[one.collection];
    const Cell cell = cells_of(map_, where)[one.cell];
    const Correction& correction = corrections_[static_cast<std::size_t>(one.correction)];
    if (!one.values) {
      asking_.ask(fmt::format("{}.{} could not be read: whether it holds '{}' must be looked at",
                              place_in_words(map_, where), cell.column.text(), correction.data),
                  one.collection, one.row);
      return;
    }
    const Match match = best(*collection_of(map_, where), cell, *one.values, correction, where.rows[one.row]);
    if (match == Match::no) return;
    found_[static_cast<std::size_t>(one.correction)] = true;
    copies_[{one.collection, one.row}].push_back({one.cell, one.correction, match == Match::alike});
  }

  // Where nothing was written of her anywhere, her own cell is completed (GDPR 16, second sentence).
  Match best(const map::Collection& collection, const Cell& cell, const std::vector<std::string>& values,
             const Correction& correction, const dossier::ReachedRow& row) const {
    if (correction.several) return Match::no;
    const std::string& was = correction.was.reveal();
    if (was.empty()) {
      const bool empty = std::all_of(values.begin(), values.end(),
                                     [](const std::string& value) { return base::trim(value).empty(); });
      return empty && row.is_person && row.klass == Class::mine && cell.field >= 0 ? Match::same : Match::no;
    }
    Match match = Match::no;
    for (const std::string& value : values) match = std::max(match, compare(collection, cell, value, was));
    return match;
  }

  Match compare(const map::Collection& collection, const Cell& cell, const std::string& value,
                const std::string& was) const {
    const subject::KindName* kind = link_kind(collection, cell);
    if (cell.field >= 0) {
      const auto& field = collection.fields[static_cast<std::size_t>(cell.field)];
      if (field.identifier && field.identifier->text() != "name+birthdate") kind = &*field.identifier;
    }
    if (kind && subject::same(map_.organisation.kinds, *kind, value, was)) return Match::same;
    if (value == was) return Match::same;
    if (kind) return Match::no;
    return without_case_and_spaces(value) == without_case_and_spaces(was) ? Match::alike : Match::no;
  }

  const map::Map& map_;
  const dossier::Dossier& dossier_;
  const std::vector<Correction>& corrections_;
  Asking& asking_;
  std::vector<bool> found_;
  std::map<std::pair<std::size_t, std::size_t>, std::vector<Copy>> copies_;
};

class Correcting {
 public:
  Correcting(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library,
             const std::vector<Correction>& corrections, const Copies& copies, const Refusals& refusals,
             Asking& asking)
      : map_(map),
        dossier_(dossier),
        library_(library),
        corrections_(corrections),
        copies_(copies),
        refusals_(refusals),
        asking_(asking) {}

  std::vector<Decision> row(std::size_t c, std::size_t r) {
    const dossier::CollectionRows& where = dossier_.collections[c];
    const std::vector<Cell> cells = cells_of(map_, where);
    std::vector<Decision> decisions(cells.size(), decided(Fate::untouched, rest(where, where.rows[r])));
    for (const Copy& copy : copies_.of(c, r)) decisions[copy.cell] = decide(c, r, cells[copy.cell], copy);
    return decisions;
  }

 private:
  static const char* rest(const dossier::CollectionRows& where, const dossier::ReachedRow& row) {
    if (where.sight_table) return "about-nobody";
    if (row.klass == Class::anothers) return "anothers";
    return row.klass == Class::shared ? "shared-with-others" : "not-asked";
  }

  Decision decided(Fate fate, const std::string& ground) const {
    return {.fate = fate, .ground = ground, .article = article_of_ground(library_, ground)};
  }

  Decision decide(std::size_t c, std::size_t r, const Cell& cell, const Copy& copy) {
    const dossier::CollectionRows& where = dossier_.collections[c];
    const dossier::ReachedRow& row = where.rows[r];
    const map::Collection& collection = *collection_of(map_, where);
    const bool names_her = by_identifier(row, cell);
    if (row.klass == Class::anothers && !names_her) return decided(Fate::untouched, "anothers");
    if (auto then = true_then(where, cell)) return *std::move(then);
    if (refusals_.computed(where.at, cell.column)) return decided(Fate::keep, "computed");
    const std::string why = trouble(where.at, collection, row, cell, copy, names_her);
    if (!why.empty()) {
      asking_.ask(fmt::format("{}.{} holds '{}' as it was and is not corrected: {}",
                              place_in_words(map_, where), cell.column.text(), data(copy), why),
                  c, r);
      return decided(Fate::untouched, "needs-decision");
    }
    if (copy.alike)
      asking_.tell(fmt::format("{}.{} is corrected although it is written with other capitals or spaces",
                               place_in_words(map_, where), cell.column.text()),
                   c, r);
    Decision decision = decided(Fate::correct, "inaccurate");
    decision.becomes = Becomes::corrected;
    decision.correction = copy.correction;
    return decision;
  }

  const std::string& data(const Copy& copy) const {
    return corrections_[static_cast<std::size_t>(copy.correction)].data;
  }

  // In a row that is not hers alone: the identifier by which she came to it.
  static bool by_identifier(const dossier::ReachedRow& row, const Cell& cell) {
    return std::any_of(row.arrivals.begin(), row.arrivals.end(), [&](const Arrival& arrival) {
      if (arrival.by == Arrival::By::identifier) return cell.field == static_cast<int>(arrival.link);
      return arrival.by == Arrival::By::identifier_link && has(cell.links, arrival.link) &&
             !has(row.links_to_others, arrival.link);
    });
  }

  // It says what was true on its date.
  std::optional<Decision> true_then(const dossier::CollectionRows& where, const Cell& cell) const {
    const map::Activity* kept_for = only_for_the_law(map_, where, cell);
    if (!kept_for) return std::nullopt;
    Decision decision = decided(Fate::keep, "true-then");
    decision.activity = kept_for->name.text();
    decision.reference =
        kept_for->retention.reference.empty() ? kept_for->basis_reference : kept_for->retention.reference;
    return decision;
  }

  // Why a human must look first; empty: nothing stands in the way.
  std::string trouble(const map::CollectionAt& at, const map::Collection& collection,
                      const dossier::ReachedRow& row, const Cell& cell, const Copy& copy,
                      bool names_her) const {
    const Correction& correction = corrections_[static_cast<std::size_t>(copy.correction)];
    if (row.klass == Class::shared && !names_her) return "the record is also other people's";
    if (cell.field >= 0 && has(row.unproven_fields, static_cast<std::size_t>(cell.field)))
      return "nothing proves that it is hers";
    if (cell.key) return "it is part of the record's key";
    if (correction.is.reveal() == correction.was.reveal()) return "what it is to become is what it was";
    const map::Field* field =
        cell.field < 0 ? nullptr : &collection.fields[static_cast<std::size_t>(cell.field)];
    return why_not_fit(map_, refusals_, at, cell, field, correction.is.reveal());
  }

  const map::Map& map_;
  const dossier::Dossier& dossier_;
  const law::Library& library_;
  const std::vector<Correction>& corrections_;
  const Copies& copies_;
  const Refusals& refusals_;
  Asking& asking_;
};

}  // namespace

Plan rectification(const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells,
                   const law::Library& library, const std::vector<Correction>& corrections,
                   const std::vector<std::optional<relation::Catalogue>>& catalogues) {
  Asking asking;
  ask_whose(dossier, asking);
  const Refusals refusals(map, catalogues);
  const std::vector<Correction> whole = as_it_stands(map, dossier, cells, corrections);
  const Copies copies(map, dossier, cells, whole, asking);
  Correcting correcting(map, dossier, library, whole, copies, refusals, asking);
  return build_by_row(
      law::Right::rectification, map, dossier, library,
      [&](std::size_t collection, std::size_t row) { return correcting.row(collection, row); },
      [&] { return asking.remarks(); });
}

}  // namespace habeas::plan
