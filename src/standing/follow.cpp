// What may follow: the rules of the law on entries, each with its article. An empty answer allows.
#include <habeas/standing/standing.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace habeas::standing {
namespace {

using No = std::optional<std::string>;  // why not
using law::LegalBasis;

struct Asked {
  const map::Map& map;
  const Standing& now;
  const Entry& entry;

  const map::Activity* activity() const { return map.activity(map::ActivityName(entry.activity)); }
};

// --- what every entry must be -----------------------------------------------------------------------------

No unknown_activity(const Asked& asked) {
  if (asked.entry.activity.empty() || asked.activity() != nullptr) return std::nullopt;
  return fmt::format("unknown activity '{}': it is not in the record (GDPR 30)", asked.entry.activity);
}

No no_activity(const Asked& asked) {
  if (!asked.entry.activity.empty()) return std::nullopt;
  return fmt::format("{} names no activity: name one of the record (GDPR 30)", to_string(asked.entry.what));
}

No no_reference(const Asked& asked) {
  if (!asked.entry.reference.empty()) return std::nullopt;
  return fmt::format("{} needs a reference", to_string(asked.entry.what));
}

bool is_machine(const std::string& by) {
  static constexpr std::array<std::string_view, 7> others = {"",       "habeas", "person", "portal",
                                                             "system", "rule",   "job"};
  if (by.starts_with("rule:")) return true;
  return std::find(others.begin(), others.end(), by) != others.end();
}

bool in_collections(const map::Map& map, const std::string& consent) {
  for (const auto& system : map.systems)
    for (const auto& collection : system.collections)
      for (const auto& field : collection.fields)
        if (field.consent == consent) return true;
  return false;
}

bool is_consent(const map::Map& map, const std::string& consent) {
  const bool of_activity =
      std::any_of(map.activities.begin(), map.activities.end(), [&](const map::Activity& activity) {
        return activity.basis == LegalBasis::consent && activity.basis_reference == consent;
      });
  return !consent.empty() && (of_activity || in_collections(map, consent));
}

// --- consent, marketing, objection ------------------------------------------------------------------------

No consent(const Asked& asked) {
  if (!is_consent(asked.map, asked.entry.consent))
    return fmt::format("unknown consent '{}': no activity rests on it (GDPR 6(1)(a))", asked.entry.consent);
  if (asked.entry.what == What::consent_withdrawn) return std::nullopt;  // at any time: GDPR 7(3)
  if (asked.now.death != Death::no) return "a consent is given by a living person (LIL 84)";
  if (asked.entry.version.empty())
    return "a consent needs the version of the text that was shown (GDPR 7(1))";
  if (asked.entry.how.empty()) return "a consent needs how it was given, to be proven (GDPR 7(1))";
  if (asked.entry.how == "terms")
    return "a consent given with the terms of use is not distinguishable from them (GDPR 7(2))";
  return std::nullopt;
}

No marketing(const Asked& asked) {
  static constexpr std::array<std::string_view, 5> channels = {"", "email", "phone", "post", "sms"};
  if (std::find(channels.begin(), channels.end(), asked.entry.channel) != channels.end()) return std::nullopt;
  return fmt::format("unknown channel '{}': email, phone, post, sms, or none for all (GDPR 21(2))",
                     asked.entry.channel);
}

No objection_made(const Asked& asked) {
  if (No no = no_activity(asked)) return no;
  const LegalBasis basis = asked.activity()->basis;
  if (basis != LegalBasis::public_task && basis != LegalBasis::legitimate_interests)
    return fmt::format(
        "one objects to a public task or a legitimate interest (GDPR 21(1)); '{}' rests on {}: withdrawal, "
        "erasure or rectification may fit",
        asked.entry.activity, law::to_string(basis));
  if (asked.now.objections_upheld.contains(asked.entry.activity))
    return fmt::format("the objection to '{}' was upheld: its use has stopped (GDPR 21(1))",
                       asked.entry.activity);
  return std::nullopt;
}

No objection_decided(const Asked& asked) {
  if (No no = no_activity(asked)) return no;
  if (freeze_of(asked.now, asked.entry.activity, "d") == nullptr)
    return fmt::format("no objection to '{}' is pending (GDPR 21(1))", asked.entry.activity);
  if (is_machine(asked.entry.by))
    return "an objection is decided by a named human or in her request (GDPR 21(1))";
  if (asked.entry.what == What::objection_refused && asked.entry.words.reveal().empty())
    return "refusing an objection needs the compelling legitimate grounds, in words (GDPR 21(1), 12(4))";
  return std::nullopt;
}

// --- restriction ------------------------------------------------------------------------------------------

No ground(const Asked& asked) {
  static constexpr std::array<std::string_view, 4> grounds = {"a", "b", "c", "d"};
  if (std::find(grounds.begin(), grounds.end(), asked.entry.ground) != grounds.end()) return std::nullopt;
  return "a restriction has one of the grounds a, b, c, d of GDPR 18(1)";
}

No restriction_refused(const Asked& asked) {
  if (No no = ground(asked)) return no;
  const Freeze* freeze = freeze_of(asked.now, asked.entry.activity, asked.entry.ground);
  if (freeze == nullptr) return "no restriction on this ground was asked for (GDPR 18(1))";
  if (freeze->state == Freeze::State::active)
    return "a restriction that was granted is not refused: it is lifted, after notice (GDPR 18(3))";
  if (asked.entry.words.reveal().empty()) return "a refusal needs its reasons, in words (GDPR 12(4))";
  return std::nullopt;
}

// The freezes that a notice or a lifting concerns.
std::vector<const Freeze*> concerned(const Asked& asked) {
  std::vector<const Freeze*> freezes;
  for (const auto* each : {"a", "b", "c", "d"}) {
    if (!asked.entry.ground.empty() && asked.entry.ground != each) continue;
    if (const Freeze* freeze = freeze_of(asked.now, asked.entry.activity, each)) freezes.push_back(freeze);
  }
  return freezes;
}

No lift_noticed(const Asked& asked) {
  const auto freezes = concerned(asked);
  if (freezes.empty()) return "nothing is frozen here: there is nothing to give notice of (GDPR 18(3))";
  for (const Freeze* freeze : freezes)
    if (freeze->ground == "d" && !freeze->refused &&
        !asked.now.objections_upheld.contains(asked.entry.activity))
      return "an objection freezes until it is decided (GDPR 18(1)(d))";
  return std::nullopt;
}

No restriction_lifted(const Asked& asked) {
  const auto freezes = concerned(asked);
  if (freezes.empty()) return "nothing is frozen here";
  for (const Freeze* freeze : freezes)
    if (freeze->state != Freeze::State::lift_noticed)
      return "she must be told before a restriction is lifted (GDPR 18(3))";
  return std::nullopt;
}

// --- erasure, holds, decisions, death ---------------------------------------------------------------------

bool is_kept_for_her(const Freeze& freeze) { return freeze.ground == "b" || freeze.ground == "c"; }

No erasure_accepted(const Asked& asked) {
  for (const auto& [activity, freeze] : asked.now.freezes) {
    if (is_kept_for_her(freeze) || std::any_of(freeze.also.begin(), freeze.also.end(), is_kept_for_her))
      return "data is frozen because she wants it kept: she chooses first, nothing is erased silently "
             "(GDPR 18(1)(b)-(c), 18(2))";
  }
  return std::nullopt;
}

No erasure_ended(const Asked& asked) {
  if (asked.now.closing) return std::nullopt;
  return "no erasure was accepted (GDPR 17(1))";
}

No returned(const Asked& asked) {
  if (!asked.now.erased) return "she was not erased: there is nothing to return from";
  if (asked.entry.version.empty())
    return "a new relation needs the version of the notice that she was shown (GDPR 13, 14)";
  return std::nullopt;
}

No hold_lifted(const Asked& asked) {
  if (asked.now.holds.contains(asked.entry.reference)) return std::nullopt;
  return "there is no such hold (GDPR 17(3)(e))";
}

No decision_contested(const Asked& asked) {
  if (No no = no_reference(asked)) return no;
  if (No no = no_activity(asked)) return no;
  if (!asked.activity()->automated)
    return fmt::format("'{}' takes no automated decisions (GDPR 22(1)): the record says so",
                       asked.entry.activity);
  return std::nullopt;
}

No contest_ended(const Asked& asked) {
  if (asked.now.contested.contains(asked.entry.reference)) return std::nullopt;
  return "no such decision is contested (GDPR 22(3))";
}

No decision_reviewed(const Asked& asked) {
  if (No no = contest_ended(asked)) return no;
  if (is_machine(asked.entry.by)) return "a contested decision is reviewed by a named human (GDPR 22(3))";
  if (asked.entry.outcome.empty()) return "a review needs its outcome (GDPR 22(3))";
  return std::nullopt;
}

No death(const Asked& asked) {
  const Death held = asked.now.death;
  if (asked.entry.what == What::death_mistaken && held == Death::no) return "no death was recorded (LIL 84)";
  if (asked.entry.what == What::death_not_proven && held != Death::alleged)
    return "no death is alleged, or it is proven: then it is said to be a mistake (LIL 84)";
  if (asked.entry.what == What::death_alleged && held == Death::proven) return "her death is proven (LIL 84)";
  if (asked.entry.what == What::death_proven && is_machine(asked.entry.by))
    return "a death is proven to a named human, or in a request that holds the document (LIL 85)";
  if (asked.entry.what == What::death_proven && asked.entry.how.empty())
    return "a death is proven by a document of its own, not by the quality of an heir: say which (LIL 85)";
  return std::nullopt;
}

No directive_lodged(const Asked& asked) {
  if (No no = no_reference(asked)) return no;
  if (asked.entry.how == "terms")
    return "a directive cannot come with the terms of use: it takes a specific consent (LIL 85 I)";
  if (asked.entry.how.empty()) return "a directive needs how its specific consent was given (LIL 85 I)";
  if (asked.now.death == Death::proven) return "a directive is lodged by the living (LIL 85 I)";
  return std::nullopt;
}

No directive_revoked(const Asked& asked) {
  if (!asked.now.directives.contains(asked.entry.reference))
    return "no such directive is in force (LIL 85 I)";
  if (asked.now.death == Death::proven) return "a directive is revoked by who lodged it (LIL 85 I)";
  return std::nullopt;
}

No refusal(const Asked& asked) {
  switch (asked.entry.what) {
    case What::consent_given:
    case What::consent_withdrawn: return consent(asked);
    case What::marketing_opposed: return marketing(asked);
    case What::objection_made: return objection_made(asked);
    case What::objection_upheld:
    case What::objection_refused: return objection_decided(asked);
    case What::restriction_asked:
    case What::restriction_granted: return ground(asked);
    case What::restriction_refused: return restriction_refused(asked);
    case What::lift_noticed: return lift_noticed(asked);
    case What::restriction_lifted: return restriction_lifted(asked);
    case What::erasure_accepted: return erasure_accepted(asked);
    case What::erased:
    case What::erasure_stopped: return erasure_ended(asked);
    case What::returned: return returned(asked);
    case What::hold_placed: return no_reference(asked);
    case What::hold_lifted: return hold_lifted(asked);
    case What::decision_contested: return decision_contested(asked);
    case What::decision_reviewed: return decision_reviewed(asked);
    case What::contest_ended: return contest_ended(asked);
    case What::death_alleged:
    case What::death_proven:
    case What::death_mistaken:
    case What::death_not_proven: return death(asked);
    case What::directive_lodged: return directive_lodged(asked);
    case What::directive_revoked: return directive_revoked(asked);
  }
  return "unknown entry";
}

}  // namespace

tl::expected<void, std::string> may_follow(const map::Map& map, const Standing& now, const Entry& entry) {
  const Asked asked{map, now, entry};
  No no = entry.by.empty() ? No("an entry says what it rests on: a request, or who recorded it (GDPR 5(2))")
                           : unknown_activity(asked);
  if (!no) no = refusal(asked);
  if (no) return tl::unexpected(std::move(*no));
  return {};
}

}  // namespace habeas::standing
