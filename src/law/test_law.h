// For tests: the law as it is shipped.
#pragma once

#include <habeas/base/must.h>
#include <habeas/law/library.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace habeas::law {

inline std::vector<std::pair<std::string, std::string>> shipped_files() {
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& entry : std::filesystem::directory_iterator(HABEAS_SOURCE_DIR "/share/law")) {
    std::ostringstream content;
    content << std::ifstream(entry.path()).rdbuf();
    files.emplace_back(entry.path().filename().string(), content.str());
  }
  return files;
}

inline Library shipped_law() {
  base::Problems problems;
  Library read = Library::read(shipped_files(), problems);
  base::must(problems.empty(), "share/law/ reads without a problem (see ShippedLaw.ReadsWithoutAProblem)");
  return read;
}

}  // namespace habeas::law
