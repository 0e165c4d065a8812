#include "verdier.h"

#include "journey.h"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace habeas::journey {

const std::string& verdier() {
  static const std::string made = [] {
    const std::string at = scratch_folder();
    const std::string command =
        std::string(HABEAS_DEMO) + " --people 600 --seed 7 --out '" + at + "' >/dev/null";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("the demo's generator failed");
    copy_folder(HABEAS_SOURCE_DIR "/demo/maison-verdier", at);
    return at;
  }();
  return made;
}

std::string verdier_copy() {
  std::string at = scratch_folder();
  copy_folder(verdier(), at);
  std::filesystem::remove_all(at + "/var");
  return at;
}

}  // namespace habeas::journey
