// Where the records and fields of a CSV file lie, in bytes, so that a change touches nothing else. The same grammar as
// csv.h, which says what the fields hold; a file that csv.h refuses is not laid out.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace habeas::files {

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct RecordLayout {
  std::vector<Span> fields;  // with their quotes
  std::size_t begin = 0;
  std::size_t content_end = 0;  // before the line end
  std::size_t end = 0;          // after it
};

// The header is the first record. Blank lines are between records.
std::vector<RecordLayout> layout_of(std::string_view csv, char delimiter);

}  // namespace habeas::files
