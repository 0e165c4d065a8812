// What was not searched, and why, for her: never the operator's detail.
#pragma once

#include <habeas/answer/book.h>
#include <habeas/answer/words.h>

namespace habeas::answer {

// "Telephone", for a kind of identifier.
std::string kind_title(const std::string& kind, const Words& words);

// One sentence a gap, in the dossier's order; places that only want the same kind of identifier are one gap.
std::vector<std::string> gaps_in_words(const Book& book, const Words& words);

}  // namespace habeas::answer
