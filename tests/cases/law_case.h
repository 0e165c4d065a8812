// A law case as text: map, rows, request and what must follow, in a file that a lawyer can read
// (tests/cases/art15/*.yaml …). README.md beside this says how to write one.
#pragma once

#include <habeas/base/yaml.h>
#include <habeas/law/library.h>
#include <habeas/map/map.h>

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
map::Map map_of(const LawCase& law_case, const law::Library& law);
// Its systems, as databases in this folder: "shop.db".
void make_systems(const LawCase& law_case, const std::string& folder);

// What came of it.
struct Answered {
  std::string outcome;
  std::map<std::string, std::string> files;  // of the package
};
Answered answer(const LawCase& law_case);

// A right that changes something, up to its plan: what becomes of each cell, in words: "archive legal-obligation
// c-com-L123-22 until 2033-03-04"; by collection, row and cell.
struct Planned {
  std::string outcome;
  std::map<std::string, std::vector<std::map<std::string, std::string>>> fates;
  std::vector<std::string> questions;
  bool sums_up = false;  // found = gone + replaced + kept + untouched
};
Planned plan(const LawCase& law_case);

// Information: what is missing of the notice to `request.audience`, by article and letter; empty: it may be published.
std::vector<std::string> missing_of_notice(const LawCase& law_case);

}  // namespace habeas::cases
