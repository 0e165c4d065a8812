// Cells of two rows of one system meet as canonical text: a link and its target may differ in type (docs/map.md,
// Semantics 1).
#pragma once

#include <habeas/dossier/dossier.h>
#include <habeas/relation/value.h>

#include <optional>
#include <string>
#include <vector>

namespace habeas::plan {

// The cells at these places as one key; nothing if one of them is NULL: then there is no link.
std::optional<std::string> meeting_key(const relation::Row& row, const std::vector<std::size_t>& places);

// Where the rows of a collection of the same system are in the dossier, by index.
std::optional<std::size_t> rows_of_collection(const map::Map& map, const dossier::Dossier& dossier,
                                              std::size_t system, const map::CollectionName& name);

// The place of a column in a list; adds it if it is not there.
std::size_t place_of(std::vector<relation::ColumnName>& columns, const relation::ColumnName& column);

}  // namespace habeas::plan
