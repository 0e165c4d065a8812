// Which collection is really the person? Choosing the login or the contact card instead of the person whom they
// belong to goes wrong quietly: half of her is found. Modest notes: a database cannot say for sure.
#include <habeas/map/judging.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace habeas::map {
namespace {

using relation::ForeignKey;
using relation::Table;

bool says_who(const Field& field) {
  return field.data.starts_with("identity.") || field.data.starts_with("contact.");
}

bool has_names(const Collection& collection) {
  return std::ranges::any_of(collection.fields,
                             [](const Field& f) { return f.data.starts_with("identity."); });
}

// At most one row here for each row there: the columns are the key, or unique.
bool one_to_one(const Table& table, const ForeignKey& key) {
  const std::set<ColumnName> columns(key.columns.begin(), key.columns.end());
  if (columns == std::set<ColumnName>(table.primary_key.begin(), table.primary_key.end())) return true;
  return std::ranges::any_of(table.indexes, [&](const relation::Index& index) {
    std::set<ColumnName> parts;
    for (const auto& part : index.parts) parts.insert(part.column);
    return index.unique && index.where.empty() && parts == columns;
  });
}

// A person that belongs to another person: a login to its holder, or a child to a parent.
void check_owned(const Judged& judged, const Collection& collection, Findings& findings) {
  if (!collection.is) return;
  for (const auto& link : collection.links) {
    const auto* target = link.identifier ? nullptr : judged.system.collection(link.target);
    if (link.kind != LinkKind::of || target == nullptr || !target->is) continue;
    if (target == &collection) {
      findings.note(link.place,
                    fmt::format("Each row of {} is a person and belongs to another row of it",
                                shown(collection.name.text())),
                    "Ownership stops at a row that is somebody else: mentions or shows is what such a link "
                    "mostly means");
      continue;
    }
    findings.note(
        link.place,
        fmt::format(
            "{} and {} both say `is`, and the first belongs to the second: which one is really the person?",
            shown(collection.name.text()), shown(target->name.text())),
        fmt::format("If a row of {} is only the login or card of somebody in {}, drop its `is`: it is theirs "
                    "by the link. If they are two people, mentions is the link",
                    shown(collection.name.text()), shown(target->name.text())));
  }
}

// The reverse: what says `is` hangs one to one on a row that bears the name and says nothing.
void check_root(const Judged& judged, const Collection& collection, Findings& findings) {
  const auto* table = judged.table_of(collection);
  if (!collection.is || table == nullptr) return;
  for (const auto& key : table->foreign_keys) {
    for (const auto* root : judged.collections_of(key.target)) {
      if (root == &collection || root->is || !has_names(*root) || !one_to_one(*table, key)) continue;
      findings.note(
          collection.place,
          fmt::format("{} says `is`, but each of its rows hangs on one row of {}, which bears the name",
                      shown(collection.name.text()), shown(root->name.text())),
          fmt::format("Perhaps {} is really the person, and {} what belongs to her (of: {{{}: {}}})",
                      shown(root->name.text()), shown(collection.name.text()), key.columns.front().text(),
                      root->name.text()));
    }
  }
}

// Who is she, if no row says anything by which to tell her from another?
void check_blank(const Collection& collection, Findings& findings) {
  if (!collection.is || std::ranges::any_of(collection.fields, says_who)) return;
  if (std::ranges::any_of(collection.fields, [](const Field& f) { return f.identifier.has_value(); })) return;
  findings.note(collection.place,
                fmt::format("{} says `is`, but has neither a name, nor contact data, nor an identifier",
                            shown(collection.name.text())),
                "Perhaps another collection is really the person");
}

}  // namespace

void check_people(const Judged& judged, Findings& findings) {
  for (const auto& collection : judged.system.collections) {
    check_owned(judged, collection, findings);
    check_root(judged, collection, findings);
    check_blank(collection, findings);
  }
}

}  // namespace habeas::map
