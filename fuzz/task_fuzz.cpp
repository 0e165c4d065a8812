// Any bytes as the record of a person's task, which lies in a folder that people open: a task, or a Fault.
#include "scratch.h"

#include <habeas/base/fault.h>
#include <habeas/connector/manual/task.h>

#include <cstdint>
#include <fstream>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace fs = std::filesystem;
  const fs::path folder = habeas::fuzz::scratch_file("tasks");
  const std::string reference = "0123456789abcdef0123";
  const fs::path at = folder / "crm" / reference;
  fs::create_directories(at);
  for (const char* name : {"task.json", "identifiers.json", "changes.json"})
    std::ofstream(at / name, std::ios::binary) << std::string(reinterpret_cast<const char*>(data), size);
  try {
    for (const auto& task : habeas::manual::list(folder)) {
      habeas::manual::identifiers(folder, task);
      habeas::manual::changes(folder, task);
    }
  } catch (const habeas::base::Fault&) {
    // Said to whoever runs the command.
  }
  return 0;
}
