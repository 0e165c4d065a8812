#include <habeas/support/law.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace habeas::support {

law::Library library_of_share() {
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& entry : std::filesystem::directory_iterator(HABEAS_SOURCE_DIR "/share/law")) {
    if (entry.path().extension() != ".yaml") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files.emplace_back(entry.path().filename(), std::string(std::istreambuf_iterator<char>(in), {}));
  }
  base::Problems problems;
  law::Library library = law::Library::read(files, problems);
  for (const base::Problem& problem : problems) throw std::runtime_error(base::to_string(problem));
  return library;
}

}  // namespace habeas::support
