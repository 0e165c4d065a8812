// On random maps and dossiers: every cell of every row has exactly one fate, found = disclosed + withheld for
// access and portability, and one more way to a row never withholds more of it. Erasure considers the same cells:
// found = gone + replaced + kept + untouched, and others' cells stay but for the links that name her.
#include <habeas/plan/access.h>
#include <habeas/plan/cells.h>
#include <habeas/plan/datum.h>
#include <habeas/plan/erasure.h>
#include <habeas/plan/plan_example.h>
#include <habeas/plan/portability.h>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace habeas::plan {
namespace {

namespace gen = rc::gen;
using dossier::Arrival;

std::size_t below(std::size_t n) { return *gen::inRange<std::size_t>(0, n); }
bool sometimes() { return below(3) == 0; }
relation::ColumnName any_column() { return example::column("c" + std::to_string(below(8))); }

map::ActivityName any_activity() {
  static const std::vector<std::string> names = {"orders", "newsletter", "accounting", "scoring"};
  return map::ActivityName(names[below(names.size())]);
}

map::Withhold any_withhold() {
  switch (below(4)) {
    case 0: return {map::Withhold::Kind::fields, {}};
    case 1: return {map::Withhold::Kind::fields, {map::FieldName("f" + std::to_string(below(4)))}};
    case 2: return {map::Withhold::Kind::row, {}};
    default: return {};
  }
}

map::Field any_field(std::size_t index) {
  map::Field field = example::field("f" + std::to_string(index), sometimes() ? "" : "identity.name");
  field.column = any_column();
  field.secret = below(6) == 0;
  field.from = static_cast<map::From>(below(4));
  field.purposes = {any_activity(), any_activity()};
  if (field.data.empty() && !field.secret) field.identifier = subject::KindName("email");
  if (sometimes()) {
    field.codec.kind = map::Codec::Kind::json;
    field.codec.path = sometimes() ? "$" : "$.f" + std::to_string(below(3));
  }
  return field;
}

map::Link any_link() {
  map::Link link = example::link(static_cast<map::LinkKind>(below(4)), "", sometimes() ? "a" : "b");
  link.columns = {{any_column(), any_column()}};
  if (sometimes()) link.columns.push_back({any_column(), any_column()});
  link.withhold = any_withhold();
  return link;
}

map::Collection any_collection(const std::string& name) {
  map::Collection collection;
  collection.name = map::CollectionName(name);
  if (below(4)) collection.key = {any_column()};
  for (std::size_t i = below(5); i-- > 0;) collection.fields.push_back(any_field(i));
  for (std::size_t i = below(4); i-- > 0;) collection.links.push_back(any_link());
  for (std::size_t i = below(3); i-- > 0;) collection.technical.push_back(any_column());
  collection.purposes = {any_activity()};
  collection.from = static_cast<map::From>(below(4));
  return collection;
}

map::Map any_map() {
  map::Map map = example::shop();
  map.systems[0].collections = {any_collection("a"), any_collection("b")};
  if (sometimes()) map.organisation.systems[0].kind = "manual";
  return map;
}

Arrival any_arrival(const map::Map& map, std::size_t collection) {
  const auto links = [&](std::size_t at) { return map.systems[0].collections[at].links.size(); };
  Arrival arrival;
  arrival.sight = sometimes();
  const std::size_t from = below(2);
  if (links(collection) > 0 && sometimes()) {
    arrival.by = sometimes() ? Arrival::By::identifier_link : Arrival::By::link_down;
    arrival.link = below(links(collection));
  } else if (links(from) > 0 && sometimes()) {
    arrival.by = Arrival::By::link_up;
    arrival.link = below(links(from));
    arrival.from = map::CollectionAt{0, from};
  }
  return arrival;
}

dossier::ReachedRow any_row(const map::Map& map, std::size_t at, std::int64_t key) {
  const map::Collection& collection = map.systems[0].collections[at];
  dossier::ReachedRow row = example::row(key, static_cast<dossier::Class>(below(3)), {});
  for (std::size_t i = below(3) + 1; i-- > 0;) row.arrivals.push_back(any_arrival(map, at));
  for (std::uint32_t i = 0; i < collection.links.size(); ++i) {
    if (sometimes()) row.links_to_others.push_back(i);
  }
  for (std::uint32_t i = 0; i < collection.fields.size(); ++i) {
    if (below(5) == 0) row.unproven_fields.push_back(i);
  }
  return row;
}

dossier::Dossier any_dossier(const map::Map& map) {
  dossier::Dossier dossier;
  for (std::size_t at = 0; at < map.systems[0].collections.size(); ++at) {
    dossier.collections.push_back({{0, at}, false, {}});
    for (std::size_t i = below(6); i-- > 0;) {
      dossier.collections.back().rows.push_back(any_row(map, at, static_cast<std::int64_t>(i)));
    }
  }
  return dossier;
}

using Names = std::multiset<std::pair<std::string, int>>;

// What a plan must speak of, said again in other words: every column that the map reads, and for a column that
// fields read, once for each of them, and once for the rest where all of them read a path into it.
Names expected_cells(const map::Collection& collection) {
  Names names;
  for (const auto& column : map::columns_read(collection)) {
    const std::size_t before = names.size();
    for (std::size_t i = 0; i < collection.fields.size(); ++i) {
      if (collection.fields[i].column == column) names.insert({column.text(), static_cast<int>(i)});
    }
    const bool whole =
        std::any_of(collection.fields.begin(), collection.fields.end(), [&](const map::Field& field) {
          return field.column == column &&
                 (field.codec.kind == map::Codec::Kind::plain || field.codec.path == "$");
        });
    if (names.size() == before || !whole) names.insert({column.text(), -1});
  }
  return names;
}

void every_cell_is_in(const map::Map& map, const dossier::Dossier& dossier, const Plan& plan) {
  RC_ASSERT(plan.collections.size() == dossier.collections.size());
  for (std::size_t i = 0; i < plan.collections.size(); ++i) {
    RC_ASSERT(plan.collections[i].rows.size() == dossier.collections[i].rows.size());
    const Names expected = expected_cells(map.systems[0].collections[dossier.collections[i].at.collection]);
    for (std::size_t r = 0; r < plan.collections[i].rows.size(); ++r) {
      RC_ASSERT(plan.collections[i].rows[r].row == r);
      Names names;
      for (const CellFate& cell : plan.collections[i].patterns.at(plan.collections[i].rows[r].pattern)) {
        names.insert({cell.column.text(), cell.field});
        RC_ASSERT(!cell.ground.empty() && !cell.article.number.empty());
      }
      RC_ASSERT(names == expected);
    }
  }
}

void every_cell_has_one_fate(const map::Map& map, const dossier::Dossier& dossier, const Plan& plan) {
  every_cell_is_in(map, dossier, plan);
  for (const CollectionPlan& collection : plan.collections) {
    for (const auto& pattern : collection.patterns) {
      for (const CellFate& cell : pattern)
        RC_ASSERT(cell.fate == Fate::disclose || cell.fate == Fate::withhold);
    }
  }
  const Counts counts = count(plan);
  std::uint64_t by_ground = 0;
  for (const auto& [ground, cells] : counts.withheld_by_ground) by_ground += cells;
  RC_ASSERT(counts.found == counts.disclosed + counts.withheld);
  RC_ASSERT(counts.withheld == by_ground);
}

RC_GTEST_PROP(EveryCell, HasExactlyOneFateInBothPlans, ()) {
  static const law::Library library = example::library();
  const map::Map map = any_map();
  const dossier::Dossier dossier = any_dossier(map);
  const Plan all = access(map, dossier, library);
  const Plan portable = portability(map, dossier, library);
  every_cell_has_one_fate(map, dossier, all);
  every_cell_has_one_fate(map, dossier, portable);
  RC_ASSERT(count(all).found == count(portable).found);
  RC_ASSERT(access(map, dossier, library) == all);
}

// What a person may take away she may also see.
RC_GTEST_PROP(EveryCell, IsCarriedOnlyIfItIsAlsoDisclosed, ()) {
  static const law::Library library = example::library();
  const map::Map map = any_map();
  const dossier::Dossier dossier = any_dossier(map);
  const Plan all = access(map, dossier, library);
  const Plan portable = portability(map, dossier, library);
  for (std::size_t i = 0; i < all.collections.size(); ++i) {
    for (std::size_t r = 0; r < all.collections[i].rows.size(); ++r) {
      const auto& seen = all.collections[i].patterns[all.collections[i].rows[r].pattern];
      const auto& taken = portable.collections[i].patterns[portable.collections[i].rows[r].pattern];
      for (std::size_t c = 0; c < seen.size(); ++c) {
        RC_ASSERT(taken[c].fate != Fate::disclose || seen[c].fate == Fate::disclose);
      }
    }
  }
}

RC_GTEST_PROP(EveryCell, IsNotWithheldForOneMoreWayToItsRow, ()) {
  static const law::Library library = example::library();
  const map::Map map = any_map();
  dossier::Dossier dossier = any_dossier(map);
  const Plan before = access(map, dossier, library);
  for (std::size_t i = 0; i < dossier.collections.size(); ++i) {
    for (auto& row : dossier.collections[i].rows) row.arrivals.push_back(any_arrival(map, i));
  }
  const Plan after = access(map, dossier, library);
  for (std::size_t i = 0; i < before.collections.size(); ++i) {
    for (std::size_t r = 0; r < before.collections[i].rows.size(); ++r) {
      const auto& then = before.collections[i].patterns[before.collections[i].rows[r].pattern];
      const auto& now = after.collections[i].patterns[after.collections[i].rows[r].pattern];
      for (std::size_t c = 0; c < then.size(); ++c) {
        RC_ASSERT(then[c].fate != Fate::disclose || now[c].fate == Fate::disclose);
      }
    }
  }
}

// --- erasure ---

map::Erase any_erase() {
  using Kind = map::Erase::Kind;
  static const std::vector<Kind> kinds = {Kind::default_, Kind::clear,  Kind::literal,  Kind::truncate,
                                          Kind::mask,     Kind::redact, Kind::pseudonym};
  return {kinds[below(kinds.size())], "-", {}};
}

map::Erase any_link_erase() {
  using Kind = map::Erase::Kind;
  switch (below(6)) {
    case 0: return {Kind::fields, {}, {map::FieldName("f" + std::to_string(below(4))), map::FieldName("c0")}};
    case 1: return {Kind::row, {}, {}};
    case 2: return {Kind::refuse, {}, {}};
    default: return {};
  }
}

map::Map any_map_to_erase() {
  map::Map map = any_map();
  for (map::Activity& activity : map.activities) {
    if (sometimes()) activity.retention.archive = law::Duration{static_cast<int>(below(12)), 0, 0};
    if (sometimes()) activity.channels = {"email"};
  }
  for (map::Collection& collection : map.systems[0].collections) {
    collection.table = {"", collection.name.text()};
    if (below(4) == 0) collection.erase.kind = map::Erase::Kind::cells;
    for (map::Field& field : collection.fields) field.erase = any_erase();
    for (map::Link& link : collection.links) link.erase = any_link_erase();
  }
  return map;
}

std::vector<std::optional<relation::Catalogue>> any_catalogues() {
  std::vector<std::optional<relation::Catalogue>> catalogues(1);
  if (sometimes()) return catalogues;
  catalogues[0].emplace();
  for (const char* name : {"a", "b"}) {
    relation::Table& table = catalogues[0]->tables.emplace_back();
    table.name = {"", name};
    for (int i = 0; i < 8; ++i) {
      table.columns.emplace_back();
      table.columns.back().name = example::column("c" + std::to_string(i));
      table.columns.back().nullable = below(3) != 0;
    }
  }
  return catalogues;
}

KeptFor any_claim(const map::Activity& activity) {
  KeptFor claim;
  claim.activity = &activity;
  claim.start_missing = below(6) == 0;
  claim.at_least = sometimes();
  if (!claim.start_missing && below(3))
    claim.start = base::Date{std::chrono::year(2010 + static_cast<int>(below(20))), std::chrono::March,
                             std::chrono::day(4)};
  return claim;
}

// Any row may point at any row of its link's target.
Facts any_facts(const map::Map& map, const dossier::Dossier& dossier) {
  Facts facts;
  std::set<Reference> references;
  for (std::size_t c = 0; c < dossier.collections.size(); ++c) {
    const auto& where = dossier.collections[c];
    auto& kept = facts.kept.emplace_back(where.rows.size());
    const map::Collection& collection = map.systems[0].collections[where.at.collection];
    for (std::size_t r = 0; r < where.rows.size(); ++r) {
      for (const map::Activity& activity : map.activities) {
        if (where.rows[r].klass != dossier::Class::anothers && sometimes())
          kept[r].push_back(any_claim(activity));
      }
      for (std::size_t link = 0; link < collection.links.size(); ++link) {
        const std::size_t to = collection.links[link].target.text() == "a" ? 0 : 1;
        const std::size_t rows = dossier.collections[to].rows.size();
        if (rows > 0 && below(2)) references.insert({c, r, link, to, below(rows)});
      }
    }
  }
  facts.references.assign(references.begin(), references.end());
  return facts;
}

ErasureScope any_scope() {
  ErasureScope scope;
  if (below(4) == 0) scope.categories = {"identity"};
  if (below(4) == 0) scope.only = {any_activity(), any_activity()};
  if (below(8) == 0) scope.holds = {"D-1"};
  if (below(8) == 0) scope.restricted = {{any_activity().text(), "a"}};
  return scope;
}

constexpr base::Date today{std::chrono::year(2026), std::chrono::November, std::chrono::day(25)};

struct Erased {
  map::Map map = any_map_to_erase();
  dossier::Dossier dossier = any_dossier(map);
  Facts facts = any_facts(map, dossier);
  std::vector<std::optional<relation::Catalogue>> catalogues = any_catalogues();
  ErasureScope scope = any_scope();

