// A name of a database, split into the words it is made of: `dateNaissance`, `CLI_DATE_NAISSANCE` and
// `date-naissance` are all "date", "naissance". Case and accents are dropped; digits stand apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace habeas::map {

std::vector<std::string> words_of(std::string_view name);

// Without a plural's ending, as far as French and English spell it: clients, salariés, entries, addresses, bureaux.
std::string singular(const std::string& word);

}  // namespace habeas::map
