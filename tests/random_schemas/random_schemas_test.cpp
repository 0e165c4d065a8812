#include "files.h"
#include "generate.h"
#include "naive.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <sstream>

namespace habeas::random_schemas {
namespace {

std::string cells_of(const map::Map& map, const dossier::CollectionRows& rows, const relation::RowKey& key) {
  auto cells = key.reveal();
  if (!rows.sight_table) {
    const auto& collection = map.systems[rows.at.system].collections[rows.at.collection];
    if (collection.key.empty()) cells.resize(map::columns_read(collection).size());
  }
  std::vector<std::string> texts;
  for (const auto& cell : cells) texts.push_back(relation::canonical_text(cell).value_or("NULL"));
  return shown(texts);
}

std::string name_of(const map::Map& map, const map::CollectionAt& at, bool sight) {
  const auto& system = map.systems[at.system];
  return sight ? system.not_personal[at.collection].name.text()
               : system.collections[at.collection].name.text();
}

std::string numbers(const std::vector<std::uint32_t>& numbers) {
  return numbers.empty() ? "NULL" : fmt::format("{}", fmt::join(numbers, ","));
}

Expected told(const map::Map& map, const dossier::Dossier& dossier) {
  Expected result;
  result.outcome = to_string(dossier.outcome);
  for (const auto& collection : dossier.collections) {
    for (const auto& row : collection.rows) {
      const auto line =
          fmt::format("{} | {} | {} | {} | {} | {}", name_of(map, collection.at, collection.sight_table),
                      cells_of(map, collection, row.key), to_string(row.klass), row.is_person ? "person" : "",
                      numbers(row.links_to_others), numbers(row.unproven_fields));
      for (std::uint32_t copy = 0; copy < row.copies; ++copy) result.rows.push_back(line);
    }
  }
  for (const auto& candidate : dossier.candidates) {
    dossier::CollectionRows where;
    where.at = candidate.at;
    result.candidates.push_back(fmt::format("{} | {} | {}", name_of(map, candidate.at, false),
                                            cells_of(map, where, candidate.key), to_string(candidate.why)));
  }
  std::sort(result.rows.begin(), result.rows.end());
  std::sort(result.candidates.begin(), result.candidates.end());
  return result;
}

// Equal rows without a key are one candidate, counted nowhere.
std::vector<std::string> once(std::vector<std::string> lines) {
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

// Rows decided to be hers are, when anything is; rows decided to be somebody else's never are.
void expect_decided(const dossier::Dossier& dossier) {
  for (const auto& [decision, fate] : dossier.decisions) {
    RC_ASSERT(fate == dossier::DecisionTaken::Fate::used);
    bool hers = false;
    if (const auto* rows = dossier.rows_of(decision.at)) {
      for (const auto& row : rows->rows)
        hers = hers || (same_row(row.key, decision.key) && row.klass != dossier::Class::anothers);
    }
    const bool says_hers = decision.says == dossier::Decision::Says::this_person;
    RC_ASSERT(hers == (says_hers && dossier.outcome == dossier::Outcome::found));
    for (const auto& candidate : dossier.candidates)
      RC_ASSERT(!(candidate.at == decision.at && same_row(candidate.key, decision.key)));
  }
}

// Everything a Dossier says, in a form that compares.
std::string all_of(const map::Map& map, const dossier::Dossier& dossier) {
  std::string text;
  for (const auto& collection : dossier.collections) {
    for (std::size_t i = 0; i < collection.rows.size(); ++i) {
      text += fmt::format("{}: {}\n", relation::encode(collection.rows[i].key.reveal()),
                          path_in_words(map, dossier, collection, i));
      for (const auto& arrival : collection.rows[i].arrivals) {
        text += fmt::format("  {} {} {} {}\n", static_cast<int>(arrival.by), arrival.link, arrival.sight,
                            arrival.from_row ? static_cast<int>(*arrival.from_row) : -1);
      }
    }
  }
  for (const auto& missed : dossier.not_searched) {
    text +=
        fmt::format("{} {} {} {}\n", to_string(missed.why),
                    missed.collection ? missed.collection->text() : "", missed.field_or_link, missed.count);
  }
  for (const auto& known : dossier.identifiers) text += known.identifier.value.reveal() + "\n";
  const auto rest = told(map, dossier);
  return text + rest.outcome +
         fmt::format("{}{}", fmt::join(rest.rows, "\n"), fmt::join(rest.candidates, "\n"));
}

RC_GTEST_PROP(RandomSchemas, TheFinderAgreesWithPlainSql, ()) {
  const auto world = *worlds();
  Files files(world);
  Naive naive(world);
  const auto found = files.find(world.people, 100);
  RC_TAG(found.front().row_count() > 4 ? "many rows" : std::string(to_string(found.front().outcome)));
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto expected = naive.find(world.people[i]);
    const auto actual = told(files.map(), found[i]);
    RC_ASSERT(actual.rows == expected.rows);
    RC_ASSERT(once(actual.candidates) == once(expected.candidates));
    RC_ASSERT(actual.outcome == expected.outcome);
  }
}

RC_GTEST_PROP(RandomSchemas, APersonAmongOthersGetsWhatSheGetsAlone, ()) {
  const auto world = *worlds();
  Files files(world);
  const auto together = files.find(world.people, 100, std::numeric_limits<std::size_t>::max());
  const auto alone = files.find(world.people, 1);
  const auto by_halves = files.find(world.people, 100, 10);
  const auto row_by_row = files.find(world.people, 100, 1);
  for (std::size_t i = 0; i < together.size(); ++i) {
    RC_ASSERT(all_of(files.map(), together[i]) == all_of(files.map(), alone[i]));
    RC_ASSERT(all_of(files.map(), together[i]) == all_of(files.map(), by_halves[i]));
    RC_ASSERT(all_of(files.map(), together[i]) == all_of(files.map(), row_by_row[i]));
  }
}

// Whatever a human answers, and however the people's rows lie: what is decided holds, and the questions come to an end.
RC_GTEST_PROP(RandomSchemas, DecisionsHoldAndEveryQuestionHasAnEnd, (unsigned seed)) {
  const auto world = *worlds();
  Files files(world);
  std::mt19937 chance(seed);
  std::vector<dossier::Decision> decisions;
  while (true) {
    const auto dossier = files.find_decided(world.people.front(), decisions);
    expect_decided(dossier);
    const auto before = decisions.size();
    for (const auto& candidate : dossier.candidates) {
      const auto& collection = files.map().systems[candidate.at.system].collections[candidate.at.collection];
      if (!dossier::decidable(collection)) continue;
      decisions.emplace_back();
      decisions.back().at = candidate.at;
      decisions.back().key = candidate.key;
      if (chance() % 2 == 0) decisions.back().says = dossier::Decision::Says::this_person;
    }
    if (decisions.size() > before) continue;
    const bool ended =
        dossier.outcome == dossier::Outcome::found || dossier.outcome == dossier::Outcome::nobody;
    RC_ASSERT(ended || !dossier.candidates.empty());
    break;
  }
}

// The same databases, written in another order: rows, and columns of tables.
std::string shuffled(const std::string& sql, std::mt19937& chance) {
  std::vector<std::string> creates, inserts;
  std::istringstream lines(sql);
  for (std::string line; std::getline(lines, line);) {
    (line.starts_with("INSERT") ? inserts : creates).push_back(line);
  }
  std::shuffle(inserts.begin(), inserts.end(), chance);
  for (auto& create : creates) {
    const auto begin = create.find('(') + 1;
    std::vector<std::string> columns;
    std::istringstream list(create.substr(begin, create.rfind(')') - begin));
    for (std::string column; std::getline(list, column, ',');) columns.push_back(column);
    std::shuffle(columns.begin(), columns.end(), chance);
    create = create.substr(0, begin) + fmt::format("{}", fmt::join(columns, ",")) + ");";
  }
  return fmt::format("{}\n{}\n", fmt::join(creates, "\n"), fmt::join(inserts, "\n"));
}

RC_GTEST_PROP(RandomSchemas, TheOrderInWhichRowsAndColumnsLieChangesNothing, (unsigned seed)) {
  const auto world = *worlds();
  std::mt19937 chance(seed);
  Files as_written(world);
  Files otherwise(world, [&](const std::string& sql) { return shuffled(sql, chance); });
  const auto once_found = as_written.find(world.people, 100);
  const auto found_again = otherwise.find(world.people, 100);
  for (std::size_t i = 0; i < once_found.size(); ++i) {
    RC_ASSERT(all_of(as_written.map(), once_found[i]) == all_of(otherwise.map(), found_again[i]));
  }
}

}  // namespace
}  // namespace habeas::random_schemas
