// The fold: what each entry does to what held before it. What may follow at all is in follow.cpp.
#include <habeas/standing/standing.h>

#include <algorithm>

namespace habeas::standing {
namespace {

using State = Freeze::State;

Since since(const Entry& entry) { return {entry.at, entry.by}; }

// --- freezes ----------------------------------------------------------------------------------------------

template <class Freezes>
auto* find_freeze(Freezes& freezes, const std::string& activity, const std::string& ground) {
  const auto found = freezes.find(activity);
  decltype(&found->second) none = nullptr;
  if (found == freezes.end()) return none;
  if (found->second.ground == ground) return &found->second;
  for (auto& other : found->second.also)
    if (other.ground == ground) return &other;
  return none;
}

Freeze& freeze(Standing& now, const Entry& entry, const std::string& ground, State state) {
  if (Freeze* there = find_freeze(now.freezes, entry.activity, ground)) return *there;
  const Freeze one{state, ground, entry.by, entry.at, false, {}};
  const auto [at, is_first] = now.freezes.try_emplace(entry.activity, one);
  return is_first ? at->second : at->second.also.emplace_back(one);
}

// Asking again after the notice makes the notice void: she must be told anew.
void ask(Standing& now, const Entry& entry, const std::string& ground) {
  Freeze& asked = freeze(now, entry, ground, State::provisional);
  if (asked.state == State::lift_noticed) asked.state = State::provisional;
  asked.refused = false;
}

void grant(Standing& now, const Entry& entry) {
  Freeze& granted = freeze(now, entry, entry.ground, State::active);
  granted.state = State::active;
  granted.refused = false;
}

void refuse(Standing& now, const Entry& entry, const std::string& ground) {
  if (Freeze* refused = find_freeze(now.freezes, entry.activity, ground)) refused->refused = true;
}

bool concerns(const Entry& entry, const Freeze& freeze) {
  return entry.ground.empty() || entry.ground == freeze.ground;
}

void notice(Standing& now, const Entry& entry) {
  const auto found = now.freezes.find(entry.activity);
  if (found == now.freezes.end()) return;
  if (concerns(entry, found->second)) found->second.state = State::lift_noticed;
  for (Freeze& other : found->second.also)
    if (concerns(entry, other)) other.state = State::lift_noticed;
}

template <class Ends>
void end_freezes(Standing& now, const std::string& activity, const Ends& ends) {
  const auto found = now.freezes.find(activity);
  if (found == now.freezes.end()) return;
  std::vector<Freeze> left = std::move(found->second.also);
  found->second.also.clear();
  left.insert(left.begin(), found->second);
  std::erase_if(left, ends);
  if (left.empty()) {
    now.freezes.erase(found);
    return;
  }
  found->second = left.front();
  found->second.also.assign(left.begin() + 1, left.end());
}

void lift(Standing& now, const Entry& entry) {
  end_freezes(now, entry.activity, [&](const Freeze& freeze) {
    return concerns(entry, freeze) && freeze.state == State::lift_noticed;
  });
}

// The use stops for good. The provisional freeze has served; one that was granted to her ends only with notice.
void uphold(Standing& now, const Entry& entry) {
  now.objections_upheld.try_emplace(entry.activity, since(entry));
  end_freezes(now, entry.activity, [](const Freeze& freeze) {
    return freeze.ground == "d" && freeze.state == State::provisional;
  });
}

// --- the rest ---------------------------------------------------------------------------------------------

void end_erasure(Standing& now, const Entry& entry) {
  now.closing.reset();
  now.erased = since(entry);
  for (auto& [name, consent] : now.consents)
    if (consent.given) consent = {false, consent.version, entry.at, entry.by};
}

void die(Standing& now, const Entry& entry, Death death) {
  now.death = death;
  if (!now.death_since) now.death_since = since(entry);
}

void contest(Standing& now, const Entry& entry) {
  now.contested.try_emplace(entry.reference, since(entry));
  now.contested_activity.insert_or_assign(entry.reference, entry.activity);
}

void apply(Standing& now, const Entry& entry) {
  switch (entry.what) {
    case What::consent_given: now.consents[entry.consent] = {true, entry.version, entry.at, entry.by}; break;
    case What::consent_withdrawn:
      now.consents[entry.consent] = {false, now.consents[entry.consent].version, entry.at, entry.by};
      break;
    case What::marketing_opposed: now.opposed_channels.try_emplace(entry.channel, since(entry)); break;
    case What::objection_made: ask(now, entry, "d"); break;
    case What::objection_upheld: uphold(now, entry); break;
    case What::objection_refused: refuse(now, entry, "d"); break;
    case What::restriction_asked: ask(now, entry, entry.ground); break;
    case What::restriction_granted: grant(now, entry); break;
    case What::restriction_refused: refuse(now, entry, entry.ground); break;
    case What::lift_noticed: notice(now, entry); break;
    case What::restriction_lifted: lift(now, entry); break;
    case What::erasure_accepted: now.closing = since(entry); break;
    case What::erased: end_erasure(now, entry); break;
    case What::erasure_stopped: now.closing.reset(); break;
    case What::returned: now.erased.reset(); break;
    case What::hold_placed: now.holds.try_emplace(entry.reference, since(entry)); break;
    case What::hold_lifted: now.holds.erase(entry.reference); break;
    case What::decision_contested: contest(now, entry); break;
    case What::decision_reviewed:
    case What::contest_ended:
      now.contested.erase(entry.reference);
      now.contested_activity.erase(entry.reference);
      break;
    case What::death_alleged: die(now, entry, Death::alleged); break;
    case What::death_proven: die(now, entry, Death::proven); break;
    case What::death_mistaken:
      now.death = Death::no;
      now.death_since.reset();
      break;
    case What::death_not_proven: break;  // what it takes back never counted (that_count)
    case What::directive_lodged: now.directives = {entry.reference}; break;
    case What::directive_revoked: now.directives.clear(); break;
  }
}

// --- which entries count ----------------------------------------------------------------------------------

bool is_death(const Entry& entry) {
  return entry.what == What::death_alleged || entry.what == What::death_proven;
}

// An erasure cannot be undone by saying that it should not have been.
bool rests_on(const Entry& entry, const std::set<std::string>& requests) {
  return !entry.by.empty() && requests.contains(entry.by) && entry.what != What::erased;
}

// From the allegation up to the mistake: leaves out what rests on the death.
void leave_out(std::vector<const Entry*>& counted, std::size_t allegation) {
  std::set<std::string> requests;
  for (std::size_t i = allegation; i < counted.size(); ++i)
    if (is_death(*counted[i])) requests.insert(counted[i]->by);
  const auto begin = counted.begin() + static_cast<std::ptrdiff_t>(allegation);
  counted.erase(
      std::remove_if(begin, counted.end(),
                     [&](const Entry* entry) { return is_death(*entry) || rests_on(*entry, requests); }),
      counted.end());
}

// What this request announced, and nobody proved, counts no more; another's allegation goes on.
std::optional<std::size_t> take_back(std::vector<const Entry*>& counted, const std::string& request) {
  std::erase_if(counted, [&](const Entry* entry) {
    return entry->what == What::death_alleged && entry->by == request;
  });
  const auto left =
      std::find_if(counted.begin(), counted.end(), [](const Entry* entry) { return is_death(*entry); });
  if (left == counted.end()) return std::nullopt;
  return static_cast<std::size_t>(left - counted.begin());
}

std::vector<const Entry*> in_order(const std::vector<Entry>& entries, base::Instant when) {
  std::vector<const Entry*> ordered;
  for (const Entry& entry : entries)
    if (entry.at <= when) ordered.push_back(&entry);
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const Entry* a, const Entry* b) { return a->at < b->at; });
  return ordered;
}

std::vector<const Entry*> that_count(const std::vector<Entry>& entries, base::Instant when) {
  std::vector<const Entry*> counted;
  std::optional<std::size_t> allegation;
  for (const Entry* entry : in_order(entries, when)) {
    if (is_death(*entry) && !allegation) allegation = counted.size();
    if (entry->what == What::death_mistaken && allegation) {
      leave_out(counted, *allegation);
      allegation.reset();
    }
    if (entry->what == What::death_not_proven) allegation = take_back(counted, entry->by);
    counted.push_back(entry);
  }
  return counted;
}

}  // namespace

Standing at(const std::vector<Entry>& entries, base::Instant when) {
  Standing now;
  for (const Entry* entry : that_count(entries, when)) apply(now, *entry);
  return now;
}

const Freeze* freeze_of(const Standing& standing, const std::string& activity, const std::string& ground) {
  return find_freeze(standing.freezes, activity, ground);
}

}  // namespace habeas::standing
