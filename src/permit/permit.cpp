// Each rule looks for one thing that speaks against the use; all of them are asked, so that all reasons are said.
#include <habeas/permit/permit.h>

#include <algorithm>

namespace habeas::permit {
namespace {

using law::LegalBasis;
using standing::Death;
using standing::Since;

struct Case {
  const map::Activity& activity;
  const standing::Standing& standing;
  const law::Library& library;
  const std::string zone;  // of the organisation: a rule is in force from a day on
  const std::string& channel;
  base::Instant at;
  Permit& permit;

  // Adds a reason, which denies unless it says otherwise.
  void reason(Answer answer, const std::string& ground, const Since& since) const {
    const law::Ground* found = library.ground(ground);
    Reason one{ground, found == nullptr ? law::Article{} : found->article, std::nullopt, since.by};
    if (since.at != base::Instant{}) one.since = since.at;
    permit.reasons.push_back(std::move(one));
    if (answer == Answer::deny || permit.answer == Answer::allow) permit.answer = answer;
  }
  void deny(const std::string& ground, const Since& since = {}) const { reason(Answer::deny, ground, since); }
};

// --- what stops every use ---------------------------------------------------------------------------------

void erasure(const Case& c) {
  if (c.standing.closing) c.deny("closing", *c.standing.closing);
  if (c.standing.erased && c.activity.basis != LegalBasis::legal_obligation)
    c.deny("erased", *c.standing.erased);
}

// Once proven, the law's duties go on and the estate may need the contract; nothing else does (LIL 84-85).
void death(const Case& c) {
  const Since since = c.standing.death_since.value_or(Since{});
  if (c.standing.death == Death::alleged) c.deny("death-alleged", since);
  if (c.standing.death != Death::proven || c.activity.basis == LegalBasis::legal_obligation) return;
  const bool estate = c.activity.basis == LegalBasis::contract && !is_marketing(c.activity);
  c.reason(estate ? Answer::human : Answer::deny, "deceased", since);
}

void freeze(const Case& c, const standing::Freeze& freeze) {
  c.deny(freeze.ground == "d" ? "objection-pending" : "restricted", {freeze.since, freeze.by});
  for (const auto& other : freeze.also)
    c.deny(other.ground == "d" ? "objection-pending" : "restricted", {other.since, other.by});
}

// Only stored, whatever the state of the freeze: GDPR 18(2).
void restriction(const Case& c) {
  for (const auto& key : {std::string(), c.activity.name.text()}) {
    const auto found = c.standing.freezes.find(key);
    if (found != c.standing.freezes.end()) freeze(c, found->second);
  }
}

void objection(const Case& c) {
  const auto upheld = c.standing.objections_upheld.find(c.activity.name.text());
  if (upheld != c.standing.objections_upheld.end()) c.deny("objection-upheld", upheld->second);
}

void contested_decision(const Case& c) {
  for (const auto& [reference, since] : c.standing.contested) {
    const auto activity = c.standing.contested_activity.find(reference);
    const bool is_this =
        activity == c.standing.contested_activity.end() || activity->second == c.activity.name.text();
    if (is_this) c.deny("decision-contested", since);
  }
}

// --- consent ----------------------------------------------------------------------------------------------

const standing::Given* consent_of(const Case& c) {
  if (c.activity.basis != LegalBasis::consent) return nullptr;
  const auto found = c.standing.consents.find(c.activity.basis_reference);
  return found == c.standing.consents.end() ? nullptr : &found->second;
}

// Proven: given, and we know to which text (GDPR 7(1)).
bool is_proven(const standing::Given* consent) {
  return consent != nullptr && consent->given && !consent->version.empty();
}

void consent(const Case& c) {
  if (c.activity.basis != LegalBasis::consent) return;
  const standing::Given* given = consent_of(c);
  if (is_proven(given)) return;
  const bool withdrawn = given != nullptr && !given->given;
  if (withdrawn) c.deny("consent-withdrawn", {given->since, given->by});
  if (!withdrawn) c.deny("no-consent-proven");
}

// --- marketing --------------------------------------------------------------------------------------------

// Her own later consent to this very use takes an earlier objection back; nothing else does.
bool counts(const Case& c, const Since& opposed) {
  const standing::Given* given = consent_of(c);
  return !(is_proven(given) && given->since > opposed.at);
}

const Since* opposition(const Case& c, const std::string& channel) {
  const auto found = c.standing.opposed_channels.find(channel);
  return found != c.standing.opposed_channels.end() && counts(c, found->second) ? &found->second : nullptr;
}

void opposed_marketing(const Case& c) {
  if (!is_marketing(c.activity)) return;
  if (const Since* all = opposition(c, "")) c.deny("marketing-opposed", *all);
  if (!c.channel.empty()) {
    if (const Since* one = opposition(c, c.channel)) c.deny("marketing-opposed", *one);
    return;
  }
  // Preparing what can no longer be sent by any channel is marketing too (21(2): profiling included).
  const auto& channels = c.activity.channels;
  const bool none_left = std::all_of(channels.begin(), channels.end(), [&](const std::string& channel) {
    return opposition(c, channel) != nullptr;
  });
  if (none_left) c.deny("marketing-opposed", *opposition(c, channels.front()));
}

void channel_rule(const Case& c) {
  if (c.channel.empty() || !is_marketing(c.activity)) return;
  const auto& channels = c.activity.channels;
  if (std::find(channels.begin(), channels.end(), c.channel) == channels.end())
    return c.reason(Answer::human, "channel-not-declared", {});
  if (c.activity.basis == LegalBasis::consent) return;
  const law::MarketingRule* rule = c.library.marketing(c.channel, base::date_in(c.zone, c.at));
  if (rule != nullptr && rule->takes == law::MarketingRule::Takes::no_objection) return;
  const bool excepted = rule != nullptr && rule->except == c.activity.basis;
  if (excepted) return;
  c.deny("no-consent-proven");
  if (rule != nullptr) c.permit.reasons.back().article = rule->article;
}

// --- when nothing speaks against it ------------------------------------------------------------------------

void basis(const Case& c) {
  const standing::Given* given = consent_of(c);
  const Since since = given == nullptr ? Since{} : Since{given->since, given->by};
  c.reason(Answer::allow, "basis-" + std::string(law::to_string(c.activity.basis)), since);
  if (c.channel.empty() || !is_marketing(c.activity)) return;
  const law::MarketingRule* rule = c.library.marketing(c.channel, base::date_in(c.zone, c.at));
  if (rule == nullptr || rule->except != c.activity.basis) return;
  c.reason(Answer::allow, "marketing-exception", {});
  c.permit.reasons.back().article = rule->article;
}

using Rule = void (*)(const Case&);
constexpr Rule rules[] = {erasure,           death,       restriction, objection, contested_decision, consent,
                          opposed_marketing, channel_rule};

}  // namespace

bool is_marketing(const map::Activity& activity) { return !activity.channels.empty(); }

Permit permit(const map::Map& map, const law::Library& library, const standing::Standing& standing,
              const map::ActivityName& activity, const std::string& channel, base::Instant at) {
  Permit result{Answer::allow, {}, at};
  const map::Activity* known = map.activity(activity);
  const map::Activity unknown{};
  const Case c{known == nullptr ? unknown : *known,
               standing,
               library,
               map::zone_of(map.organisation, library),
               channel,
               at,
               result};
  if (known == nullptr) {
    c.reason(Answer::human, "activity-unknown", {});
    return result;
  }
  for (const Rule rule : rules) rule(c);
  if (result.answer == Answer::allow) basis(c);
  return result;
}

}  // namespace habeas::permit
