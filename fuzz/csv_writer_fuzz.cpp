// No text leaves the CSV writer as something a spreadsheet would run, and reading the line back gives one cell.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <habeas/answer/csv.h>
#include <habeas/base/must.h>
#include <habeas/base/text.h>

namespace {

// The cells of one RFC 4180 line, by the grammar and nothing else.
std::size_t cells_in(std::string_view line, std::string& first) {
  std::size_t cells = 1;
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"') {
        if (cells == 1) first += c;
        ++i;
      } else {
        quoted = !quoted;
      }
      continue;
    }
    if (!quoted && c == ',') ++cells;
    if (!quoted && line.substr(i) == "\r\n") break;
    if (cells == 1) first += c;
  }
  return cells;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using habeas::base::must;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::string cell = habeas::answer::csv_text(text);
  std::string first;
  must(cells_in(habeas::answer::csv_line({cell, "next"}), first) == 2, "a text is one cell");
  must(habeas::base::is_utf8(cell), "CSV is UTF-8");
  must(first.empty() || std::string_view("=+@\t\r").find(first[0]) == std::string_view::npos, "no formula");
  must(cell.find('\0') == std::string::npos, "no NUL");
  return 0;
}
