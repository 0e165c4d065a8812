// For tests: a small record of activities, entries by the day, and entries made of chance.
#pragma once

#include <habeas/standing/standing.h>

#include <rapidcheck.h>

namespace habeas::standing::example {

inline map::Activity activity(const std::string& name, law::LegalBasis basis, const std::string& reference,
                              std::vector<std::string> channels = {}) {
  map::Activity one;
  one.name = map::ActivityName(name);
  one.basis = basis;
  one.basis_reference = reference;
  one.channels = std::move(channels);
  return one;
}

inline map::Map record() {
  using law::LegalBasis;
  map::Map map;
  map.activities.push_back(activity("orders", LegalBasis::contract, "GDPR 6(1)(b)"));
  map.activities.push_back(activity("accounting", LegalBasis::legal_obligation, "c-com-L123-22"));
  map.activities.push_back(activity("newsletter", LegalBasis::consent, "newsletter", {"email"}));
  map.activities.push_back(
      activity("advertising", LegalBasis::legitimate_interests, "GDPR 6(1)(f)", {"email", "post", "phone"}));
  map.activities.push_back(activity("security", LegalBasis::legitimate_interests, "GDPR 6(1)(f)"));
  map.activities.push_back(activity("instalments", LegalBasis::contract, "GDPR 6(1)(b)"));
  map.activities.back().automated = map::AutomatedDecision{};
  return map;
}

inline base::Instant day(int count) {
  using namespace std::chrono_literals;
  return base::Instant{std::chrono::sys_days{2026y / 1 / 1} + std::chrono::days{count}};
}

// An entry that says everything its kind asks for; what it is about is set by the caller.
inline Entry entry(What what, int on) {
  Entry one;
  one.what = what;
  one.at = day(on);
  one.by = "R-2026-000001";
  one.version = "v1";
  one.how = "form";
  one.outcome = "granted";
  one.words = base::Personal<std::string>("reasons");
  return one;
}
inline Entry about(Entry one, const std::string& activity, const std::string& ground = "") {
  one.activity = activity;
  one.ground = ground;
  return one;
}
inline Entry referring(Entry one, const std::string& reference) {
  one.reference = reference;
  return one;
}
inline Entry by(Entry one, const std::string& who) {
  one.by = who;
  return one;
}

inline Entry any_entry(int on) {
  Entry one =
      entry(static_cast<What>(*rc::gen::inRange(0, static_cast<int>(What::death_not_proven) + 1)), on);
  one.activity = *rc::gen::element<std::string>("", "orders", "advertising", "security", "instalments");
  one.ground = *rc::gen::element<std::string>("", "a", "b", "c", "d");
  one.channel = *rc::gen::element<std::string>("", "email", "post");
  one.consent = "newsletter";
  one.reference = *rc::gen::element<std::string>("D-1", "D-2");
  one.by = *rc::gen::element<std::string>("R-2026-000001", "R-2026-000002", "R-2026-000003");
  return one;
}

// Entries that the rules let follow each other, one a day.
inline std::vector<Entry> any_lawful_life(const map::Map& map) {
  const int attempts = *rc::gen::inRange(0, 60);
  std::vector<Entry> life;
  for (int i = 0; i < attempts; ++i) {
    const Entry next = any_entry(i);
    if (may_follow(map, at(life, next.at), next)) life.push_back(next);
  }
  return life;
}

}  // namespace habeas::standing::example
