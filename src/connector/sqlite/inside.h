// What lies inside a JSON cell, as an expression that an index can hold: the value in the form of a look-up where
// SQLite and we are sure to read the same, `unsure` where a cell may hold more than SQLite tells, else NULL. A
// look-up asks for its keys and for `unsure`, so that no row is missed and a cell that does not decode is still met.
#pragma once

#include <habeas/source/source.h>

#include <optional>
#include <string>
#include <string_view>

namespace habeas::sqlite {

inline constexpr std::string_view unsure = "";

// `column` is SQL: a quoted name. Nothing when the path has elements, or names that JSON may write in several ways.
std::optional<std::string> inside_expression(source::Form form, const std::string& column,
                                             const source::CellPath& path);

}  // namespace habeas::sqlite
