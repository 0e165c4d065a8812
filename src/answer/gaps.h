// What was not searched, and why, in words: never the operator's detail.
#pragma once

#include <habeas/answer/words.h>
#include <habeas/dossier/dossier.h>

#include <string>
#include <vector>

namespace habeas::answer {

// One sentence a gap, in the dossier's order; places that only want the same kind of identifier are one gap.
std::vector<std::string> gaps_in_words(const map::Map& map, const dossier::Dossier& dossier,
                                       const Words& words);

}  // namespace habeas::answer
