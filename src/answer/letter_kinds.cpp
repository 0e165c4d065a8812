#include <habeas/answer/letter.h>

#include <algorithm>
#include <array>

namespace habeas::answer {
namespace {

constexpr std::array<std::string_view, 30> words_of_kind = {"acknowledgement",
                                                            "identity-code",
                                                            "extension",
                                                            "access-ready",
                                                            "access-in-part",
                                                            "nothing-held",
                                                            "rectified",
                                                            "erased",
                                                            "erased-after-withdrawal",
                                                            "restricted",
                                                            "lift-notice",
                                                            "restriction-ended",
                                                            "marketing-stopped",
                                                            "objection-upheld",
                                                            "decision-reviewed",
                                                            "consent-withdrawn",
                                                            "complaint-file",
                                                            "directive-lodged",
                                                            "directive-revoked",
                                                            "directive-carried-out",
                                                            "directive-kept",
                                                            "directive-communicated",
                                                            "death-recorded",
                                                            "accounts-closed",
                                                            "heirs-update",
                                                            "refusal",
                                                            "interim",
                                                            "recipient-notice",
                                                            "clarification",
                                                            "message"};

}  // namespace

std::string_view to_string(LetterKind kind) { return words_of_kind.at(static_cast<std::size_t>(kind)); }

}  // namespace habeas::answer
