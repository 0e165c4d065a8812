// What the register holds comes to its end (GDPR 5(1)(e)): by the durations of share/law/retention.yaml, each recorded in
// the ledger before, and noted in its request. What proves that a request was honoured stays.
#include <habeas/handle/work.h>

#include <habeas/base/fault.h>
#include <habeas/law/duration.h>

#include <algorithm>

namespace habeas::handle {
namespace {

using request::State;

bool is_over(base::Date last, base::Date today) {
  return std::chrono::sys_days(last) < std::chrono::sys_days(today);
}

// The day of the answer, of the closure or of her withdrawal, whichever came last; nothing while it goes on.
std::optional<base::Date> ended_on(const House& house, const request::Request& request) {
  if (request.state != State::answered && request.state != State::closed && request.state != State::withdrawn)
    return std::nullopt;
  const std::string zone = map::zone_of(house.map.organisation, house.library);
  std::optional<base::Date> last;
  for (const request::Event& event : request.events) {
    const bool is_end = event.what == request::What::letter_sent || event.what == request::What::closed ||
                        event.what == request::What::withdrawn;
    if (is_end) last = base::date_in(zone, event.at);
  }
  return last;
}

// What still holds for her because of it, and rests on what the file says: a freeze, a directive, a contested decision.
bool still_holds(const Case& of) {
  const standing::Standing& now = of.standing;
  const auto is_its = [&](const standing::Freeze& freeze) { return freeze.by == of.reference(); };
  return std::any_of(now.freezes.begin(), now.freezes.end(),
                     [&](const auto& entry) {
                       return is_its(entry.second) ||
                              std::any_of(entry.second.also.begin(), entry.second.also.end(), is_its);
                     }) ||
         now.directives.count(of.reference()) != 0 || now.contested.count(of.reference()) != 0;
}

class Purge {
 public:
  Purge(House& house, Purging how) : house_(house), how_(how), today_(house.today()) {}

  Purged all() {
    for (const std::string& reference : house_.people.references()) one(case_of(house_, reference));
    return purged_;
  }

 private:
  void one(const Case& of) {
    packages(of);
    const auto ended = ended_with_release(of);
    if (!ended || still_holds(of) || is_frozen_in_systems(of)) return;
    if (!recipients_waiting(of.request).empty()) return;  // who she is to them is read from here
    if (!of.standing.holds.empty()) return;               // a dispute keeps the whole file (GDPR 17(3)(e))
    if (is_over(ends(house_, "request-file", *ended), today_)) return whole_file(of);
    if (is_over(ends(house_, "request-plan", *ended), today_)) working_copies(of);
  }

  // The end of a freeze is planned, and answered, on what the freeze left here.
  std::optional<base::Date> ended_with_release(const Case& of) {
    auto ended = ended_on(house_, of.request);
    if (of.request.right != law::Right::restriction || !of.person) return ended;
    for (const std::string& reference : house_.people.requests_of(*of.person)) {
      const Case other = case_of(house_, reference);
      if (!ended || other.detail("lift") != of.reference()) continue;
      const auto release = ended_on(house_, other.request);
      ended = release ? std::optional(std::max(*ended, *release)) : std::nullopt;
    }
    return ended;
  }

  // Its values are put away until they are released, and what released them was read from here.
  bool is_frozen_in_systems(const Case& of) {
    if (of.request.right != law::Right::restriction || !of.detail("lift").empty()) return false;
    for (const std::string& activity : activities_of(of)) {
      const auto frozen = freezes_in_systems(house_, of, activity, of.detail("ground"));
      if (std::find(frozen.begin(), frozen.end(), of.reference()) != frozen.end()) return true;
    }
    return false;
  }

  void packages(const Case& of) {
    for (const store::Filed& filed : house_.people.files(of.reference())) {
      if (filed.destroyed || !filed.expires || !is_over(*filed.expires, today_)) continue;
      ++purged_.packages;
      if (how_ == Purging::dry) continue;
      intend(of, "package", filed.sha256);
      house_.people.empty_file(of.reference(), filed.name);
    }
  }

  void working_copies(const Case& of) {
    const auto names = house_.people.names_put_away(of.reference());
    if (names.empty()) return;
    purged_.working_copies += names.size();
    if (how_ == Purging::dry) return;
    intend(of, "working-copies", of.request.plan);
    for (const std::string& name : names) house_.people.destroy(of.reference(), name);
  }

  void whole_file(const Case& of) {
    if (was_emptied(of)) return;
    ++purged_.request_files;
    if (how_ == Purging::dry) return;
    intend(of, "request-file", {});
    house_.people.empty_request(of.reference());
  }

  static bool was_emptied(const Case& of) {
    return std::any_of(of.request.events.begin(), of.request.events.end(), [](const request::Event& event) {
      const std::string* destroyed = event.fact("destroyed");
      return destroyed && *destroyed == "request-file";
    });
  }

  void intend(const Case& of, const std::string& what, const std::string& digest) {
    Facts facts = {{"reference", of.reference()}, {"what", what}};
    if (!digest.empty()) facts.emplace_back("digest", digest);
    in_ledger(house_, "register.purge", std::move(facts));
    record(house_, of.reference(), event_of(house_, request::What::noted, "habeas", {{"destroyed", what}}));
  }

  House& house_;
  Purging how_;
  base::Date today_;
  Purged purged_;
};

}  // namespace

base::Date ends(const House& house, const std::string& id, base::Date began) {
  const law::RetentionRule* rule = house.library.retention(id, began);
  if (!rule || (!rule->active && !rule->archive))
    throw base::Fault(base::FaultKind::refused, "share/law/retention.yaml",
                      "no duration is written for '" + id + "'");
  base::Date end = began;
  if (rule->active) end = law::after(end, *rule->active);
  if (rule->archive) end = law::after(end, *rule->archive);
  return end;
}

Purged purge(House& house, Purging how) { return Purge(house, how).all(); }

}  // namespace habeas::handle
