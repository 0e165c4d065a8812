#include <habeas/plan/erasure.h>

#include <habeas/plan/erasing.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace habeas::plan {
namespace {

using relation::ForeignKey;
using relation::OnDelete;
using relation::Table;

std::string dotted(const Table& table, const std::vector<relation::ColumnName>& columns) {
  std::string names;
  for (const auto& column : columns) names += (names.empty() ? "" : ", ") + column.text();
  return relation::to_string(table.name) + "(" + names + ")";
}

bool is_over(const map::Link& link, const ForeignKey& key) {
  std::set<relation::ColumnName> here;
  for (const auto& pair : link.columns) here.insert(pair.first);
  return here == std::set<relation::ColumnName>(key.columns.begin(), key.columns.end());
}

bool map_knows(const map::SystemMap& system, const Table& child, const ForeignKey& key) {
  return std::any_of(system.collections.begin(), system.collections.end(),
                     [&](const map::Collection& collection) {
                       return collection.table == child.name &&
                              std::any_of(collection.links.begin(), collection.links.end(),
                                          [&](const map::Link& link) { return is_over(link, key); });
                     });
}

// What the database itself does to rows that nobody planned, when rows of this table go.
void ask_about(const map::SystemMap& system, const std::string& place, const Table& child,
               const ForeignKey& key, Asking& asking) {
  if (map_knows(system, child, key)) return;
  const std::string by = dotted(child, key.columns);
  switch (key.on_delete) {
    case OnDelete::no_action:
    case OnDelete::restrict:
      return asking.tell(fmt::format(
          "{}: the database refuses to delete a row that {} points at, and the map does not know that link",
          place, by));
    case OnDelete::cascade:
      return asking.ask(
          fmt::format("{}: when a row goes, the database itself deletes the rows of {} that point at it, and "
                      "the map does "
                      "not know that link. Map it, or change the foreign key",
                      place, by));
    case OnDelete::set_null:
    case OnDelete::set_default:
      return asking.ask(fmt::format(
          "{}: when a row goes, the database itself changes {}, and the map does not know that link. Map it, "
          "or change the foreign key",
          place, by));
  }
}

void ask_about_foreign_keys(const map::Map& map, const dossier::Dossier& dossier, const Leaving& leaving,
                            const Catalogues& catalogues, Asking& asking) {
  for (std::size_t c = 0; c < dossier.collections.size(); ++c) {
    const dossier::CollectionRows& where = dossier.collections[c];
    const map::Collection* collection = collection_of(map, where);
    if (!collection || where.at.system >= catalogues.size() || !catalogues[where.at.system]) continue;
    bool some_go = false;
    for (std::size_t r = 0; r < where.rows.size(); ++r) some_go = some_go || leaving.goes(c, r);
    if (!some_go) continue;
    for (const Table& child : catalogues[where.at.system]->tables) {
      for (const ForeignKey& key : child.foreign_keys) {
        if (key.target == collection->table)
          ask_about(map.systems[where.at.system], place_in_words(map, where), child, key, asking);
      }
    }
  }
}

// Rows that would have gone, had a link's rule not needed a human.
void ask_about_refusals(const map::Map& map, const dossier::Dossier& dossier, const Facts& facts,
                        const Leaving& leaving, Asking& asking) {
  for (const Reference& to : facts.references) {
    if (!leaving.would_go(to.to_collection, to.to_row) || leaving.goes(to.to_collection, to.to_row)) continue;
    if (leaving.goes(to.collection, to.row)) continue;
    const dossier::CollectionRows& from = dossier.collections[to.collection];
    const map::Link& link = collection_of(map, from)->links[to.link];
    if (!Leaving::needs_decision(link, from.rows[to.row].klass)) continue;
    asking.ask(
        fmt::format("{}: a row would go, but the link {} of {} says that a human decides first (refuse, "
                    "placeholder or heir); it stays as an emptied shell",
                    place_in_words(map, dossier.collections[to.to_collection]),
                    link.columns.front().first.text(), place_in_words(map, from)),
        to.to_collection, to.to_row);
  }
}

void tell_of_shells(const map::Map& map, const dossier::Dossier& dossier, const Facts& facts,
                    const Leaving& leaving, Asking& asking) {
  for (const auto& [c, r] : facts.held_from_outside) {
    if (leaving.would_go(c, r))
      asking.tell(place_in_words(map, dossier.collections[c]) +
                      ": a row stays as an emptied shell, because another person's record points at it",
                  c, r);
  }
}

bool is_restricted(const Verdict& one) {
  return one.kind == Verdict::Kind::untouched && one.ground == "restricted";
}

// Of a row of hers, some cell would have been reached.
bool reaches_restricted(const dossier::CollectionRows& where, const CollectionVerdicts& verdicts) {
  for (std::size_t r = 0; verdicts.collection && r < where.rows.size(); ++r) {
    if (where.rows[r].klass == dossier::Class::anothers) continue;
    const std::vector<Verdict>& of_row = verdicts.of(r);
    if (std::any_of(of_row.begin(), of_row.end(), is_restricted)) return true;
  }
  return false;
}

// (b) and (c) are for her to end, (a) and (d) are decided first; neither is passed over in silence.
void ask_about_restrictions(const dossier::Dossier& dossier, const std::vector<CollectionVerdicts>& verdicts,
                            const ErasureScope& scope, Asking& asking) {
  bool reached = std::any_of(scope.restricted.begin(), scope.restricted.end(),
                             [](const Restricted& one) { return one.activity.empty(); });
  for (std::size_t c = 0; c < dossier.collections.size(); ++c)
    reached = reached || reaches_restricted(dossier.collections[c], verdicts[c]);
  if (!reached) return;
  std::set<std::string> grounds;
  for (const Restricted& one : scope.restricted) grounds.insert("18(1)(" + one.ground + ")");
  const bool is_hers = grounds.contains("18(1)(b)") || grounds.contains("18(1)(c)");
  asking.ask(
      fmt::format("A restriction stands on data that this would erase (GDPR {}; 18(2)): {}. What it covers "
                  "is not erased, even where its time is over",
                  fmt::join(grounds, ", "),
                  is_hers ? "ask her whether she prefers erasure, and end the restriction first"
                          : "decide it first, and end it with notice"));
}

}  // namespace

Plan erasure(const map::Map& map, const dossier::Dossier& dossier, const Facts& facts,
             const std::vector<std::optional<relation::Catalogue>>& catalogues, const law::Library& library,
             const ErasureScope& scope, base::Date today) {
  const Purposes purposes(map, library, scope, today);
  const std::vector<CollectionVerdicts> verdicts = verdicts_of(map, dossier, facts, purposes);
  const Refusals refusals(map, catalogues);
  const Leaving leaving(dossier, facts, verdicts, refusals);
  Asking asking;
  ask_whose(dossier, asking);
  ask_about_restrictions(dossier, verdicts, scope, asking);
  ask_about_refusals(map, dossier, facts, leaving, asking);
  tell_of_shells(map, dossier, facts, leaving, asking);
  ask_about_foreign_keys(map, dossier, leaving, catalogues, asking);
  Erasing erasing(map, dossier, library, verdicts, leaving, refusals, asking);
  return build_by_row(
      law::Right::erasure, map, dossier, library,
      [&](std::size_t collection, std::size_t row) { return erasing.row(collection, row); },
      [&] { return asking.remarks(); });
}

}  // namespace habeas::plan
