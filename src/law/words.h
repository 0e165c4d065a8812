// Words: a text in the languages that we have it in.
#pragma once

#include <map>
#include <string>

namespace habeas::law {

// A text in the languages we have it in.
using Words = std::map<std::string, std::string>;
// In `language`, else in English, else in any; empty if there is none.
const std::string& say(const Words& words, const std::string& language);

}  // namespace habeas::law
