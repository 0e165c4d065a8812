// Nested data (JSON, PHP-serialised) as a tree of byte ranges: what a path leads to can be read, and replaced while
// every other byte stays. Foreign bytes: the whole text is checked, within limits, before anything of it is used.
#pragma once

#include <habeas/map/codec_path.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace habeas::map {

inline constexpr std::size_t nested_bytes = 16u << 20;
inline constexpr std::size_t nested_parts = 200'000;
inline constexpr std::size_t nested_depth = 64;

struct Part {
  enum class Kind { null, truth, number, text, list, members };

  Kind kind = Kind::null;
  std::string key;        // of a member: its name; of a PHP element: its number or name
  std::size_t entry = 0;  // where its key begins; its value, if it has none
  std::size_t begin = 0;  // its value: [begin, end)
  std::size_t end = 0;
  std::string text;           // of a scalar: decoded
  std::size_t count_at = 0;   // PHP list or members: where the number of elements is written…
  std::size_t count_end = 0;  // …and ends
  std::vector<Part> parts;
};

using Tree = tl::expected<Part, std::string>;
Tree parse_json(std::string_view text);
Tree parse_php(std::string_view text);

// What the path leads to, and what holds it. Null: nothing is there.
struct Found {
  const Part* holder = nullptr;
  const Part* part = nullptr;
};
Found follow(const Part& root, const std::vector<PathStep>& path);

// The values of a part: of a list its elements, of anything else itself; what is null has none.
std::vector<Found> values_of(const Found& found);
// A scalar's text; of nested data its own spelling.
std::string text_of(const Part& part, std::string_view whole);

// The text with this value replaced or taken out. `value` is not what is there already.
std::string replace_json(std::string_view whole, const Found& found, const std::string& value);
std::string remove_json(std::string_view whole, const Found& found);
std::string replace_php(std::string_view whole, const Found& found, const std::string& value);
std::string remove_php(std::string_view whole, const Found& found);

// [begin, end) of `whole` replaced.
std::string splice(std::string_view whole, std::size_t begin, std::size_t end, std::string_view by);
bool is_json_number(std::string_view text);

}  // namespace habeas::map
