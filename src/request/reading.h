// Reading an event: its facts and what they mean. Shared by what an event does and by what may follow.
#pragma once

#include <habeas/request/request.h>

#include <string>
#include <string_view>

namespace habeas::request {

const std::string& said(const Event& event, std::string_view key);  // "" when it is not said
bool says_yes(const Event& event, std::string_view key);
// The day on which it happened: the fact `on`, or the day (UTC) of its instant.
base::Date day_of(const Event& event);
// The letter is the answer, not one on the way to it.
bool is_answer(const Event& letter);
// The clarification stops the clock: much is held (recital 63), or a mandate is doubtful (décret 2019-536 art. 78).
bool stops_the_clock(const Event& clarification);
// "L3" is 3; -1 when it is no level.
int level_number(std::string_view level);
// Identity is proven as far as this right asks.
bool is_identified(const Request& request);
// The clock of this right may stand at all: not for immediate rights, nor for a restriction.
bool may_suspend(const Request& request);

// The rule that forbids it, in words with its article; nothing when it may happen.
std::optional<std::string> why_not_begun(const Event& received, const Rules& rules);
std::optional<std::string> why_not(const Request& request, const Event& event, const Rules& rules);

}  // namespace habeas::request
