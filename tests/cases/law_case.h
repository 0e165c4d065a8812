// A law case as text: map, rows, request and what must follow, in a file that a lawyer can read
// (tests/cases/art15/*.yaml …). README.md beside this says how to write one.
#pragma once

#include <habeas/base/yaml.h>

#include <map>
#include <string>
#include <vector>

namespace habeas::cases {

struct LawCase {
  std::string file;
  base::Node root;

  // The text at a path of keys; empty if there is none.
  std::string text(const std::vector<std::string>& path) const;
  const base::Node* at(const std::vector<std::string>& path) const;
  // The texts of a list; empty if there is none.
  std::vector<std::string> texts(const std::vector<std::string>& path) const;
};

LawCase read_case(const std::string& file);
std::vector<std::string> files_of_cases();

// What came of it.
struct Answered {
  std::string outcome;
  std::map<std::string, std::string> files;  // of the package
};
Answered answer(const LawCase& law_case);

}  // namespace habeas::cases
