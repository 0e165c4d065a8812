#include "program.h"

#include "journey.h"

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace habeas::journey {

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_text(const std::string& path, const std::string& text) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

Ran habeas(const std::string& folder, const std::string& words, const std::string& input) {
  static const std::string at = scratch_folder();
  write_text(at + "/in", input);
  const std::string command = HABEAS_PROGRAM " --in '" + folder + "' " + words + " <'" + at + "/in' >'" + at +
                              "/out' 2>'" + at + "/err'";
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_text(at + "/out"), read_text(at + "/err")};
}

std::string member(const std::string& zip, const std::string& name) {
  static const std::string at = scratch_folder();
  const std::string command = "unzip -p '" + zip + "' '" + name + "' >'" + at + "/member' 2>&1";
  if (std::system(command.c_str()) != 0) throw std::runtime_error(name + " is not in the package");
  return read_text(at + "/member");
}

}  // namespace habeas::journey
