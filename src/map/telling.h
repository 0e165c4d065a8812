// The sentences of explain(): one function a question, in French and English.
#pragma once

#include <habeas/map/map.h>

#include <string>
#include <string_view>
#include <vector>

namespace habeas::map {

class Telling {
 public:
  using Sentences = std::vector<std::string>;

  Telling(const Map& map, std::string language) : map_(map), language_(std::move(language)) {}

  Sentences whose(const SystemMap& system,
                  const Collection& collection) const;     // people, links, what is withheld
  Sentences what(const Collection& collection) const;      // identifiers, data, secrets
  Sentences fate(const Collection& collection) const;      // erasure, copies
  Sentences purposes(const Collection& collection) const;  // activities, retention
  std::string activity(const Activity& activity) const;

  std::string pick(const char* french, const char* english) const {
    return language_ == "fr" ? french : english;
  }

 private:
  std::string link(const SystemMap& system, const Link& link) const;
  std::string by(const Link& link) const;
  std::string only_when(const relation::Condition& condition) const;
  std::string withheld(const Link& link) const;
  std::string at_its_end(const Link& link) const;
  std::string described(const Collection& collection, const Field& field) const;
  std::string category(const std::string& data) const;
  std::string fields_fate(const Collection& collection) const;
  std::string listed(const std::vector<std::string>& names) const;
  std::string titles(const std::vector<ActivityName>& names) const;

  const Map& map_;
  std::string language_;
};

// Characters, as far as an underline needs to know.
std::size_t width_of(const std::string& utf8);
// Lines of at most 100 characters, the first indented by `indent`, the others by two more.
std::string wrapped(const std::string& sentence, std::size_t indent);
// "GDPR 6(1)(b)" is said as law::in_words() does.
std::string basis_in_words(law::LegalBasis basis, std::string_view language);

}  // namespace habeas::map
