// JSON for a person's values, exact: integers beyond 2^53 as {"integer": "…"}, numbers that JSON cannot say as
// {"real": "NaN"}, bytes and broken UTF-8 as {"base64": "…"}. Nothing is ever replaced or shortened.
#pragma once

#include <habeas/relation/value.h>

#include <string>
#include <string_view>

namespace habeas::answer {

// `"…"` with everything escaped that JSON, or an HTML page it is pasted into, needs. For names
// and words: what is no UTF-8 in them becomes U+FFFD; a person's values are json_value's.
std::string json_string(std::string_view utf8);
std::string json_value(const relation::Value& value);
// A number as a JSON or PHP document spells it.
std::string json_number(const std::string& spelled);

}  // namespace habeas::answer
