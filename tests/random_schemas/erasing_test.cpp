// Erasure in worlds of chance, on real files: found = gone + replaced + kept + another's for every cell, nobody else's
// cell is touched, no link is left dangling, a second run does nothing, and what is undone by hand is named.
#include "generate.h"
#include "laws.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>

namespace habeas::random_schemas {
namespace {

using act::Outcome;
using plan::Becomes;
using plan::Fate;

const map::Field* field_of(const map::Map& map, const map::CollectionAt& at, const plan::CellFate& fate) {
  if (fate.field < 0) return nullptr;
  return &map.systems.at(at.system)
              .collections.at(at.collection)
              .fields.at(static_cast<std::size_t>(fate.field));
}

// Did what was promised of a cell happen? Only what can be said without knowing how.
bool came_true(const plan::CellFate& fate, const map::Field* field, const std::string& before,
               const std::string& now) {
  const bool inside = field != nullptr && field->codec.kind != map::Codec::Kind::plain;
  switch (fate.becomes) {
    case Becomes::same:
    case Becomes::put_back: return now == before;
    case Becomes::nothing:
      return inside ? now != before || before.find('@') == std::string::npos : now == "NULL";
    case Becomes::literal: return before == "NULL" || now.find(fate.literal) != std::string::npos;
    case Becomes::pseudonym: return before == "NULL" || now != before;
    case Becomes::masked:
      return before == "NULL" || inside ||
             now.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
    case Becomes::truncated: return before == "NULL" || inside || now.size() <= 4;
    default: return true;
  }
}

// The rest of a document of which another part changes.
bool is_rest_of_changed(const plan::CellFate& fate, const std::vector<plan::CellFate>& fates) {
  return fate.becomes == Becomes::same &&
         std::any_of(fates.begin(), fates.end(), [&](const plan::CellFate& other) {
           return other.column == fate.column && other.becomes != Becomes::same;
         });
}

std::string rest_in(const std::string& cell) {
  const auto begin = cell.find("rest-");
  return begin == std::string::npos ? std::string() : cell.substr(begin, cell.find("-end", begin) - begin);
}

// found = gone + replaced + kept + another's, counted in the tables.
void expect_balance(const World& world, const map::Map& map, const Approved& approved, const Contents& before,
                    const Contents& after) {
  plan::Balance counted;
  for (const auto& planned : approved.plan.collections) {
    const auto& where = approved.dossier.collections.at(planned.rows_of);
    for (const auto& row : planned.rows) {
      const auto& fates = planned.patterns.at(row.pattern);
      counted.found += fates.size();
      if (where.sight_table) {
        counted.untouched += fates.size();
        continue;
      }
      const auto places = rows_of(world, map, before, where, where.rows.at(row.row).key);
      RC_ASSERT(places.size() == where.rows.at(row.row).copies);
      // Equal rows that nothing tells apart are one row of the plan, and the same becomes of each.
      for (const RowAt& place : places) {
        const std::uint64_t once = place == places.front() ? 1 : 0;
        const auto now = after.find(place);
        RC_ASSERT((now == after.end()) == (after.find(places.front()) == after.end()));
        if (now == after.end()) {
          counted.gone += fates.size() * once;
          continue;
        }
        for (const auto& fate : fates) {
          const auto column = fate.column.text();
          RC_ASSERT(fate.fate != Fate::erase);
          const auto& was = before.at(place).at(column);
          const auto& is = now->second.at(column);
          if (is_rest_of_changed(fate, fates)) {
            RC_ASSERT(rest_in(was) == rest_in(is));
          } else if (!came_true(fate, field_of(map, where.at, fate), was, is)) {
            RC_FAIL(fmt::format("{}: {} ({}), {} became {}", name_of({place, column}), to_string(fate.fate),
                                to_string(fate.becomes), was, is));
          }
          (fate.fate == Fate::clear                                ? counted.gone
           : fate.fate == Fate::untouched                          ? counted.untouched
           : fate.fate == Fate::keep || fate.fate == Fate::archive ? counted.kept
                                                                   : counted.replaced) += once;
        }
      }
    }
  }
  const auto planned = plan::balance(approved.plan);
  RC_ASSERT(counted.found == planned.found);
  RC_ASSERT(counted.gone == planned.gone);
  RC_ASSERT(counted.replaced == planned.replaced);
  RC_ASSERT(counted.kept == planned.kept);
  RC_ASSERT(counted.untouched == planned.untouched);
  RC_ASSERT(counted.found == counted.gone + counted.replaced + counted.kept + counted.untouched);
}

// What nothing keeps is gone: the row, or where it stays, its words and its names.
std::vector<std::string> left_behind(const World& world, const std::set<RowAt>& mine, const Contents& before,
                                     const Contents& after) {
  std::vector<std::string> wrong;
  for (const RowAt& row : mine) {
    const TablePlan& plan = world.tables[row.table];
    const auto now = after.find(row);
    if (now == after.end() || !plan.portable || plan.keeps == Keeps::rows) continue;
    const auto must_go = [&](const std::string& column, bool plain) {
      const auto& was = before.at(row).at(column);
      if (plain && was != "NULL" && now->second.at(column) == was)
        wrong.push_back(name_of({row, column}) + " is left");
    };
    if (plan.goes == Goes::words || plan.key == Key::none) continue;
    if (plan.card != Bears::nothing) must_go("card", true);
    if (plan.email != Bears::nothing) must_go("email", plan.email_in == Inside::plain);
    if (plan.agree) must_go("name", true);
    const bool words =
        plan.keeps == Keeps::nothing && plan.said != Said::technical && plan.empties != Empties::redacts;
    if (words) must_go("said", true);
  }
  return wrong;
}

// The database holds on to rows by columns that the map calls a link only under a condition: it refuses when it is asked.
bool some_foreign_key_is_wider_than_its_link(const World& world) {
  return std::any_of(world.tables.begin(), world.tables.end(), [](const TablePlan& table) {
    return std::any_of(table.links.begin(), table.links.end(), [&](const LinkPlan& link) {
      return link.foreign != Foreign::none && (link.when || table.where);
    });
  });
}

// A row that is another person, with her address in a link: nothing leads her there, so no plan of hers changes it. That it
// remains is true, and a human must look.
bool somebody_else_may_bear_hers(const World& world, const verify::Finding& finding) {
  const TablePlan& table = world.tables.at(std::stoul(finding.collection.text().substr(1)));
  return table.person && std::any_of(table.links.begin(), table.links.end(), [](const LinkPlan& link) {
           return link.by == Targets::email && link.kind == map::LinkKind::of;
         });
}

Contents of_system(const World& world, const Contents& all, const map::SystemName& system) {
  Contents some;
  for (const auto& [row, cells] : all) {
    if (system_name(world.tables[row.table].system) == system.text()) some.emplace(row, cells);
  }
  return some;
}

RC_GTEST_PROP(RandomErasure, WhatIsHersGoesOrIsKeptAndNobodyElsesIsTouched, ()) {
  const auto world = *worlds();
  Naive naive(world);
  const auto person = somebody(naive, world);
  if (!person) {
    RC_TAG("nobody");
    return;
  }
  Changing here(world);
  const auto before = here.contents();
  const auto approved = here.approve(*person, erasure(), "R-1/1");
  const auto outcomes = here.run(approved);
  const auto after = here.contents();
  const auto went = gone(before, after);
  RC_TAG(fmt::format("{} rows, {}",
                     went.empty()      ? "no"
                     : went.size() > 2 ? "many"
                                       : "some",
                     approved.plan.questions.empty() ? "no question" : "questions"));
  RC_LOG() << in_words(outcomes) << fmt::format("{}", fmt::join(approved.plan.questions, "\n"));
  naive.find(*person);
  RC_ASSERT(touched_without_right(before, after, naive.may_change(went)) == std::vector<std::string>{});
  const bool done = all_are(outcomes, {Outcome::Kind::done, Outcome::Kind::nothing_to_do});
  if (!done) {
    RC_ASSERT(!approved.plan.questions.empty() || some_foreign_key_is_wider_than_its_link(world));
    for (const auto& outcome : outcomes) {
      const bool as_before = outcome.kind == Outcome::Kind::moved || outcome.kind == Outcome::Kind::failed;
      if (as_before)
        RC_ASSERT(of_system(world, after, outcome.system) == of_system(world, before, outcome.system));
    }
    return;
  }
  RC_ASSERT(dangling(world, naive.links(), before, after) == std::vector<std::string>{});
  expect_balance(world, here.map(), approved, before, after);
  const auto report = here.check(approved);
  RC_LOG() << in_words(report);
  RC_ASSERT(std::all_of(report.findings.begin(), report.findings.end(), [&](const verify::Finding& finding) {
    return finding.kind == verify::Finding::Kind::identifier_remains &&
           somebody_else_may_bear_hers(world, finding);
  }));
  if (approved.plan.questions.empty())
    RC_ASSERT(left_behind(world, naive.mine(), before, after) == std::vector<std::string>{});
  RC_ASSERT(all_are(here.run(approved), {Outcome::Kind::already_done, Outcome::Kind::nothing_to_do}));
  RC_ASSERT(here.contents() == after);
}

// --- undone by hand -----------------------------------------------------------------------------------------------

struct Undone {
  std::string sql;
  std::size_t table = 0;
  verify::Finding::Kind kind = verify::Finding::Kind::row_survives;
};

std::string insert_of(std::size_t table, const std::string& rowid, const Cells& cells) {
  std::string columns = "rowid";
  std::string values = rowid;
  for (const auto& [column, cell] : cells) {
    columns += ", " + column;
    values += ", " + cell;
  }
  return fmt::format("INSERT OR IGNORE INTO {} ({}) VALUES ({})", table_name(table), columns, values);
}

// Rows put back, cells changed back, and her address in a row that nobody planned.
std::vector<Undone> ways_to_undo(const World& world, const dossier::Dossier& dossier, const Contents& before,
                                 const Contents& after) {
  using Kind = verify::Finding::Kind;
  std::vector<Undone> ways;
  for (const auto& [row, cells] : before) {
    const auto now = after.find(row);
    const bool key = world.tables[row.table].key != Key::none;
    if (now == after.end() && key)
      ways.push_back({insert_of(row.table, row.rowid, cells), row.table, Kind::row_survives});
    if (now == after.end()) continue;
    for (const auto& [column, cell] : cells) {
      if (key && now->second.at(column) != cell)  // without a key, a row is known by all its cells
        ways.push_back({fmt::format("UPDATE {} SET {} = {} WHERE rowid = {}", table_name(row.table), column,
                                    cell, row.rowid),
                        row.table, Kind::cell_unchanged});
    }
  }
  for (const auto& known : dossier.identifiers) {
    const bool address = known.identifier.value.reveal().find('@') != std::string::npos;
    if (known.identifier.kind.text() != "email" || !address) continue;  // what is none is nobody's
    for (std::size_t t = 0; t < world.tables.size(); ++t) {
      const TablePlan& table = world.tables[t];
      if (table.sight || table.email != Bears::unshared || table.email_in != Inside::plain) continue;
      ways.push_back(
          {fmt::format("INSERT INTO {} (id, tenant, sort, email, said, l0, m0, l1, m1, l2, m2) VALUES "
                       "(9999, 9, 1, '{}', 'something', 9, '', 9, '', 9, '')",
                       table_name(t), known.identifier.value.reveal()),
           t, Kind::identifier_remains});
    }
  }
  return ways;
}

RC_GTEST_PROP(RandomErasure, WhatIsUndoneByHandIsNamed, (unsigned chance)) {
  const auto world = *worlds();
  Naive naive(world);
  const auto person = somebody(naive, world);
  if (!person) {
    RC_TAG("nobody");
    return;
  }
  Changing here(world);
  const auto before = here.contents();
  const auto approved = here.approve(*person, erasure(), "R-1/1");
  if (!all_are(here.run(approved), {Outcome::Kind::done, Outcome::Kind::nothing_to_do})) return;
  const auto ways = ways_to_undo(world, approved.dossier, before, here.contents());
  if (ways.empty()) return;
  const Undone& way = ways[chance % ways.size()];
  RC_TAG(std::string(verify::to_string(way.kind)));
  RC_LOG() << way.sql;
  const auto still = here.contents();
  here.sql(world.tables[way.table].system, way.sql);
  if (here.contents() == still) return;  // the database itself did not take it
  const auto report = here.check(approved);
  RC_LOG() << in_words(report);
  RC_ASSERT(std::any_of(report.findings.begin(), report.findings.end(), [&](const verify::Finding& finding) {
    return finding.kind == way.kind && finding.collection.text() == table_name(way.table);
  }));
}

}  // namespace
}  // namespace habeas::random_schemas
