#include <habeas/act/act.h>

#include <algorithm>
#include <array>

namespace habeas::act {
namespace {

constexpr std::array<std::string_view, 6> words_of_kind = {"done",  "nothing-to-do", "already-done",
                                                           "moved", "failed",        "by-hand"};

}  // namespace

std::string_view to_string(Outcome::Kind kind) { return words_of_kind.at(static_cast<std::size_t>(kind)); }

}  // namespace habeas::act
