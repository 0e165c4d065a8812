// A plan in the words of people: which rows of which table, what becomes of their cells, why and until when.
// Internal to handle/.
#pragma once

#include <habeas/handle/work.h>

namespace habeas::handle {

Preview preview_of(House& house, const Planned& planned, Found& found, const std::string& language);
// What stays, for a letter: one line for each table, ground and date.
std::vector<answer::Kept> kept_of(const House& house, const plan::Plan& plan, const dossier::Dossier& dossier,
                                  const std::string& language);
std::string title_of(const map::Map& map, const dossier::CollectionRows& where, const std::string& language);
std::string title_of_system(const map::Map& map, std::size_t system, const std::string& language);

}  // namespace habeas::handle
