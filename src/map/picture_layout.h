// Where the cards of one system's picture stand, and along which points its arrows run. Columns are layers; an arrow
// that passes a column gets a place of its own there, so that it never runs through a card. Order within columns by
// the mean place of neighbours, a few sweeps; then cards move towards their neighbours as far as order allows.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace habeas::map::drawing {

struct Point {
  double x = 0;
  double y = 0;
};

struct Box {
  std::size_t layer = 0;
  double width = 0;
  double height = 0;
  std::string name;  // for a fixed order
  // Found by arrange():
  double x = 0;
  double y = 0;
  double middle() const { return y + height / 2; }
};

struct Arrow {
  std::size_t from = 0;  // boxes, by index
  std::size_t to = 0;
  double port = 0;  // where it leaves the first box, from its top
  // Found by arrange(): from its start to its end, a pair of points for each column that it passes.
  std::vector<Point> points;
};

struct Layout {
  std::vector<Box> boxes;
  std::vector<Arrow> arrows;
  double width = 0;
  double height = 0;
};

// `boxes` and `arrows` as given, with their places, from (0, 0) on.
Layout arrange(std::vector<Box> boxes, std::vector<Arrow> arrows);

}  // namespace habeas::map::drawing
