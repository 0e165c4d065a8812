// A strict reading of YAML 1.2 into a small tree that knows the place of everything.
// Keys are always text (a column may be called `no`); only plain `true` and `false` are booleans; a
// duplicate key, an anchor, an alias, a tag, a second document, or more than the limits are problems.
// The whole file is read: every problem is reported, not the first. yaml-cpp stays in the .cpp.
#pragma once

#include <habeas/base/problem.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace habeas::base {

struct YamlLimits {
  std::size_t bytes = 4u << 20;
  std::size_t nodes = 200'000;
  std::size_t depth = 32;
};

struct KeyedNode;

struct Node {
  enum class Kind { missing, null, scalar, list, mapping };

  Kind kind = Kind::missing;
  Place place;
  std::string text;                // of a scalar, as written and unquoted
  bool plain = false;              // a scalar without quotes: `true` is a boolean, "true" is text
  std::vector<Node> items;         // of a list
  std::vector<KeyedNode> entries;  // of a mapping, in the order written; keys are scalars

  bool is_true() const { return kind == Kind::scalar && plain && text == "true"; }
  bool is_false() const { return kind == Kind::scalar && plain && text == "false"; }
  const Node* find(std::string_view key) const;  // of a mapping
};

struct KeyedNode {
  Node first;   // the key
  Node second;  // its value
};

struct YamlFile {
  Node root;
  Problems problems;  // when not empty, root holds what could be read
};

YamlFile read_yaml(std::string_view text, const std::string& file, const YamlLimits& limits = {});

}  // namespace habeas::base
