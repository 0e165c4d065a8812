// Text of several lines to standard output, with nothing in it that a terminal would obey.
#pragma once

#include <string>
#include <vector>

namespace habeas::cli {

std::vector<std::string> lines_of(const std::string& text);
void print_lines(const std::string& text);

}  // namespace habeas::cli
