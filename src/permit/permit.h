// Permit: may this activity use this person's data now, by this channel, and why? Pure, over her standing and the
// record of activities. Denials win over permissions; where nothing proves a consent, marketing is denied (fails
// closed). GDPR 6, 7, 18(2), 21, 22; LIL 84-85; CPCE L34-5; docs/permit.md says each rule.
#pragma once

#include <habeas/law/library.h>
#include <habeas/standing/standing.h>

namespace habeas::permit {

enum class Answer { allow, deny, human };
std::string_view to_string(Answer answer);

struct Reason {
  std::string ground;  // an id of the law library's: "restricted", "marketing-opposed", "no-consent-proven"
  law::Article article;
  std::optional<base::Instant> since;
  std::string by;  // the request or entry that it rests on
};

struct Permit {
  Answer answer = Answer::deny;
  std::vector<Reason> reasons;  // all that speak against it; or, when allowed, the basis
  base::Instant as_of{};
};

// Marketing is what the map gives channels to: such an activity writes to people of its own accord.
bool is_marketing(const map::Activity& activity);

// `activity` unknown to the map, or `channel` not one of the activity's: human, never allow. `channel` empty: use
// other than sending.
Permit permit(const map::Map& map, const law::Library& library, const standing::Standing& standing,
              const map::ActivityName& activity, const std::string& channel, base::Instant at);

}  // namespace habeas::permit
