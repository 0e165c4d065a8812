// Standing: what holds for one person now: consents, objections, restrictions, holds, contested decisions, death,
// directives. A fold over dated entries that are only ever added, so that what held on any day can be said and
// proven. Values and rules; where entries are kept is the register's business (store/).
#pragma once

#include <habeas/base/personal.h>
#include <habeas/base/time.h>
#include <habeas/map/map.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace habeas::standing {

enum class What {
  consent_given,        // `consent`; `version` of the text that was shown, `how` it was given (GDPR 7(1))
  consent_withdrawn,    // `consent` (GDPR 7(3))
  marketing_opposed,    // `channel`, or all when empty (GDPR 21(2)); never refused, never expires by itself
  objection_made,       // `activity`; freezes it at once (GDPR 21(1), 18(1)(d))
  objection_upheld,     // `activity`; stops it for good
  objection_refused,    // `activity`, reasons in `words`: the freeze is lifted only after notice
  restriction_asked,    // `ground` a, b, c or d of 18(1); `activity`, or all when empty: provisional
  restriction_granted,  // likewise: active
  restriction_refused,  // decided against: the provisional freeze may end, after notice
  lift_noticed,         // she was told that the freeze of `activity` (of `ground`, or all) ends (GDPR 18(3))
  restriction_lifted,   // only after lift_noticed, and the only way in which a freeze ends in use
  erasure_accepted,     // closing: every use is denied while the erasure goes on
  erased,               // done; what is kept is kept for what the plan says, and nothing else
  hold_placed,          // `reference` of the dispute: blocks erasure only (GDPR 17(3)(e))
  hold_lifted,
  decision_contested,  // `activity`, `reference` of the decision: its effects are suspended (GDPR 22(3))
  decision_reviewed,   // a named human decided anew; `outcome`
  death_alleged,       // stop marketing, freeze, disclose nothing
  death_proven,        // `how`: by which document of its own (never an heir's quality)
  death_mistaken,      // restores what held before the allegation
  directive_lodged,  // `reference`, `how` it was made (never "terms"), sealed; it takes the place of earlier ones (LIL 85)
  directive_revoked,  // `reference`; none of hers is in force any more
  erasure_stopped,    // she withdrew it, or it could not be carried out: no longer closing
  returned,           // after an erasure she is a customer again, with a notice of its own (GDPR 13, 14)
  contest_ended,      // `reference`: refused, or withdrawn by herself; the decision takes effect again
  death_not_proven,  // the request that alleged it was refused or withdrawn before any proof: its word counts no more
};
std::string_view to_string(What what);
std::optional<What> what_named(std::string_view word);

struct Entry {
  What what = What::consent_given;
  base::Instant at{};
  std::string by;        // a request's reference, or who recorded it; not personal
  std::string activity;  // the map's name; empty: all
  std::string channel;   // "email", "phone", "post", "sms"; empty: all
  std::string consent;   // the consent's name in the map
  std::string ground;    // "a" … "d" of GDPR 18(1)
  std::string version;   // of the text that she saw
  std::string reference;
  std::string outcome;
  std::string how;                    // "box ticked", "signed form"; "terms": the general terms of use
  base::Personal<std::string> words;  // reasons, her view, the exact text: kept sealed
};

// NONE → provisional → active → lift_noticed → NONE. Whatever its state, the data is only stored.
struct Freeze {
  enum class State { provisional, active, lift_noticed };
  State state = State::provisional;
  std::string ground;
  std::string by;
  base::Instant since{};
  bool refused = false;      // decided against: it lasts only until she was told
  std::vector<Freeze> also;  // on further grounds, each of which ends by itself; empty in those
  friend bool operator==(const Freeze&, const Freeze&) = default;
};
struct Given {
  bool given = false;
  std::string version;
  base::Instant since{};
  std::string by;
  friend bool operator==(const Given&, const Given&) = default;
};
struct Since {
  base::Instant at{};
  std::string by;
  friend bool operator==(const Since&, const Since&) = default;
};
enum class Death { no, alleged, proven };

struct Standing {
  std::map<std::string, Given> consents;           // by the consent's name
  std::map<std::string, Since> opposed_channels;   // "" = all channels
  std::map<std::string, Since> objections_upheld;  // by activity
  std::map<std::string, Freeze> freezes;           // by activity; "" = all
  std::optional<Since> closing;                    // an erasure was accepted and goes on
  std::optional<Since> erased;
  std::map<std::string, Since> holds;                     // by reference
  std::map<std::string, Since> contested;                 // by the decision's reference
  std::map<std::string, std::string> contested_activity;  // decision's reference → activity
  Death death = Death::no;
  std::optional<Since> death_since;
  std::set<std::string> directives;  // references in force: the latest, or none
  friend bool operator==(const Standing&, const Standing&) = default;
};

// What holds at `when`. Entries count in order of `at`, and in the order given where that is the same; later ones do
// not. After a death was recorded by mistake, what was recorded by the same requests as the death never counted;
// what she did herself meanwhile does, and so does an erasure that was carried out.
Standing at(const std::vector<Entry>& entries, base::Instant when);

// The freeze of exactly this activity ("" = all) on this ground, or nullptr.
const Freeze* freeze_of(const Standing& standing, const std::string& activity, const std::string& ground);

// May this entry follow? The error says which rule forbids it, with its article: lifting a restriction without
// notice (18(3)), refusing a marketing objection (there is no such entry), an unknown activity or consent, a
// restriction without ground, a directive that came with the terms of use (LIL 85 I: `how` = "terms"), a consent
// without the version that was shown and how it was given (7(1)), a review without a named human (22(3)), a death
// without the document that proves it (LIL 85).
tl::expected<void, std::string> may_follow(const map::Map& map, const Standing& now, const Entry& entry);

}  // namespace habeas::standing
