// On random maps and dossiers: every cell of every row has exactly one fate, found = disclosed + withheld for
// both plans, and one more way to a row never withholds more of it.
#include <habeas/plan/access.h>
#include <habeas/plan/cells.h>
#include <habeas/plan/plan_example.h>
#include <habeas/plan/portability.h>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

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

void every_cell_has_one_fate(const map::Map& map, const dossier::Dossier& dossier, const Plan& plan) {
  RC_ASSERT(plan.collections.size() == dossier.collections.size());
  for (std::size_t i = 0; i < plan.collections.size(); ++i) {
    RC_ASSERT(plan.collections[i].rows.size() == dossier.collections[i].rows.size());
    const Names expected = expected_cells(map.systems[0].collections[dossier.collections[i].at.collection]);
    for (std::size_t r = 0; r < plan.collections[i].rows.size(); ++r) {
      RC_ASSERT(plan.collections[i].rows[r].row == r);
      Names names;
      for (const CellFate& cell : plan.collections[i].patterns.at(plan.collections[i].rows[r].pattern)) {
        names.insert({cell.column.text(), cell.field});
        RC_ASSERT(cell.fate == Fate::disclose || cell.fate == Fate::withhold);
        RC_ASSERT(!cell.ground.empty() && !cell.article.number.empty());
      }
      RC_ASSERT(names == expected);
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

}  // namespace
}  // namespace habeas::plan
