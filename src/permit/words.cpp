#include <habeas/permit/permit.h>

#include <algorithm>
#include <array>

namespace habeas::permit {
namespace {

constexpr std::array<std::string_view, 3> words_of_answer = {"allow", "deny", "human"};

}  // namespace

std::string_view to_string(Answer answer) { return words_of_answer.at(static_cast<std::size_t>(answer)); }

}  // namespace habeas::permit
