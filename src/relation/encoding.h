// The encoded form of a row, cell by cell, without decoding it. Numbers are stored so that their bytes compare
// as their values do.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace habeas::relation {

enum class CellTag : unsigned char { null, integer, real, text, bytes };

struct EncodedCell {
  CellTag tag = CellTag::null;
  std::string_view content;  // 8 bytes of a number; the text or bytes themselves
};

// Takes the first cell off `bytes`, which are not empty. Nothing if they do not begin with a cell.
std::optional<EncodedCell> take_cell(std::string_view& bytes);

}  // namespace habeas::relation
