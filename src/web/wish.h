// What a form of the portal asks for each right, what it then says, and what is wrong with it. Internal to web/.
#pragma once

#include <habeas/web/page.h>
#include <habeas/web/site.h>

#include <string>
#include <vector>

namespace habeas::web {

// A detail of a request, by the names of docs/requests.md.
struct Asked {
  std::string name;
  std::string value;
};

void ask_details(Page& page, const Visit& visit, law::Right right);
std::vector<Asked> details_in(const Visit& visit, law::Right right);
std::vector<Mistake> mistakes_in(const Visit& visit, law::Right right);
// "contact.city" → "Ville".
std::string in_words(const Visit& visit, law::Right right, const Asked& asked);

// The notice and the complaint ask for nobody in particular.
bool needs_identifier(law::Right right);
std::vector<std::string> kinds_asked(const map::Map& map);
std::string kind_in_words(const Visit& visit, const std::string& kind);
std::vector<subject::Identifier> identifiers_in(const Visit& visit);

// Where a sentence may or may not be there.
bool has_words(const answer::Words& words, const std::string& key);

}  // namespace habeas::web
