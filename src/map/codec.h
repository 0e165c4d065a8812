// Reading a field's values out of a cell, and writing them back: JSON path, PHP-serialised, packed IP, lists.
// Key-value rows are plain once the row is known. Foreign bytes: strict limits, never a crash; a cell that does
// not decode is reported, not guessed.
#pragma once

#include <habeas/map/map.h>
#include <habeas/relation/value.h>

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace habeas::map {

// The field's values as text: none for NULL or a missing path; several for lists.
// The error says why the cell does not decode, without its content.
tl::expected<std::vector<std::string>, std::string> read_values(const Codec& codec,
                                                                const relation::Value& cell);

// The cell with value number `index` replaced, or removed when `value` is empty. Everything else is kept byte for
// byte where the format allows it (JSON: member order and numbers; PHP: lengths recomputed).
tl::expected<relation::Value, std::string> write_value(const Codec& codec, const relation::Value& cell,
                                                       std::size_t index,
                                                       const std::optional<std::string>& value);

}  // namespace habeas::map
