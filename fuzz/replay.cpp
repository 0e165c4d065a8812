// Stands in for libFuzzer: runs a fuzz target once over every file named, or lying in a folder named, in a fixed order.
// Whatever a target finds wrong stops the process (must), so arriving at the end is success. No file at all is a
// mistake: a check of nothing.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_below(int count, char** names) {
  std::vector<fs::path> files;
  for (int i = 1; i < count; ++i) {
    if (!fs::is_directory(names[i])) {
      files.emplace_back(names[i]);
      continue;
    }
    for (const auto& entry : fs::directory_iterator(names[i])) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

void run(const fs::path& file) {
  std::printf("%s\n", file.filename().c_str());
  std::fflush(stdout);  // the last name printed is the file that broke it
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int count, char** names) {
  const auto files = files_below(count, names);
  if (files.empty()) {
    std::fprintf(stderr, "no files to run\n");
    return 2;
  }
  for (const auto& file : files) run(file);
  return 0;
}
