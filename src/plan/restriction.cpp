#include <habeas/plan/restriction.h>

#include <habeas/plan/asking.h>
#include <habeas/plan/datum.h>
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

bool is_ground(const std::string& ground) {
  return ground == "a" || ground == "b" || ground == "c" || ground == "d";
}

enum class Reach { none, some, all };

class Freezing {
 public:
  Freezing(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library,
           const RestrictionScope& scope, const Refusals& refusals, Asking& asking)
      : map_(map),
        dossier_(dossier),
        library_(library),
        scope_(scope),
        refusals_(refusals),
        asking_(asking) {}

  std::vector<Decision> row(std::size_t c, std::size_t r) {
    const dossier::CollectionRows& where = dossier_.collections[c];
    std::vector<Decision> decisions;
    for (const Cell& cell : cells_of(map_, where)) decisions.push_back(decide(c, r, where.rows[r], cell));
    return decisions;
  }

 private:
  Decision untouched(const std::string& ground) const {
    return {.fate = Fate::untouched, .ground = ground, .article = article_of_ground(library_, ground)};
  }

  Decision frozen(Becomes becomes, std::string literal = {}) const {
    return {.fate = Fate::freeze,
            .ground = "restricted",
            .article = {"GDPR", "18(1)(" + scope_.ground + ")"},
            .becomes = becomes,
            .literal = std::move(literal)};
  }

  Decision decide(std::size_t c, std::size_t r, const dossier::ReachedRow& row, const Cell& cell) {
    const dossier::CollectionRows& where = dossier_.collections[c];
    const map::Collection* collection = collection_of(map_, where);
    if (!collection) return untouched("about-nobody");
    if (row.klass == Class::anothers) return untouched("anothers");
    if (!is_ground(scope_.ground)) return untouched("no-ground-for-restriction");
    if (row.klass == Class::shared && !names_her(row, cell)) return untouched("shared-with-others");
    const Reach reach = reached(map_.systems[where.at.system], *collection, cell);
    if (reach == Reach::none) return untouched("not-asked");
    const map::Field* field =
        cell.field < 0 ? nullptr : &collection->fields[static_cast<std::size_t>(cell.field)];
    if (row.klass == Class::shared || !field || cell.key) return frozen(Becomes::same);
    if (field->freeze_values) return frozen(Becomes::literal, field->freeze_values->first);
    const bool is_link = !cell.links.empty();
    if (!scope_.vault || is_link || reach != Reach::all || refusals_.computed(where.at, cell.column))
      return frozen(Becomes::same);
    return put_away(c, r, where, cell, *field);
  }

  // Her own link and identifier in a row that others have too.
  static bool names_her(const dossier::ReachedRow& row, const Cell& cell) {
    return std::any_of(row.arrivals.begin(), row.arrivals.end(), [&](const Arrival& arrival) {
      if (arrival.by == Arrival::By::identifier) return cell.field == static_cast<int>(arrival.link);
      return arrival.by != Arrival::By::link_up && has(cell.links, arrival.link) &&
             !has(row.links_to_others, arrival.link);
    });
  }

  Reach reached(const map::SystemMap& system, const map::Collection& collection, const Cell& cell) const {
    if (scope_.only.empty()) return Reach::all;
    const auto& purposes = *datum_of(system, collection, cell).purposes;
    const auto asked = std::count_if(purposes.begin(), purposes.end(), [&](const map::ActivityName& name) {
      return std::find(scope_.only.begin(), scope_.only.end(), name) != scope_.only.end();
    });
    if (asked == 0) return Reach::none;
    return static_cast<std::size_t>(asked) == purposes.size() ? Reach::all : Reach::some;
  }

  // Its value goes sealed into the register. What stands there meanwhile must be something that the database takes;
  // what she is found and told apart by stays, or neither release nor access would find her.
  Decision put_away(std::size_t c, std::size_t r, const dossier::CollectionRows& where, const Cell& cell,
                    const map::Field& field) {
    const bool part = field.codec.kind == map::Codec::Kind::json ||
                      field.codec.kind == map::Codec::Kind::php || field.codec.kind == map::Codec::Kind::list;
    if (collection_of(map_, where)->key.empty())
      return in_place("its rows have no key, and could not be told apart again", where, field, c, r);
    if (field.identifier || field.agree) return in_place("she is found by it", where, field, c, r);
    if (part || refusals_.takes_null(where.at, cell.column)) return frozen(Becomes::put_away);
    if (field.erase.kind == map::Erase::Kind::literal && !refusals_.alone_in_unique(where.at, cell.column))
      return frozen(Becomes::put_away, field.erase.literal);
    if (refusals_.takes_any_text(where.at, cell.column)) return frozen(Becomes::put_away);
    return in_place(
        "the database refuses NULL, and the map names nothing else to stand there (erase: a literal)", where,
        field, c, r);
  }