  Plan plan() const {
    static const law::Library library = example::library();
    return erasure(map, dossier, facts, catalogues, library, scope, today);
  }
  const std::vector<CellFate>& cells(const Plan& plan, std::size_t c, std::size_t r) const {
    return plan.collections[c].patterns[plan.collections[c].rows[r].pattern];
  }
  const map::Collection& collection(std::size_t c) const {
    return map.systems[0].collections[dossier.collections[c].at.collection];
  }
};

bool changes(Fate fate) { return fate != Fate::keep && fate != Fate::archive && fate != Fate::untouched; }

bool row_goes(const std::vector<CellFate>& cells) {
  return std::any_of(cells.begin(), cells.end(),
                     [](const CellFate& cell) { return cell.fate == Fate::erase; });
}

RC_GTEST_PROP(Erasure, ConsidersExactlyTheCellsThatAccessShows, ()) {
  static const law::Library library = example::library();
  const Erased world;
  const Plan plan = world.plan();
  every_cell_is_in(world.map, world.dossier, plan);
  const Balance balance = plan::balance(plan);
  RC_ASSERT(balance.found == count(access(world.map, world.dossier, library)).found);
  RC_ASSERT(balance.found == balance.gone + balance.replaced + balance.kept + balance.untouched);
  RC_ASSERT(world.plan() == plan);
}

RC_GTEST_PROP(Erasure, TakesAllCellsOfARowOrNone, ()) {
  const Erased world;
  const Plan plan = world.plan();
  for (const CollectionPlan& collection : plan.collections) {
    for (const auto& pattern : collection.patterns) {
      const auto erased = std::count_if(pattern.begin(), pattern.end(),
                                        [](const CellFate& cell) { return cell.fate == Fate::erase; });
      RC_ASSERT(erased == 0 || static_cast<std::size_t>(erased) == pattern.size());
    }
  }
}

// Does the map plan a change of this cell, in a row that is not hers alone: by a link that names her, its list, or
// the identifier that she came by?
bool is_planned(const map::Collection& collection, const dossier::ReachedRow& row, const Cell& cell) {
  for (std::size_t i = 0; i < collection.links.size(); ++i) {
    const auto link = static_cast<std::uint32_t>(i);
    const auto& others = row.links_to_others;
    if (std::find(others.begin(), others.end(), link) != others.end()) continue;
    const map::Erase& rule = collection.links[i].erase;
    if (rule.kind == map::Erase::Kind::row) return true;
    if (std::find(cell.links.begin(), cell.links.end(), link) != cell.links.end()) return true;
    for (const map::FieldName& name : rule.fields) {
      const bool field =
          cell.field >= 0 && collection.fields[static_cast<std::size_t>(cell.field)].name == name;
      if (field || (cell.field < 0 && cell.column.text() == name.text())) return true;
    }
  }
  return std::any_of(row.arrivals.begin(), row.arrivals.end(), [&](const Arrival& arrival) {
    return row.klass == dossier::Class::shared && arrival.by == Arrival::By::identifier &&
           cell.field == static_cast<int>(arrival.link);
  });
}

RC_GTEST_PROP(Erasure, LeavesOthersCellsButForPlannedLinks, ()) {
  const Erased world;
  const Plan plan = world.plan();
  for (std::size_t c = 0; c < plan.collections.size(); ++c) {
    const std::vector<Cell> cells = cells_of(world.collection(c));
    for (std::size_t r = 0; r < plan.collections[c].rows.size(); ++r) {
      const dossier::ReachedRow& row = world.dossier.collections[c].rows[r];
      if (row.klass == dossier::Class::mine) continue;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        if (changes(world.cells(plan, c, r)[i].fate))
          RC_ASSERT(is_planned(world.collection(c), row, cells[i]));
      }
    }
  }
}

