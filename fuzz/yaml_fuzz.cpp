// Any bytes as a YAML file: whatever comes, read_yaml answers, its places lie in the file, its limits hold, and
// what it accepted without a problem is text.
#include <habeas/base/must.h>
#include <habeas/base/text.h>
#include <habeas/base/yaml.h>

#include <algorithm>
#include <cstdint>

namespace {

using habeas::base::must;
using habeas::base::Node;

struct Seen {
  std::size_t nodes = 0;
  std::size_t lines = 0;
};

void look_at(const Node& node, std::size_t depth, bool strict, Seen& seen) {
  ++seen.nodes;
  must(node.place.line <= seen.lines, "a node lies in the file");
  if (node.kind == Node::Kind::list || node.kind == Node::Kind::mapping)
    must(depth < 8, "no deeper than the limit");
  if (strict) must(habeas::base::is_utf8(node.text), "accepted text is UTF-8");
  if (strict) must(node.kind != Node::Kind::missing || depth == 0, "without a problem nothing is missing");
  for (const Node& item : node.items) look_at(item, depth + 1, strict, seen);
  for (const auto& [key, value] : node.entries) {
    must(key.kind == Node::Kind::scalar, "a key is text");
    must(node.find(key.text) == &value, "a key is there once");
    look_at(value, depth + 1, strict, seen);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto file = habeas::base::read_yaml(text, "f", {.bytes = 1u << 16, .nodes = 1000, .depth = 8});
  must(std::ranges::is_sorted(file.problems, {}, &habeas::base::Problem::place),
       "problems are in order of place");
  Seen seen;
  seen.lines = 1 + static_cast<std::size_t>(std::ranges::count(text, '\n'));
  for (const auto& problem : file.problems) {
    must(problem.place.line <= seen.lines, "a problem lies in the file");
    must(!to_string(problem).empty(), "a problem can be said");
  }
  look_at(file.root, 0, file.problems.empty(), seen);
  must(seen.nodes <= 1001, "no more nodes than the limit");
  return 0;
}
