// A path into nested data, as JSONPath writes it, without wildcards: $, $.a, $['any name'], $.list[0].
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

namespace habeas::map {

using PathStep = std::variant<std::string, std::size_t>;  // a member's name, or an element's number from 0

// The error says what is not as it should be.
tl::expected<std::vector<PathStep>, std::string> parse_path(std::string_view path);

}  // namespace habeas::map