// Whatever stays and pointed at a row that goes has let go of it.
RC_GTEST_PROP(Erasure, LeavesNoLinkToARowThatWent, ()) {
  const Erased world;
  const Plan plan = world.plan();
  for (const Reference& to : world.facts.references) {
    const auto& from = world.cells(plan, to.collection, to.row);
    if (!row_goes(world.cells(plan, to.to_collection, to.to_row)) || row_goes(from)) continue;
    const std::vector<Cell> cells = cells_of(world.collection(to.collection));
    bool let_go = false;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto& links = cells[i].links;
      const bool of_link =
          std::find(links.begin(), links.end(), static_cast<std::uint32_t>(to.link)) != links.end();
      let_go = let_go || (of_link && changes(from[i].fate));
    }
    RC_ASSERT(let_go);
  }
}

RC_GTEST_PROP(Erasure, OfSomePurposesTouchesOnlyWhatServesNoOther, ()) {
  Erased world;
  world.scope = {};
  world.scope.only = {any_activity(), any_activity()};
  const Plan plan = world.plan();
  for (std::size_t c = 0; c < plan.collections.size(); ++c) {
    const std::vector<Cell> cells = cells_of(world.collection(c));
    for (const auto& pattern : plan.collections[c].patterns) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        if (!changes(pattern[i].fate)) continue;
        for (const auto& purpose : *datum_of(world.map.systems[0], world.collection(c), cells[i]).purposes)
          RC_ASSERT(std::count(world.scope.only.begin(), world.scope.only.end(), purpose) > 0);
      }
    }
  }
}