  Decision in_place(const std::string& why, const dossier::CollectionRows& where, const map::Field& field,
                    std::size_t c, std::size_t r) {
    asking_.tell(fmt::format("{}.{} stays where it is, frozen by the permit: {}", place_in_words(map_, where),
                             field.name.text(), why),
                 c, r);
    return frozen(Becomes::same);
  }

  const map::Map& map_;
  const dossier::Dossier& dossier_;
  const law::Library& library_;
  const RestrictionScope& scope_;
  const Refusals& refusals_;
  Asking& asking_;
};

// The frozen rows by place and key.
class Frozen {
 public:
  Frozen(const Plan& plan, const dossier::Dossier& on) {
    for (const CollectionPlan& collection : plan.collections) {
      const dossier::CollectionRows& where = on.collections.at(collection.rows_of);
      if (where.sight_table) continue;
      for (const RowFate& row : collection.rows)
        rows_.emplace(name(where, where.rows.at(row.row)), &collection.patterns.at(row.pattern));
    }
  }

  // Nothing: this row was not there then.
  const std::vector<CellFate>* take(const dossier::CollectionRows& where, const dossier::ReachedRow& row) {
    const auto found = where.sight_table ? rows_.end() : rows_.find(name(where, row));
    if (found == rows_.end()) return nullptr;
    const auto* pattern = found->second;
    rows_.erase(found);
    return pattern;
  }

  // Of those that were not taken, how many wait for what was changed in them.
  std::ptrdiff_t waiting() const {
    return std::count_if(rows_.begin(), rows_.end(), [](const auto& row) {
      return std::any_of(row.second->begin(), row.second->end(),
                         [](const CellFate& fate) { return fate.becomes != Becomes::same; });
    });
  }

 private:
  static std::string name(const dossier::CollectionRows& where, const dossier::ReachedRow& row) {
    return fmt::format("{}.{} {}", where.at.system, where.at.collection, row.key.reveal_encoded());
  }

  std::map<std::string, const std::vector<CellFate>*> rows_;
};

Decision released(const map::Collection* collection, const law::Library& library, const CellFate& was) {
  if (was.fate != Fate::freeze || !collection)
    return {.fate = Fate::untouched, .ground = was.ground, .article = was.article};
  Decision decision{
      .fate = Fate::release, .ground = "released", .article = article_of_ground(library, "released")};
  if (was.becomes == Becomes::put_away) decision.becomes = Becomes::put_back;
  if (was.becomes == Becomes::literal) {
    decision.becomes = Becomes::literal;
    const auto& values = collection->fields.at(static_cast<std::size_t>(was.field)).freeze_values;
    decision.literal = values ? values->second : std::string();
  }
  return decision;
}

}  // namespace

Plan restriction(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library,
                 const RestrictionScope& scope,
                 const std::vector<std::optional<relation::Catalogue>>& catalogues) {
  Asking asking;
  ask_whose(dossier, asking);
  if (!is_ground(scope.ground)) {
    asking.ask(
        "None of the four grounds of GDPR 18(1) is named (a: accuracy contested, b: unlawful and she prefers "
        "it, "
        "c: she needs the data for a claim, d: an objection is being weighed). Nothing is frozen");
  }
  const Refusals refusals(map, catalogues);
  Freezing freezing(map, dossier, library, scope, refusals, asking);
  return build_by_row(
      law::Right::restriction, map, dossier, library,
      [&](std::size_t collection, std::size_t row) { return freezing.row(collection, row); },
      [&] { return asking.remarks(); });
}

Plan release(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library,
             const Plan& frozen, const dossier::Dossier& frozen_on) {
  Asking asking;
  Frozen rows(frozen, frozen_on);
  const bool same_map = frozen.map_digest == map.digest;
  if (!same_map) {
    asking.ask(
        "The map is no longer the one that the freeze was planned with: release needs that map. Nothing is "
        "released");
  }
  const auto fates_of = [&](std::size_t c, std::size_t r) {
    const dossier::CollectionRows& where = dossier.collections[c];
    const std::size_t cells = cells_of(map, where).size();
    const auto all = [&](const char* ground) {
      return std::vector<Decision>(cells,
                                   Decision{Fate::untouched, ground, article_of_ground(library, ground)});
    };
    if (!same_map) return all("needs-decision");
    const std::vector<CellFate>* then = rows.take(where, where.rows[r]);
    if (!then || then->size() != cells) return all(where.sight_table ? "about-nobody" : "not-asked");
    std::vector<Decision> decisions;
    for (const CellFate& was : *then) decisions.push_back(released(collection_of(map, where), library, was));
    return decisions;
  };
  return build_by_row(law::Right::restriction, map, dossier, library, fates_of, [&] {
    if (same_map && rows.waiting() > 0)
      asking.ask(
          fmt::format("{} rows that were frozen are not found any more: what was put away of them stays in "
                      "the register until somebody looks",
                      rows.waiting()));
    return asking.remarks();
  });
}

}  // namespace habeas::plan
