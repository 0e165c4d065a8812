// What an organisation's databases say of everybody, and what of it one person may see by docs/map.md: a package of hers
// holds the other values nowhere. Read by plain SQL; of the map it uses where personal data is, and what links show.
#pragma once

#include "journey.h"

#include <set>
#include <string>
#include <vector>

namespace habeas::journey {

// Long texts of identities, contacts and messages: enough to be recognised wherever they turn up.
std::set<std::string> texts_of_everybody(const map::Map& map, const std::string& folder);

// All cells of rows that are hers or shared with her, and of others' rows what a link that says so shows.
std::string texts_she_may_see(const map::Map& map, const dossier::Dossier& dossier, find::Reading& reading);

// Writes her package and holds it against itself and against everybody's texts: what is wrong with it, without values.
std::vector<std::string> wrong_with_package(Organisation& organisation, const dossier::Dossier& dossier,
                                            const std::set<std::string>& everybody);

}  // namespace habeas::journey
