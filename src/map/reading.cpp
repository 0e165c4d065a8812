// Values out of a checked tree: the second half of shape.h.
#include <habeas/map/shape.h>

namespace habeas::map {

using base::Node;

const Node* value(const Node& node, std::string_view key) {
  return node.kind == Node::Kind::mapping ? node.find(key) : nullptr;
}

std::optional<Placed> placed(const Node& node, std::string_view key) {
  const Node* found = value(node, key);
  if (!found || found->kind != Node::Kind::scalar || found->text.empty()) return std::nullopt;
  return Placed{found->text, found->place};
}

std::string text(const Node& node, std::string_view key) {
  const auto found = placed(node, key);
  return found ? found->text : std::string();
}

bool truth(const Node& node, std::string_view key) {
  const Node* found = value(node, key);
  return found && found->is_true();
}

std::vector<Placed> texts(const Node& node) {
  std::vector<Placed> all;
  if (node.kind == Node::Kind::scalar && !node.text.empty()) all.push_back({node.text, node.place});
  for (const auto& item : node.items)
    if (item.kind == Node::Kind::scalar && !item.text.empty()) all.push_back({item.text, item.place});
  return all;
}

std::vector<Placed> texts(const Node& node, std::string_view key) {
  const Node* found = value(node, key);
  return found ? texts(*found) : std::vector<Placed>{};
}

law::Words words(const Node& node, const std::string& language) {
  law::Words all;
  if (node.kind == Node::Kind::scalar && !node.text.empty()) all[language] = node.text;
  for (const auto& [key, value] : node.entries)
    if (value.kind == Node::Kind::scalar) all[key.text] = value.text;
  return all;
}

law::Words words(const Node& node, std::string_view key, const std::string& language) {
  const Node* found = value(node, key);
  return found ? words(*found, language) : law::Words{};
}

const Node* the_one(const Node& node, const std::vector<std::string_view>& among, std::string_view& which) {
  for (const auto& key : among) {
    if (const Node* found = value(node, key)) {
      which = key;
      return found;
    }
  }
  return nullptr;
}

}  // namespace habeas::map
