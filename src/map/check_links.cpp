// Links: do the two sides compare as what they are, and which declared foreign keys did nobody use?
#include <habeas/map/judging.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace habeas::map {
namespace {

using relation::Column;
using relation::Family;
using relation::ForeignKey;
using relation::Table;
using subject::Shape;

std::string type_of(const Column& column) {
  return column.type.empty() ? std::string("no type") : column.type;
}

void check_pair(const Table& table, const Column& here, const Table& target, const Column& there,
                const Place& place, Findings& findings) {
  const auto sides = fmt::format("{} ({}) and {} ({})", dotted(table.name, here.name), type_of(here),
                                 dotted(target.name, there.name), type_of(there));
  if (here.family != there.family) {
    findings.warning(place,
                     "The two sides of this link have different types and are compared as text: " + sides,
                     "12 and '12' meet, 12 and '012' do not. Give both columns one type where you can");
  } else if (here.collation != there.collation) {
    findings.note(place, "The two sides of this link have different collations: " + sides,
                  "The database may join more rows by one side than by the other; each is checked again");
  }
}

void check_types(const Judged& judged, const Table& table, const Link& link, Findings& findings) {
  const auto* target = judged.table_of(link);
  if (target == nullptr) return;
  for (const auto& [here, there] : link.columns) {
    const auto* one = table.column(here);
    const auto* other = target->column(there);
    if (one != nullptr && other != nullptr) check_pair(table, *one, *target, *other, link.place, findings);
  }
}

// Can a column of this family hold such an identifier at all?
bool can_hold(Family family, Shape shape) {
  switch (family) {
    case Family::text:
    case Family::other:
    case Family::json: return true;
    case Family::integer:
    case Family::decimal: return shape == Shape::number;
    case Family::uuid: return shape == Shape::text;
    case Family::boolean:
    case Family::real:
    case Family::bytes:
    case Family::date:
    case Family::time:
    case Family::timestamp: return false;
  }
  return true;
}

void check_identifier(const Judged& judged, const Table& table, const ColumnName& name,
                      const subject::KindName& kind, const Place& place, Findings& findings) {
  const auto* column = table.column(name);
  const auto shape = judged.map.organisation.kinds.shape(kind);
  if (column == nullptr || !shape || can_hold(column->family, *shape)) return;
  const bool phone =
      *shape == Shape::phone && (column->family == Family::integer || column->family == Family::decimal);
  findings.warning(place,
                   fmt::format("{} ({}) can hardly hold the identifier {}", dotted(table.name, name),
                               type_of(*column), shown(kind.text())),
                   phone ? "A number loses its leading 0 and its +: such phones are found only by chance"
                         : "Look again: is this the column that was meant?");
}

bool same_columns(const Link& link, const std::vector<ColumnName>& columns) {
  std::set<ColumnName> here;
  for (const auto& pair : link.columns) here.insert(pair.first);
  return here == std::set<ColumnName>(columns.begin(), columns.end());
}

// A link over the same columns is enough: a polymorphic one may lead elsewhere than the foreign key says.
bool used_as_link(const Judged& judged, const Table& table, const ForeignKey& key) {
  return std::ranges::any_of(judged.collections_of(table.name), [&](const Collection* collection) {
    return std::ranges::any_of(collection->links,
                               [&](const Link& link) { return same_columns(link, key.columns); });
  });
}

void check_foreign_key(const Judged& judged, const Table& table, const ForeignKey& key, Findings& findings) {
  const auto from = judged.collections_of(table.name);
  const auto targets = judged.collections_of(key.target);
  if (used_as_link(judged, table, key)) return;
  const auto what = fmt::format("The database says that {} refers to {}; the map does not use this link",
                                dotted(table.name, key.columns), shown(relation::to_string(key.target)));
  if (from.empty()) {
    if (!targets.empty() && judged.sight_only(table.name)) {
      findings.warning(judged.whole_file(), what + ", and lists the table under not_personal",
                       "A row that points at a person is seldom about nobody");
    }
  } else if (!targets.empty()) {
    findings.warning(from.front()->place, what,
                     "Say of, owns, mentions or shows: without it these rows are not found from there");
  } else if (judged.sight_only(key.target)) {
    findings.note(from.front()->place, what, "A shows link would let the row make sense to its reader");
  }
}

}  // namespace

void check_links(const Judged& judged, Findings& findings) {
  for (const auto& collection : judged.system.collections) {
    const auto* table = judged.table_of(collection);
    if (table == nullptr) continue;
    for (const auto& link : collection.links) {
      check_types(judged, *table, link, findings);
      if (link.identifier && !link.columns.empty()) {
        check_identifier(judged, *table, link.columns.front().first, *link.identifier, link.place, findings);
      }
    }
    for (const auto& field : collection.fields) {
      if (!field.identifier || field.codec.kind != Codec::Kind::plain) continue;
      check_identifier(judged, *table, field.column, *field.identifier, field.place, findings);
    }
  }
  for (const auto& table : judged.catalogue.tables) {
    for (const auto& key : table.foreign_keys) check_foreign_key(judged, table, key, findings);
  }
}

}  // namespace habeas::map
