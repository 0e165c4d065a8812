// A path for one file of one fuzz target, in memory where the machine has such a folder.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>

namespace habeas::fuzz {

inline std::string scratch_file(const std::string& name) {
  const std::filesystem::path memory = "/dev/shm";
  const auto folder = std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
  const auto path = (folder / ("habeas-fuzz-" + std::to_string(::getpid()) + "-" + name)).string();
  ::unlink(path.c_str());
  return path;
}

}  // namespace habeas::fuzz
