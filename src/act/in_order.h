// The order of changes: what is written before what is removed, and rows before the rows that they refer to, by the
// database's foreign keys and by the map's links. Where rows hang on each other in a ring, the ring is opened: a
// reference that may be NULL is emptied first. Pure.
#pragma once

#include <habeas/act/compile.h>

#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace habeas::act {

// The error: a ring that the database lets nobody open.
tl::expected<std::vector<Change>, std::string> in_order(std::vector<Change> changes,
                                                        const std::vector<RowsNow>& rows);

}  // namespace habeas::act
