#include <habeas/verify/verify.h>

#include <algorithm>
#include <array>

namespace habeas::verify {
namespace {

constexpr std::array<std::string_view, 6> words_of_kind = {
    "row-survives", "cell-unchanged", "row-gone", "dangling-link", "identifier-remains", "not-checked"};

}  // namespace

std::string_view to_string(Finding::Kind kind) { return words_of_kind.at(static_cast<std::size_t>(kind)); }

}  // namespace habeas::verify
