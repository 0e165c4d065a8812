// Rectification, restriction and release in worlds of chance, on real files: every copy of hers is corrected and nothing
// else, what was frozen comes back byte for byte, and nobody else's cell is touched.
#include "generate.h"
#include "laws.h"

#include <habeas/plan/restriction.h>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace habeas::random_schemas {
namespace {

using act::Outcome;

constexpr const char* corrected = "new@x.example";

// Every cell that changed held the old address, and holds the new one.
std::vector<std::string> changed_otherwise(const Contents& before, const Contents& after) {
  std::vector<std::string> wrong;
  for (const auto& [row, cells] : before) {
    for (const auto& [column, cell] : cells) {
      const auto& now = after.at(row).at(column);
      if (now != cell && now.find(corrected) == std::string::npos) wrong.push_back(name_of({row, column}));
    }
  }
  return wrong;
}

RC_GTEST_PROP(RandomRectification, EveryCopyOfHersIsCorrectedAndNobodyElsesIsTouched, ()) {
  const auto world = *worlds();
  Naive naive(world);
  const auto person = somebody(naive, world);
  if (!person) {
    RC_TAG("nobody");
    return;
  }
  const auto email =
      std::find_if(person->begin(), person->end(), [](const auto& one) { return one.first == "email"; });
  const std::string was = email == person->end() ? "a@x.example" : email->second;
  Changing here(world);
  const auto before = here.contents();
  const auto approved = here.approve(*person,
                                     rectification({{"contact.email", base::Personal<std::string>(was),
                                                     base::Personal<std::string>(corrected)}}),
                                     "R-2/1");
  const auto outcomes = here.run(approved);
  RC_LOG() << in_words(outcomes) << fmt::format("{}", fmt::join(approved.plan.questions, "\n"));
  const auto after = here.contents();
  RC_TAG(fmt::format("{}, {}", before == after ? "nothing changed" : "changed",
                     approved.plan.questions.empty() ? "no question" : "questions"));
  naive.find(*person);
  RC_ASSERT(touched_without_right(before, after, naive.may_change({})) == std::vector<std::string>{});
  RC_ASSERT(gone(before, after).empty());
  RC_ASSERT(changed_otherwise(before, after) == std::vector<std::string>{});
  RC_ASSERT(all_are(outcomes, {Outcome::Kind::done, Outcome::Kind::nothing_to_do}));
  RC_ASSERT(in_words(here.check(approved)) == "");
  RC_ASSERT(all_are(here.run(approved), {Outcome::Kind::already_done, Outcome::Kind::nothing_to_do}));
  RC_ASSERT(here.contents() == after);
  // Where nothing had to be asked, no copy of hers is left: planning again finds none.
  if (!approved.plan.questions.empty()) return;
  const auto again = here.approve(*person, approved.wish, "R-2/2");
  RC_ASSERT(plan::balance(again.plan).replaced == 0u);
}

// Only what is hers alone is put away.
std::vector<std::string> frozen_of_others(const Contents& before, const Contents& after,
                                          const std::set<RowAt>& mine) {
  std::vector<std::string> wrong;
  for (const auto& [row, cells] : before) {
    for (const auto& [column, cell] : cells) {
      if (after.at(row).at(column) != cell && !mine.contains(row)) wrong.push_back(name_of({row, column}));
    }
  }
  return wrong;
}

RC_GTEST_PROP(RandomRestriction, WhatIsPutAwayComesBackByteForByteAndOnlyHersIs, ()) {
  const auto world = *worlds();
  Naive naive(world);
  const auto person = somebody(naive, world);
  if (!person) {
    RC_TAG("nobody");
    return;
  }
  Changing here(world);
  const auto before = here.contents();
  const auto frozen = here.approve(*person, freeze(), "R-3/1");
  const auto outcomes = here.run(frozen);
  RC_LOG() << in_words(outcomes) << fmt::format("{}", fmt::join(frozen.plan.questions, "\n"));
  const auto meanwhile = here.contents();
  RC_TAG(before == meanwhile ? "nothing put away" : "put away");
  naive.find(*person);
  RC_ASSERT(gone(before, meanwhile).empty());
  RC_ASSERT(frozen_of_others(before, meanwhile, naive.mine()) == std::vector<std::string>{});
  RC_ASSERT(all_are(outcomes, {Outcome::Kind::done, Outcome::Kind::nothing_to_do}));
  RC_ASSERT(in_words(here.check(frozen)) == "");
  RC_ASSERT(all_are(here.run(frozen), {Outcome::Kind::already_done, Outcome::Kind::nothing_to_do}));
  RC_ASSERT(here.contents() == meanwhile);

  const auto lifted = here.approve(*person, release_of(frozen), "R-4/1");
  const auto released = here.run(lifted);
  RC_LOG() << in_words(released) << fmt::format("{}", fmt::join(lifted.plan.questions, "\n"));
  RC_ASSERT(lifted.plan.questions.empty() || !frozen.plan.questions.empty());
  RC_ASSERT(all_are(released, {Outcome::Kind::done, Outcome::Kind::nothing_to_do}));
  RC_ASSERT(here.contents() == before);
  RC_ASSERT(in_words(here.check(lifted)) == "");
  here.run(lifted);
  RC_ASSERT(here.contents() == before);
}

}  // namespace
}  // namespace habeas::random_schemas
