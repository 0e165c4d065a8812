// What happened in a request, in words: for the person, and for the staff, who are told more. Internal to web/.
#pragma once

#include <habeas/web/site.h>

#include <string>
#include <vector>

namespace habeas::web {

enum class Reader { person, staff };

std::string event_in_words(const Visit& visit, const request::Event& event, Reader reader);
// Who did it: a name, or "la personne", "habeas".
std::string who_did(const Visit& visit, const request::Event& event);
// What else is known of it, for the staff; never as the register spells it where there are words.
std::vector<std::string> details_of(const Visit& visit, const request::Event& event);

// A letter of this request within the site, with the way back; other files as they are, and the letter itself with
// ?as=file.
struct WayBack {
  std::string to;
  std::string words;
};
Reply letter_page(Visit& visit, const request::Request& request, const store::Filed& filed,
                  const WayBack& back);

}  // namespace habeas::web
