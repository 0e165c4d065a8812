#include <habeas/map/picture_layout.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace habeas::map::drawing {
namespace {

constexpr double column_gap = 96;
constexpr double row_gap = 22;
constexpr double passage = 12;  // the height of a passing arrow's place
constexpr int sweeps = 8;

// A card, or the place of an arrow that passes.
struct Node {
  std::size_t layer = 0;
  double height = 0;
  std::string name;
  double y = 0;
  std::vector<std::size_t> neighbours;
  double middle() const { return y + height / 2; }
};

class Arranger {
 public:
  Arranger(std::vector<Box> boxes, std::vector<Arrow> arrows)
      : boxes_(std::move(boxes)), arrows_(std::move(arrows)) {
    for (const auto& box : boxes_) nodes_.push_back({box.layer, box.height, box.name, 0, {}});
    for (const auto& arrow : arrows_) add_chain(arrow);
    for (std::size_t i = 0; i < nodes_.size(); ++i) column(nodes_[i].layer).push_back(i);
  }

  Layout arrange() && {
    for (auto& nodes : columns_) stack(nodes);
    for (int i = 0; i < sweeps; ++i) order_by_neighbours(i);
    for (int i = 0; i < sweeps; ++i) settle(i);
    return finish();
  }

 private:
  std::vector<std::size_t>& column(std::size_t layer) {
    if (columns_.size() <= layer) columns_.resize(layer + 1);
    return columns_[layer];
  }

  void join(std::size_t a, std::size_t b) {
    nodes_[a].neighbours.push_back(b);
    nodes_[b].neighbours.push_back(a);
  }

  // The nodes from one end to the other, with a place in every column between.
  void add_chain(const Arrow& arrow) {
    std::vector<std::size_t> chain = {arrow.from};
    const auto from = boxes_[arrow.from].layer;
    const auto to = boxes_[arrow.to].layer;
    for (auto layer = from; from < to ? layer + 1 < to : layer > to + 1;) {
      layer = from < to ? layer + 1 : layer - 1;
      nodes_.push_back({layer, passage, boxes_[arrow.from].name + boxes_[arrow.to].name, 0, {}});
      join(chain.back(), nodes_.size() - 1);
      chain.push_back(nodes_.size() - 1);
    }
    if (arrow.from != arrow.to) join(chain.back(), arrow.to);
    chain.push_back(arrow.to);
    chains_.push_back(std::move(chain));
  }

  double gap(std::size_t above, std::size_t below) const {
    const bool passing = above >= boxes_.size() || below >= boxes_.size();
    return passing ? row_gap / 2 : row_gap;
  }

  void stack(const std::vector<std::size_t>& nodes) {
    double y = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (i > 0) y += gap(nodes[i - 1], nodes[i]);
      nodes_[nodes[i]].y = y;
      y += nodes_[nodes[i]].height;
    }
  }

  // Where its neighbours are on average; without any, it has no wish and goes last.
  std::optional<double> wanted(std::size_t node) const {
    const auto& neighbours = nodes_[node].neighbours;
    if (neighbours.empty()) return std::nullopt;
    double sum = 0;
    for (const auto other : neighbours) sum += nodes_[other].middle();
    return sum / static_cast<double>(neighbours.size());
  }

  std::vector<std::size_t> sequence(int sweep) const {
    std::vector<std::size_t> layers;
    for (std::size_t i = 0; i < columns_.size(); ++i)
      layers.push_back(sweep % 2 == 0 ? i : columns_.size() - 1 - i);
    return layers;
  }

  void order_by_neighbours(int sweep) {
    for (const auto layer : sequence(sweep)) {
      auto& nodes = columns_[layer];
      std::vector<std::tuple<bool, double, std::string, std::size_t>> keyed;
      for (const auto node : nodes) {
        const auto wish = wanted(node);
        keyed.emplace_back(!wish, wish.value_or(0), nodes_[node].name, node);
      }
      std::sort(keyed.begin(), keyed.end());
      for (std::size_t i = 0; i < nodes.size(); ++i) nodes[i] = std::get<3>(keyed[i]);
      stack(nodes);
    }
  }

  double middle_of_all() const {
    double sum = 0;
    double joined = 0;
    for (const auto& node : nodes_) {
      if (!node.neighbours.empty()) sum += node.middle();
      joined += node.neighbours.empty() ? 0 : 1;
    }
    return joined > 0 ? sum / joined : 0;
  }

