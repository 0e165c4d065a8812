#include <habeas/map/codec_path.h>

#include <charconv>

namespace habeas::map {

namespace {

using Steps = std::vector<PathStep>;
using Outcome = tl::expected<std::string_view, std::string>;  // what is left of the path

constexpr std::size_t longest_path = 64;  // steps

Outcome member(std::string_view rest, Steps& steps) {
  rest.remove_prefix(1);
  const auto end = rest.find_first_of(".[");
  const auto name = rest.substr(0, end);
  if (name.empty()) return tl::unexpected<std::string>("a name is missing after '.'");
  steps.emplace_back(std::string(name));
  return end == rest.npos ? std::string_view{} : rest.substr(end);
}

// ['name']: a quote in the name is written \'.
Outcome quoted(std::string_view rest, Steps& steps) {
  std::string name;
  std::size_t at = 2;
  for (; at < rest.size() && rest[at] != '\''; ++at) {
    if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
    name += rest[at];
  }
  if (at + 1 >= rest.size() || rest[at + 1] != ']') return tl::unexpected<std::string>("\"']\" is missing");
  steps.emplace_back(std::move(name));
  return rest.substr(at + 2);
}

Outcome element(std::string_view rest, Steps& steps) {
  const auto end = rest.find(']');
  if (end == rest.npos) return tl::unexpected<std::string>("']' is missing");
  const auto digits = rest.substr(1, end - 1);
  std::size_t number = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || stop != digits.data() + digits.size())
    return tl::unexpected<std::string>("between '[' and ']' is no number");
  steps.emplace_back(number);
  return rest.substr(end + 1);
}

}  // namespace

tl::expected<Steps, std::string> parse_path(std::string_view path) {
  if (path.empty() || path.front() != '$') return tl::unexpected<std::string>("it does not begin with '$'");
  Steps steps;
  std::string_view rest = path.substr(1);
  while (!rest.empty()) {
    if (steps.size() == longest_path) return tl::unexpected<std::string>("it has too many steps");
    Outcome left = tl::unexpected<std::string>("after a step comes '.' or '['");
    if (rest.front() == '.') left = member(rest, steps);
    if (rest.front() == '[') left = rest.substr(0, 2) == "['" ? quoted(rest, steps) : element(rest, steps);
    if (!left) return tl::unexpected(left.error());
    rest = *left;
  }
  return steps;
}

}  // namespace habeas::map
