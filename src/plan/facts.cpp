#include <habeas/plan/facts.h>

#include <habeas/plan/cells.h>
#include <habeas/plan/claims.h>
#include <habeas/plan/held.h>
#include <habeas/plan/meeting.h>
#include <habeas/plan/references.h>

namespace habeas::plan {
namespace {

std::vector<std::vector<KeptFor>> kept_of(const map::Map& map, const dossier::Dossier& dossier,
                                          const dossier::CollectionRows& where, dossier::Cells& cells) {
  std::vector<std::vector<KeptFor>> kept(where.rows.size());
  const Claims claims(map, dossier, where, cells);
  const auto hers = [&](std::size_t row) { return where.rows[row].klass != dossier::Class::anothers; };
  if (claims.columns().empty()) {
    const std::vector<KeptFor> always = claims.of({});
    for (std::size_t row = 0; row < kept.size(); ++row) {
      if (hers(row)) kept[row] = always;
    }
    return kept;
  }
  cells.rows(where, claims.columns(), [&](std::size_t row, const base::Personal<relation::Row>& read) {
    if (hers(row)) kept.at(row) = claims.of(read.reveal());
  });
  return kept;
}

// Key-value rows: the fields that read this column in rows of another name.
std::vector<std::vector<std::uint32_t>> elsewhere_of(const map::Map& map,
                                                     const dossier::CollectionRows& where,
                                                     dossier::Cells& cells) {
  std::vector<std::vector<std::uint32_t>> elsewhere(where.rows.size());
  const map::Collection* collection = collection_of(map, where);
  if (!collection) return elsewhere;
  std::vector<relation::ColumnName> columns;
  std::vector<std::pair<std::uint32_t, std::size_t>> fields;  // and the place of its name column
  for (std::size_t i = 0; i < collection->fields.size(); ++i) {
    const map::Codec& codec = collection->fields[i].codec;
    if (codec.kind != map::Codec::Kind::rows) continue;
    fields.emplace_back(static_cast<std::uint32_t>(i), place_of(columns, codec.name_column));
  }
  if (fields.empty() || where.rows.empty()) return elsewhere;
  cells.rows(where, columns, [&](std::size_t row, const base::Personal<relation::Row>& read) {
    for (const auto& [field, place] : fields) {
      const auto name = relation::canonical_text(read.reveal().at(place));
      if (!name || *name != collection->fields[field].codec.is) elsewhere.at(row).push_back(field);
    }
  });
  return elsewhere;
}

}  // namespace

Facts gather(const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells) {
  Facts facts;
  for (const dossier::CollectionRows& where : dossier.collections) {
    facts.kept.push_back(kept_of(map, dossier, where, cells));
    facts.elsewhere.push_back(elsewhere_of(map, where, cells));
  }
  facts.references = references_of(map, dossier, cells);
  facts.held_from_outside = held_from_outside(map, dossier, cells);
  return facts;
}

}  // namespace habeas::plan
