#include <habeas/request/request.h>

#include <algorithm>
#include <array>

namespace habeas::request {
namespace {

constexpr std::array<std::string_view, 11> words_of_state = {
    "received",    "identity-pending", "clarification-pending",
    "in-progress", "planned",          "approved",
    "refused",     "executed",         "answered",
    "closed",      "withdrawn"};

constexpr std::array<std::string_view, 24> words_of_what = {"received",
                                                            "acknowledged",
                                                            "identity-asked",
                                                            "identity-proven",
                                                            "clarification-asked",
                                                            "clarification-given",
                                                            "extended",
                                                            "planned",
                                                            "approved",
                                                            "refused",
                                                            "run-begun",
                                                            "system-done",
                                                            "system-failed",
                                                            "verified",
                                                            "executed",
                                                            "letter-sent",
                                                            "package-ready",
                                                            "package-fetched",
                                                            "recipients-told",
                                                            "message-in",
                                                            "message-out",
                                                            "withdrawn",
                                                            "closed",
                                                            "noted"};

}  // namespace

std::string_view to_string(State state) { return words_of_state.at(static_cast<std::size_t>(state)); }

std::string_view to_string(What what) { return words_of_what.at(static_cast<std::size_t>(what)); }

std::optional<What> what_named(std::string_view word) {
  const auto at = std::find(words_of_what.begin(), words_of_what.end(), word);
  if (at == words_of_what.end()) return std::nullopt;
  return static_cast<What>(at - words_of_what.begin());
}

}  // namespace habeas::request