RC_GTEST_PROP(Erasure, OfSomeCategoriesNeverTouchesAnother, ()) {
  Erased world;
  world.scope = {};
  world.scope.categories = {"contact"};
  for (map::Collection& collection : world.map.systems[0].collections) {
    for (map::Field& field : collection.fields) {
      if (!field.data.empty() && sometimes()) field.data = "contact.email";
    }
  }
  const Plan plan = world.plan();
  for (std::size_t c = 0; c < plan.collections.size(); ++c) {
    const std::vector<Cell> cells = cells_of(world.collection(c));
    for (const auto& pattern : plan.collections[c].patterns) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const Datum datum = datum_of(world.map.systems[0], world.collection(c), cells[i]);
        if (changes(pattern[i].fate)) RC_ASSERT(datum.category.empty() || datum.category == "contact.email");
      }
    }
  }
}

RC_GTEST_PROP(Erasure, LeavesWhatTheRestrictionOfOneActivityCovers, ()) {
  Erased world;
  world.scope = {};
  const map::ActivityName frozen = any_activity();
  world.scope.restricted = {{frozen.text(), "d"}};
  const Plan plan = world.plan();
  for (std::size_t c = 0; c < plan.collections.size(); ++c) {
    const std::vector<Cell> cells = cells_of(world.collection(c));
    for (const auto& pattern : plan.collections[c].patterns) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto& purposes = *datum_of(world.map.systems[0], world.collection(c), cells[i]).purposes;
        if (std::count(purposes.begin(), purposes.end(), frozen) > 0) RC_ASSERT(!changes(pattern[i].fate));
        if (pattern[i].ground == "restricted") RC_ASSERT(!plan.questions.empty());
      }
    }
  }
}

RC_GTEST_PROP(Erasure, ChangesNothingWhileARestrictionStands, ()) {
  Erased world;
  world.scope.restricted = {{"", *rc::gen::element<std::string>("a", "b", "c", "d")}};
  const Plan plan = world.plan();
  const Balance balance = plan::balance(plan);
  RC_ASSERT(balance.gone + balance.replaced == 0u);
  RC_ASSERT(!plan.questions.empty());
}

}  // namespace
}  // namespace habeas::plan
