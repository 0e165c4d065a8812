// Erasure in worlds of chance, on real files: found = gone + replaced + kept + another's for every cell, nobody else's
// cell is touched, no link is left dangling, a second run does nothing, and what is undone by hand is named.
#include "changing.h"
#include "generate.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>

namespace habeas::random_schemas {
namespace {

using act::Outcome;
using plan::Becomes;
using plan::Fate;

std::set<RowAt> gone(const Contents& before, const Contents& after) {
  std::set<RowAt> rows;
  for (const auto& [row, cells] : before) {
    if (!after.contains(row)) rows.insert(row);
  }
  return rows;
}

std::string name_of(const CellAt& cell) {
  return fmt::format("t{} row {} {}", cell.row.table, cell.row.rowid, cell.column);
}

// The red line: what plain SQL does not allow to change is there, byte for byte.
std::vector<std::string> touched_without_right(const Contents& before, const Contents& after,
                                               const MayChange& may) {
  std::vector<std::string> wrong;
  for (const auto& [row, cells] : before) {
    const auto now = after.find(row);
    if (now == after.end()) {
      if (!may.rows.contains(row)) wrong.push_back(name_of({row, "gone"}));
      continue;
    }
    for (const auto& [column, cell] : cells) {
      if (now->second.at(column) != cell && !may.cells.contains({row, column}))
        wrong.push_back(name_of({row, column}) + ": " + cell + " became " + now->second.at(column));
    }
  }
  for (const auto& [row, cells] : after) {
    if (!before.contains(row)) wrong.push_back(name_of({row, "new"}));
  }
  return wrong;
}

// A link of a row that stays, unchanged, to a row that went, where no other answers to it.
std::vector<std::string> dangling(const World& world, const std::vector<LinkAt>& links, const Contents& before,
                                  const Contents& after) {
  std::vector<std::string> wrong;
  for (const LinkAt& link : links) {
    const auto now = after.find(link.from);
    if (now == after.end() || after.contains(link.to)) continue;
    const bool answered = std::any_of(links.begin(), links.end(), [&](const LinkAt& other) {
      return other.from == link.from && other.link == link.link && after.contains(other.to);
    });
    const auto by = world.tables[link.from.table].links[link.link].by;
    const std::string column = fmt::format("{}{}", by == Targets::code ? "m" : "l", link.link);
    if (!answered && now->second.at(column) == before.at(link.from).at(column))
      wrong.push_back(name_of({link.from, column}) + " dangles");
  }
  return wrong;
}

const map::Field* field_of(const map::Map& map, const map::CollectionAt& at, const plan::CellFate& fate) {
  if (fate.field < 0) return nullptr;
  return &map.systems.at(at.system).collections.at(at.collection).fields.at(static_cast<std::size_t>(fate.field));
}

// Did what was promised of a cell happen? Only what can be said without knowing how.
bool came_true(const plan::CellFate& fate, const map::Field* field, const std::string& before,
               const std::string& now) {
  const bool inside = field != nullptr && field->codec.kind != map::Codec::Kind::plain;
  switch (fate.becomes) {
    case Becomes::same:
    case Becomes::put_back: return now == before;
    case Becomes::nothing: return inside ? now != before || before.find('@') == std::string::npos : now == "NULL";
    case Becomes::literal:
      return before == "NULL" || now.find(fate.literal) != std::string::npos;
    case Becomes::pseudonym: return before == "NULL" || now != before;
    case Becomes::masked:
      return before == "NULL" || inside || now.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
    case Becomes::truncated: return before == "NULL" || inside || now.size() <= 4;
    default: return true;
  }
}

// found = gone + replaced + kept + another's, counted in the tables.
void expect_balance(const World& world, const map::Map& map, const Approved& approved, const Contents& before,
                    const Contents& after) {
  plan::Balance counted;
  for (const auto& planned : approved.plan.collections) {
    const auto& where = approved.dossier.collections.at(planned.rows_of);
    for (const auto& row : planned.rows) {
      const auto& fates = planned.patterns.at(row.pattern);
      const std::uint64_t copies = where.rows.at(row.row).copies;
      counted.found += fates.size() * copies;
      if (where.sight_table) {
        counted.untouched += fates.size() * copies;
        continue;
      }
      const auto places = rows_of(world, map, before, where, where.rows.at(row.row).key);
      RC_ASSERT(places.size() == copies);
      for (const RowAt& place : places) {
        const auto now = after.find(place);
        if (now == after.end()) {
          counted.gone += fates.size();
          ++counted.rows_gone;
          continue;
        }
        for (const auto& fate : fates) {
          const auto column = fate.column.text();
          RC_ASSERT(fate.fate != Fate::erase);
          RC_ASSERT(came_true(fate, field_of(map, where.at, fate), before.at(place).at(column),
                              now->second.at(column)));
          ++(fate.fate == Fate::clear                                  ? counted.gone
             : fate.fate == Fate::untouched                            ? counted.untouched
             : fate.fate == Fate::keep || fate.fate == Fate::archive   ? counted.kept
                                                                       : counted.replaced);
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
      if (plain && was != "NULL" && now->second.at(column) == was) wrong.push_back(name_of({row, column}) + " is left");
    };
    if (plan.goes == Goes::words || plan.key == Key::none) continue;
    if (plan.card != Bears::nothing) must_go("card", true);
    if (plan.email != Bears::nothing) must_go("email", plan.email_in == Inside::plain);
    if (plan.agree) must_go("name", true);
    const bool words = plan.keeps == Keeps::nothing && plan.said != Said::technical && plan.empties != Empties::redacts;
    if (words) must_go("said", true);
  }
  return wrong;
}

bool all_are(const std::vector<Outcome>& outcomes, const std::set<Outcome::Kind>& kinds) {
  return std::all_of(outcomes.begin(), outcomes.end(),
                     [&](const Outcome& outcome) { return kinds.contains(outcome.kind); });
}

// The first of the world's people who is one person.
std::optional<Person> somebody(Naive& naive, const World& world) {
  for (const auto& person : world.people) {
    if (naive.find(person).outcome == "found") return person;
  }
  return std::nullopt;
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
  RC_TAG(fmt::format("{} rows, {}", went.empty() ? "no" : went.size() > 2 ? "many" : "some",
                     approved.plan.questions.empty() ? "no question" : "questions"));
  RC_LOG() << in_words(outcomes) << fmt::format("{}", fmt::join(approved.plan.questions, "\n"));
  naive.find(*person);
  RC_ASSERT(touched_without_right(before, after, naive.may_change(went)) == std::vector<std::string>{});
  const bool done = all_are(outcomes, {Outcome::Kind::done, Outcome::Kind::nothing_to_do});
  RC_ASSERT(done || !approved.plan.questions.empty());
  if (!done) return;
  RC_ASSERT(dangling(world, naive.links(), before, after) == std::vector<std::string>{});
  expect_balance(world, here.map(), approved, before, after);
  const auto report = here.check(approved);
  RC_ASSERT(in_words(report) == "");
  if (approved.plan.questions.empty())
    RC_ASSERT(left_behind(world, naive.mine(), before, after) == std::vector<std::string>{});
  RC_ASSERT(all_are(here.run(approved), {Outcome::Kind::already_done, Outcome::Kind::nothing_to_do}));
  RC_ASSERT(here.contents() == after);
}

}  // namespace
}  // namespace habeas::random_schemas
