// CSV after RFC 4180: comma, CRLF, quotes doubled. NULL is an empty cell, an empty text is "".
// Spreadsheets run texts that look like formulas: wherever a cell may begin (at the start, and after a
// separator or line break inside a text), a text that begins with = + - @ tab CR or a full-width = + - @ gets
// an apostrophe before it. Control characters but tab and line breaks become their pictures. Numbers stay numbers, negative ones too. The JSON beside it is exact.
#pragma once

#include <habeas/relation/value.h>

#include <string>
#include <string_view>
#include <vector>

namespace habeas::answer {

inline constexpr std::string_view csv_byte_order_mark = "\xEF\xBB\xBF";

// The text with formulas disarmed, not yet quoted. Valid UTF-8.
std::string without_formulas(std::string_view text);

// One cell, quoted where needed: integers, doubles; text; bytes as "base64:…".
std::string csv_cell(const relation::Value& value);
// A text of ours or of hers, always as text.
std::string csv_text(std::string_view text);
// Cells already written by the two above, as a line.
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace habeas::answer
