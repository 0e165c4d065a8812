// The real program, run as people run it.
#pragma once

#include <string>

namespace habeas::journey {

struct Ran {
  int code = -1;  // what it exited with
  std::string out;
  std::string err;
};

// habeas --in FOLDER WORDS, with `input` on standard input. `words` go through a shell.
Ran habeas(const std::string& folder, const std::string& words, const std::string& input = "");

// A member of a ZIP, as text.
std::string member(const std::string& zip, const std::string& name);

std::string read_text(const std::string& path);
void write_text(const std::string& path, const std::string& text);

}  // namespace habeas::journey
