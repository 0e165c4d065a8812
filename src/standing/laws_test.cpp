// What must hold for every life: properties, over entries made of chance.
#include <habeas/standing/test_entries.h>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace habeas::standing {
namespace {

using namespace example;

// Every denial in force, by name.
std::set<std::string> denials(const Standing& now) {
  std::set<std::string> all;
  for (const auto& [name, consent] : now.consents)
    if (!consent.given) all.insert("no consent " + name);
  for (const auto& [channel, since] : now.opposed_channels) all.insert("opposed " + channel);
  for (const auto& [activity, since] : now.objections_upheld) all.insert("stopped " + activity);
  for (const auto& [activity, freeze] : now.freezes) all.insert("frozen " + activity);
  for (const auto& [reference, since] : now.holds) all.insert("held " + reference);
  for (const auto& [reference, since] : now.contested) all.insert("contested " + reference);
  if (now.closing) all.insert("closing");
  if (now.erased) all.insert("erased");
  if (now.death != Death::no) all.insert("death");
  return all;
}

// The entries that the law knows as ends of a denial, and what each of them may end.
bool may_end(const Entry& entry, const std::string& denial) {
  switch (entry.what) {
    case What::consent_given: return denial == "no consent " + entry.consent;
    case What::objection_upheld:
    case What::restriction_lifted: return denial == "frozen " + entry.activity;
    case What::hold_lifted: return denial == "held " + entry.reference;
    case What::contest_ended:
    case What::decision_reviewed: return denial == "contested " + entry.reference;
    case What::erased:
    case What::erasure_stopped: return denial == "closing";
    case What::returned: return denial == "erased";
    case What::death_not_proven: return denial == "death";
    case What::death_mistaken: return true;
    default: return false;
  }
}

RC_GTEST_PROP(Life, DeniesUntilARuleLiftsIt, ()) {
  const auto life = any_lawful_life(record());
  for (std::size_t i = 0; i < life.size(); ++i) {
    const auto before = denials(at({life.begin(), life.begin() + static_cast<std::ptrdiff_t>(i)}, day(999)));
    const auto then =
        denials(at({life.begin(), life.begin() + static_cast<std::ptrdiff_t>(i) + 1}, day(999)));
    for (const auto& denial : before) RC_ASSERT(then.contains(denial) || may_end(life[i], denial));
  }
}

using State = Freeze::State;

RC_GTEST_PROP(Life, HasNoWayFromAnActiveRestrictionToNoneWithoutNotice, ()) {
  const auto life = any_lawful_life(record());
  for (std::size_t i = 0; i < life.size(); ++i) {
    if (life[i].what == What::death_mistaken) continue;  // the freeze never was
    const Standing before = at({life.begin(), life.begin() + static_cast<std::ptrdiff_t>(i)}, day(999));
    const Standing then = at({life.begin(), life.begin() + static_cast<std::ptrdiff_t>(i) + 1}, day(999));
    for (const auto& activity : {"", "orders", "advertising", "security", "instalments"}) {
      for (const auto& ground : {"a", "b", "c", "d"}) {
        const Freeze* was = freeze_of(before, activity, ground);
        if (was == nullptr || freeze_of(then, activity, ground) != nullptr) continue;
        const bool upheld = life[i].what == What::objection_upheld && was->state == State::provisional;
        RC_ASSERT(was->state == State::lift_noticed || upheld);
        RC_ASSERT(was->state != State::active);
      }
    }
  }
}

RC_GTEST_PROP(Life, IsRestoredExactlyWhenTheDeathWasAMistake, ()) {
  const auto before = any_lawful_life(record());
  const Standing held = at(before, day(999));
  RC_PRE(held.death == Death::no);
  auto life = before;
  life.push_back(by(entry(What::death_alleged, 100), "R-2026-000099"));
  const int meanwhile = *rc::gen::inRange(0, 10);
  for (int i = 0; i < meanwhile; ++i) {
    const Entry next = by(any_entry(101 + i), "R-2026-000099");
    const bool is_fact =
        next.what == What::erased || next.what == What::death_mistaken || next.what == What::death_not_proven;
    if (!is_fact && may_follow(record(), at(life, next.at), next)) life.push_back(next);
  }
  life.push_back(by(entry(What::death_mistaken, 200), "C. Roy"));
  RC_ASSERT(at(life, day(999)) == held);
}

RC_GTEST_PROP(Life, IsTheSameInWhateverOrderItWasWrittenDown, ()) {
  const auto life = any_lawful_life(record());
  auto shuffled = life;
  for (std::size_t i = 1; i < shuffled.size(); ++i)
    std::swap(shuffled[i], shuffled[*rc::gen::inRange<std::size_t>(0, i + 1)]);
  const int when = *rc::gen::inRange(0, 70);
  RC_ASSERT(at(shuffled, day(when)) == at(life, day(when)));
}

RC_GTEST_PROP(Life, OnADayIsWhatWasKnownUpToThatDay, ()) {
  const auto life = any_lawful_life(record());
  const int when = *rc::gen::inRange(0, 70);
  std::vector<Entry> known;
  std::copy_if(life.begin(), life.end(), std::back_inserter(known),
               [&](const Entry& entry) { return entry.at <= day(when); });
  RC_ASSERT(at(life, day(when)) == at(known, day(999)));
}

}  // namespace
}  // namespace habeas::standing
