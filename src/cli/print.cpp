#include <habeas/cli/print.h>

#include <habeas/base/text.h>

#include <fmt/format.h>

#include <sstream>

namespace habeas::cli {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

void print_lines(const std::string& text) {
  for (const std::string& line : lines_of(text))
    fmt::print("{}\n", base::for_terminal(line, line.size() * 4));
}

}  // namespace habeas::cli