  // Groups of touching nodes move to where their members want to be on average.
  void settle(int sweep) {
    struct Group {
      std::size_t first;
      std::size_t last;
      double offset;  // of y against the stacked y
    };
    for (const auto layer : sequence(sweep)) {
      const auto& nodes = columns_[layer];
      std::vector<std::optional<double>> wish;
      for (const auto node : nodes) wish.push_back(wanted(node));
      stack(nodes);
      std::vector<Group> groups;
      // Members without a wish follow the others; a column of such alone stays in the middle of all.
      const auto mean = [&](std::size_t first, std::size_t last, double otherwise) {
        double sum = 0;
        double wishes = 0;
        for (auto i = first; i <= last; ++i) {
          if (wish[i]) sum += *wish[i] - nodes_[nodes[i]].middle();
          wishes += wish[i] ? 1 : 0;
        }
        return wishes > 0 ? sum / wishes : otherwise;
      };
      const double centre =
          middle_of_all() - (nodes.empty() ? 0 : (nodes_[nodes.front()].y + nodes_[nodes.back()].y) / 2);
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        groups.push_back({i, i, mean(i, i, groups.empty() ? centre : groups.back().offset)});
        while (groups.size() > 1 && groups[groups.size() - 2].offset >= groups.back().offset) {
          const auto last = groups.back().last;
          groups.pop_back();
          groups.back() = {groups.back().first, last, mean(groups.back().first, last, groups.back().offset)};
        }
      }
      for (const auto& group : groups) {
        for (auto i = group.first; i <= group.last; ++i) nodes_[nodes[i]].y += group.offset;
      }
    }
  }

  Layout finish() {
    Layout made;
    double top = nodes_.empty() ? 0 : nodes_.front().y;
    for (const auto& node : nodes_) top = std::min(top, node.y);
    std::vector<double> left(columns_.size()), width(columns_.size());
    for (const auto& box : boxes_) width[box.layer] = std::max(width[box.layer], box.width);
    for (std::size_t i = 1; i < left.size(); ++i) left[i] = left[i - 1] + width[i - 1] + column_gap;
    for (auto& node : nodes_) node.y -= top;
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      boxes_[i].x = left[boxes_[i].layer];
      boxes_[i].y = nodes_[i].y;
      made.height = std::max(made.height, boxes_[i].y + boxes_[i].height);
      made.width = std::max(made.width, boxes_[i].x + boxes_[i].width);
    }
    for (const auto& node : nodes_) made.height = std::max(made.height, node.y + node.height);
    lead(left, width);
    made.boxes = std::move(boxes_);
    made.arrows = std::move(arrows_);
    return made;
  }

  // Arrows that end at one side of a card are spread over it, in the order in which they come.
  void lead(const std::vector<double>& left, const std::vector<double>& width) {
    std::map<std::pair<std::size_t, int>, std::vector<std::pair<double, std::size_t>>> ends;
    for (std::size_t i = 0; i < arrows_.size(); ++i) {
      const auto& chain = chains_[i];
      const auto before = chain[chain.size() - 2];
      const auto y = before == arrows_[i].from ? boxes_[before].y + arrows_[i].port : nodes_[before].middle();
      ends[{arrows_[i].to, side(i)}].emplace_back(y, i);
    }
    for (auto& [where, arriving] : ends) {
      std::sort(arriving.begin(), arriving.end());
      for (std::size_t n = 0; n < arriving.size(); ++n) {
        const auto share = static_cast<double>(n + 1) / static_cast<double>(arriving.size() + 1);
        run(arriving[n].second, share, left, width);
      }
    }
  }

  // At which side of its target an arrow ends: 1 right, 0 left. Within a column, at the right.
  int side(std::size_t arrow) const {
    return boxes_[arrows_[arrow].from].layer >= boxes_[arrows_[arrow].to].layer ? 1 : 0;
  }

  void run(std::size_t at, double share, const std::vector<double>& left, const std::vector<double>& width) {
    auto& arrow = arrows_[at];
    const auto& from = boxes_[arrow.from];
    const auto& to = boxes_[arrow.to];
    const bool same = from.layer == to.layer;
    const bool leftwards = from.layer > to.layer;
    // A link of the first column to itself has the free side for itself.
    const bool aside = arrow.from == arrow.to && from.layer == 0;
    arrow.points.push_back({leftwards || aside ? from.x : from.x + from.width, from.y + arrow.port});
    const auto& chain = chains_[at];
    for (std::size_t i = 1; i + 1 < chain.size(); ++i) {
      const auto& node = nodes_[chain[i]];
      const Point one{left[node.layer], node.middle()};
      const Point other{left[node.layer] + width[node.layer], node.middle()};
      arrow.points.push_back(leftwards ? other : one);
      arrow.points.push_back(leftwards ? one : other);
    }
    // Its own row is no place for a self-link to end: the head of the card is.
    const double y = arrow.from == arrow.to ? to.y + 16 : to.y + 10 + share * (to.height - 20);
    arrow.points.push_back({(leftwards || same) && !aside ? to.x + to.width : to.x, y});
  }

  std::vector<Box> boxes_;
  std::vector<Arrow> arrows_;
  std::vector<Node> nodes_;
  std::vector<std::vector<std::size_t>> chains_;
  std::vector<std::vector<std::size_t>> columns_;
};

}  // namespace

Layout arrange(std::vector<Box> boxes, std::vector<Arrow> arrows) {
  return Arranger(std::move(boxes), std::move(arrows)).arrange();
}

}  // namespace habeas::map::drawing
