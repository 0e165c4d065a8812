#include <habeas/standing/standing.h>

#include <algorithm>
#include <array>

namespace habeas::standing {
namespace {

constexpr std::array<std::string_view, 26> words_of_what = {"consent-given",
                                                            "consent-withdrawn",
                                                            "marketing-opposed",
                                                            "objection-made",
                                                            "objection-upheld",
                                                            "objection-refused",
                                                            "restriction-asked",
                                                            "restriction-granted",
                                                            "restriction-refused",
                                                            "lift-noticed",
                                                            "restriction-lifted",
                                                            "erasure-accepted",
                                                            "erased",
                                                            "hold-placed",
                                                            "hold-lifted",
                                                            "decision-contested",
                                                            "decision-reviewed",
                                                            "death-alleged",
                                                            "death-proven",
                                                            "death-mistaken",
                                                            "directive-lodged",
                                                            "directive-revoked",
                                                            "erasure-stopped",
                                                            "returned",
                                                            "contest-ended",
                                                            "death-not-proven"};

}  // namespace

std::string_view to_string(What what) { return words_of_what.at(static_cast<std::size_t>(what)); }

std::optional<What> what_named(std::string_view word) {
  const auto at = std::find(words_of_what.begin(), words_of_what.end(), word);
  if (at == words_of_what.end()) return std::nullopt;
  return static_cast<What>(at - words_of_what.begin());
}

}  // namespace habeas::standing
