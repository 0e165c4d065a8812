// What must hold whatever was done, said of what the tables hold before and after: values in, complaints out.
#pragma once

#include "changing.h"

#include <habeas/act/act.h>

#include <fmt/format.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace habeas::random_schemas {

std::set<RowAt> gone(const Contents& before, const Contents& after);
std::string name_of(const CellAt& cell);

// The red line: what plain SQL does not allow to change is there, byte for byte.
std::vector<std::string> touched_without_right(const Contents& before, const Contents& after,
                                               const MayChange& may);

// Links of rows that stay, unchanged, to a row that went, where no other answers to them.
std::vector<std::string> dangling(const World& world, const std::vector<LinkAt>& links,
                                  const Contents& before, const Contents& after);

bool all_are(const std::vector<act::Outcome>& outcomes, const std::set<act::Outcome::Kind>& kinds);

// The first of the world's people who is one person.
std::optional<Person> somebody(Naive& naive, const World& world);

}  // namespace habeas::random_schemas
