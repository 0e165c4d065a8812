#include <habeas/plan/rectification.h>

#include <habeas/base/text.h>
#include <habeas/map/codec.h>
#include <habeas/plan/asking.h>
#include <habeas/plan/datum.h>
#include <habeas/plan/fits.h>
#include <habeas/plan/meeting.h>
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
    for (std::size_t c = 0; c < dossier.collections.size(); ++c) read(c, cells);
    for (std::size_t i = 0; i < corrections.size(); ++i) {
      if (!found_[i])
        asking.ask(
            fmt::format("No cell of '{}' holds what it was said to be: ask her what she saw, and where",
                        corrections[i].data));
    }
  }

  const std::vector<Copy>& of(std::size_t collection, std::size_t row) const {
    static const std::vector<Copy> none;
    const auto at = copies_.find({collection, row});
    return at == copies_.end() ? none : at->second;
  }

 private:
  struct Wanted {
    std::size_t cell = 0;
    std::size_t place = 0;       // in the columns read
    std::size_t name_place = 0;  // of a key-value field's name column
    int correction = 0;
  };

  // The kind of identifier that a link's column bears, if it does.
  static const subject::KindName* link_kind(const map::Collection& collection, const Cell& cell) {
    for (const std::uint32_t link : cell.links) {
      if (collection.links[link].identifier) return &*collection.links[link].identifier;
    }
    return nullptr;
  }

  bool borne_by(const subject::KindName& kind, const std::string& data) const {
    for (const map::SystemMap& system : map_.systems) {
      for (const map::Collection& collection : system.collections) {
        for (const map::Field& field : collection.fields) {
          if (field.identifier == kind && field.data == data) return true;
        }
      }
    }
    return false;
  }

  bool concerns(const map::Collection& collection, const Cell& cell, const std::string& data) const {
    if (cell.field >= 0 && collection.fields[static_cast<std::size_t>(cell.field)].data == data) return true;
    const subject::KindName* kind = link_kind(collection, cell);
    return kind && borne_by(*kind, data);
  }

  void read(std::size_t c, dossier::Cells& cells) {
    const dossier::CollectionRows& where = dossier_.collections[c];
    const map::Collection* collection = collection_of(map_, where);
    if (!collection || where.rows.empty()) return;
    const std::vector<Cell> all = cells_of(map_, where);
    std::vector<relation::ColumnName> columns;
    std::vector<Wanted> wanted;
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t k = 0; k < corrections_.size(); ++k) {
        if (!concerns(*collection, all[i], corrections_[k].data)) continue;
        Wanted one{i, place_of(columns, all[i].column), 0, static_cast<int>(k)};
        if (key_value(*collection, all[i]))
          one.name_place = place_of(columns, codec(*collection, all[i]).name_column);
        wanted.push_back(one);
      }
    }
    if (wanted.empty()) return;
    cells.rows(where, columns, [&](std::size_t row, const base::Personal<relation::Row>& read) {
      for (const Wanted& one : wanted) look(c, row, *collection, all[one.cell], one, read.reveal());
    });
  }

  static const map::Codec& codec(const map::Collection& collection, const Cell& cell) {
    static const map::Codec plain;
    return cell.field < 0 ? plain : collection.fields[static_cast<std::size_t>(cell.field)].codec;
  }
  static bool key_value(const map::Collection& collection, const Cell& cell) {
    return codec(collection, cell).kind == map::Codec::Kind::rows;
  }

  void look(std::size_t c, std::size_t row, const map::Collection& collection, const Cell& cell,
            const Wanted& wanted, const relation::Row& read) {
    if (key_value(collection, cell)) {
      const auto name = relation::canonical_text(read.at(wanted.name_place));
      if (!name || *name != codec(collection, cell).is) return;
    }
    const auto values = map::read_values(codec(collection, cell), read.at(wanted.place));
    if (!values) {
      asking_.ask(fmt::format("{}.{} could not be read: whether it holds '{}' must be looked at",
                              place_in_words(map_, dossier_.collections[c]), cell.column.text(),
                              corrections_[static_cast<std::size_t>(wanted.correction)].data),
                  c, row);
      return;
    }
    const Match match = best(collection, cell, *values, wanted.correction, dossier_.collections[c].rows[row]);
    if (match == Match::no) return;
    found_[static_cast<std::size_t>(wanted.correction)] = true;
    copies_[{c, row}].push_back({wanted.cell, wanted.correction, match == Match::alike});
  }

  Match best(const map::Collection& collection, const Cell& cell, const std::vector<std::string>& values,
             int correction, const dossier::ReachedRow& row) const {
    const std::string& was = corrections_[static_cast<std::size_t>(correction)].was.reveal();
    if (was.empty())
      return row.is_person && row.klass == Class::mine && cell.field >= 0 ? Match::same : Match::no;
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
    if (auto then = true_then(where, collection, cell)) return *std::move(then);
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

  // Kept for a legal obligation alone: it says what was true on its date.
  std::optional<Decision> true_then(const dossier::CollectionRows& where, const map::Collection& collection,
                                    const Cell& cell) const {
    const Datum datum = datum_of(map_.systems[where.at.system], collection, cell);
    const map::Activity* last = nullptr;
    for (const map::ActivityName& name : *datum.purposes) {
      const map::Activity* activity = map_.activity(name);
      if (!activity || activity->basis != law::LegalBasis::legal_obligation) return std::nullopt;
      last = activity;
    }
    if (!last) return std::nullopt;
    Decision decision = decided(Fate::keep, "true-then");
    decision.activity = last->name.text();
    decision.reference =
        last->retention.reference.empty() ? last->basis_reference : last->retention.reference;
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
  const Copies copies(map, dossier, cells, corrections, asking);
  Correcting correcting(map, dossier, library, corrections, copies, refusals, asking);
  return build_by_row(
      law::Right::rectification, map, dossier, library,
      [&](std::size_t collection, std::size_t row) { return correcting.row(collection, row); },
      [&] { return asking.remarks(); });
}

}  // namespace habeas::plan
