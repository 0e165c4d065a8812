#include <habeas/plan/copies.h>

#include <habeas/base/text.h>
#include <habeas/map/codec.h>
#include <habeas/plan/meeting.h>

#include <algorithm>
#include <set>

namespace habeas::plan {
namespace {

const map::Codec& codec(const map::Collection& collection, const Cell& cell) {
  static const map::Codec plain;
  return cell.field < 0 ? plain : collection.fields[static_cast<std::size_t>(cell.field)].codec;
}
bool key_value(const map::Collection& collection, const Cell& cell) {
  return codec(collection, cell).kind == map::Codec::Kind::rows;
}

bool borne_by(const map::Map& map, const subject::KindName& kind, const std::string& data) {
  for (const map::SystemMap& system : map.systems) {
    for (const map::Collection& collection : system.collections) {
      for (const map::Field& field : collection.fields) {
        if (field.identifier == kind && field.data == data) return true;
      }
    }
  }
  return false;
}

bool concerns(const map::Map& map, const map::Collection& collection, const Cell& cell,
              const std::string& data) {
  if (cell.field >= 0 && collection.fields[static_cast<std::size_t>(cell.field)].data == data) return true;
  const subject::KindName* kind = link_kind(collection, cell);
  return kind && borne_by(map, *kind, data);
}

struct Wanted {
  std::size_t cell = 0;
  std::size_t place = 0;       // in the columns read
  std::size_t name_place = 0;  // of a key-value field's name column
  int correction = 0;
};

std::vector<Wanted> wanted_of(const map::Map& map, const map::Collection& collection,
                              const std::vector<Cell>& all, const std::vector<Correction>& corrections,
                              std::vector<relation::ColumnName>& columns) {
  std::vector<Wanted> wanted;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t k = 0; k < corrections.size(); ++k) {
      if (!concerns(map, collection, all[i], corrections[k].data)) continue;
      Wanted one{i, place_of(columns, all[i].column), 0, static_cast<int>(k)};
      if (key_value(collection, all[i]))
        one.name_place = place_of(columns, codec(collection, all[i]).name_column);
      wanted.push_back(one);
    }
  }
  return wanted;
}

bool is_of_this_name(const map::Collection& collection, const Cell& cell, const Wanted& wanted,
                     const relation::Row& read) {
  if (!key_value(collection, cell)) return true;
  const auto name = relation::canonical_text(read.at(wanted.name_place));
  return name && *name == codec(collection, cell).is;
}

// Hers alone, about nobody else, and open to correction.
bool is_her_own(const map::Map& map, const dossier::CollectionRows& where, const dossier::ReachedRow& row,
                const Cell& cell) {
  if (row.klass != dossier::Class::mine || cell.field < 0) return false;
  const auto unproven = std::find(row.unproven_fields.begin(), row.unproven_fields.end(),
                                  static_cast<std::uint32_t>(cell.field));
  return unproven == row.unproven_fields.end() && !only_for_the_law(map, where, cell);
}

}  // namespace

const subject::KindName* link_kind(const map::Collection& collection, const Cell& cell) {
  for (const std::uint32_t link : cell.links) {
    if (collection.links[link].identifier) return &*collection.links[link].identifier;
  }
  return nullptr;
}

const map::Activity* only_for_the_law(const map::Map& map, const dossier::CollectionRows& where,
                                      const Cell& cell) {
  const Datum datum = datum_of(map.systems[where.at.system], *collection_of(map, where), cell);
  const map::Activity* last = nullptr;
  for (const map::ActivityName& name : *datum.purposes) {
    const map::Activity* activity = map.activity(name);
    if (!activity || activity->basis != law::LegalBasis::legal_obligation) return nullptr;
    last = activity;
  }
  return last;
}

void each_concerned(const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells,
                    const std::vector<Correction>& corrections,
                    const std::function<void(const Concerned&)>& each) {
  for (std::size_t c = 0; c < dossier.collections.size(); ++c) {
    const dossier::CollectionRows& where = dossier.collections[c];
    const map::Collection* collection = collection_of(map, where);
    if (!collection || where.rows.empty()) continue;
    const std::vector<Cell> all = cells_of(map, where);
    std::vector<relation::ColumnName> columns;
    const std::vector<Wanted> wanted = wanted_of(map, *collection, all, corrections, columns);
    if (wanted.empty()) continue;
    cells.rows(where, columns, [&](std::size_t row, const base::Personal<relation::Row>& read) {
      for (const Wanted& one : wanted) {
        if (!is_of_this_name(*collection, all[one.cell], one, read.reveal())) continue;
        Concerned concerned{c, row, one.cell, one.correction, {}};
        if (const auto values =
                map::read_values(codec(*collection, all[one.cell]), read.reveal().at(one.place)))
          concerned.values = *values;
        each(concerned);
      }
    });
  }
}

std::vector<Correction> as_it_stands(const map::Map& map, const dossier::Dossier& dossier,
                                     dossier::Cells& cells, std::vector<Correction> corrections) {
  const auto is_open = [](const Correction& one) { return one.was.reveal().empty(); };
  if (std::none_of(corrections.begin(), corrections.end(), is_open)) return corrections;
  std::vector<std::set<std::string>> held(corrections.size());
  each_concerned(map, dossier, cells, corrections, [&](const Concerned& one) {
    const dossier::CollectionRows& where = dossier.collections[one.collection];
    const auto k = static_cast<std::size_t>(one.correction);
    if (!one.values || !is_her_own(map, where, where.rows[one.row], cells_of(map, where)[one.cell])) return;
    for (const std::string& value : *one.values) {
      // What says already what she asks for tells nothing of what it was: a run may have been interrupted.
      if (!base::trim(value).empty() && value != corrections[k].is.reveal()) held[k].insert(value);
    }
  });
  for (std::size_t k = 0; k < corrections.size(); ++k) {
    if (!is_open(corrections[k])) continue;
    if (held[k].size() == 1) corrections[k].was = base::Personal<std::string>(*held[k].begin());
    corrections[k].several = held[k].size() > 1;
  }
  return corrections;
}

}  // namespace habeas::plan
