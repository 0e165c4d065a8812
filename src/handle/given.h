// Consents as they were given, kept so that they can be proven (GDPR 7(1)): to which text, how, when. A column that says
// "yes" proves nothing; what is recorded here is what the permit asks for. The same for the command, a portal and an API.
// Each is recorded for whoever in the register bears the identifier that it was given with; nobody is joined to anybody.
#pragma once

#include <habeas/handle/handle.h>

namespace habeas::handle {

struct GivenConsent {
  std::vector<subject::Identifier>
      identifiers;      // that it was given with: the address that was typed beside the box
  std::string consent;  // its name in activities.yaml
  std::string version;  // of the text that she saw
  std::string how;      // "box ticked in the newsletter form": never only the terms of use
  base::Instant at{};   // when; a later withdrawal or objection goes on holding
};

struct Recorded {
  std::uint64_t now = 0;
  std::uint64_t before = 0;  // the same consent, text and time were known already
};

// What may not be recorded, by its place in the list; a reason names the rule with its article, and never a value.
struct NotRecorded {
  std::size_t which = 0;
  std::string why;
};

// All of them or none: with a problem nothing is recorded. `by`: who records it, a name or a function.
Recorded record_consents(House& house, const std::vector<GivenConsent>& given, const std::string& by,
                         std::vector<NotRecorded>& problems);

}  // namespace habeas::handle
