// Problem: one thing wrong with something that a person wrote (a map, an identifier file), with its place,
// what is meant and what to do. Parsers return every problem they find, in order of place.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace habeas::base {

struct Place {
  std::string file;        // as the user named it
  std::size_t line = 0;    // from 1; 0: the whole file
  std::size_t column = 0;  // from 1

  friend bool operator==(const Place&, const Place&) = default;
  friend auto operator<=>(const Place&, const Place&) = default;
};

enum class Gravity { error, warning, note };

struct Problem {
  Place place;
  std::string what;  // one sentence: what is wrong
  std::string hint;  // what to do, or empty
  Gravity gravity = Gravity::error;

  friend bool operator==(const Problem&, const Problem&) = default;
};

using Problems = std::vector<Problem>;

// "maps/shop.yaml:12:5: error: unknown key 'idnetifier'. Did you mean 'identifier'?"
std::string to_string(const Problem& problem);

// The name of `known` nearest to `wrong` by edit distance (letters added, lost, changed, neighbours swapped;
// ASCII case aside), if one is near enough to be meant: within a third of the length, at least 1. The first of
// equals; empty if none.
std::string nearest(const std::string& wrong, const std::vector<std::string>& known);

}  // namespace habeas::base
