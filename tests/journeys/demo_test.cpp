// The demo is what the README says of it, and its generator gives the same bytes for the same numbers.
#include "journey.h"
#include "program.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <regex>
#include <sstream>

namespace habeas::journey {
namespace {

namespace fs = std::filesystem;

std::string generated(const std::string& words) {
  const std::string at = scratch_folder();
  EXPECT_EQ(std::system((HABEAS_DEMO " --out '" + at + "' " + words + " >/dev/null").c_str()), 0);
  return at;
}

std::map<std::string, std::string> files_of(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files[fs::relative(entry.path(), folder).string()] = read_text(entry.path());
  }
  return files;
}

TEST(Demo, TheSameSeedGivesTheSameBytesAndAnotherSeedAnotherShop) {
  const auto once = files_of(generated("--people 120 --seed 3"));
  EXPECT_GE(once.size(), 5u);
  EXPECT_TRUE(once == files_of(generated("--people 120 --seed 3")));
  EXPECT_FALSE(once == files_of(generated("--people 120 --seed 4")));
}

// The lines of the first block of README.md that shows what the demo prints.
std::vector<std::string> readme_block() {
  const std::string text = read_text(HABEAS_SOURCE_DIR "/README.md");
  const auto begin = text.find("```\nfound: ");
  EXPECT_NE(begin, std::string::npos);
  std::istringstream block(text.substr(begin + 4, text.find("\n```", begin + 4) - begin - 4));
  std::vector<std::string> lines;
  for (std::string line; std::getline(block, line);) lines.push_back(line);
  return lines;
}

// What differs from day to day and from place to place: references of tasks, days, where the package lies.
std::string steady(std::string text) {
  text = std::regex_replace(text, std::regex("task [0-9a-f]{20}"), "task …");
  text = std::regex_replace(text, std::regex("until [0-9]{4}-[0-9]{2}-[0-9]{2}"), "until …");
  text = std::regex_replace(text, std::regex("[^ \n]*claire\\.zip"), "claire.zip");
  return std::regex_replace(text, std::regex("; [0-9]+ bytes"), "");
}

TEST(Demo, PrintsWhatTheReadmeShows) {
  const std::string at = generated("");
  copy_folder(HABEAS_SOURCE_DIR "/demo/maison-verdier", at);
  const auto ran = habeas(at, "access --identifiers - --out '" + at + "/claire.zip'",
                          "email=claire.fontaine@courriel.example\n");
  const std::string printed = "\n" + steady(ran.err + ran.out);
  for (const auto& line : readme_block()) {
    if (line == "  …") continue;
    EXPECT_NE(printed.find("\n" + steady(line) + "\n"), std::string::npos) << line << "\n" << printed;
  }
}

}  // namespace
}  // namespace habeas::journey
