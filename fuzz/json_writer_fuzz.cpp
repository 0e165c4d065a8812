// Whatever a cell or a name holds, what the JSON writer makes of it is JSON, and says exactly what was there.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>

#include <habeas/answer/json_text.h>
#include <habeas/base/must.h>
#include <habeas/base/text.h>
#include <nlohmann/json.hpp>

namespace {

using habeas::base::must;
using habeas::relation::Bytes;
using habeas::relation::Text;
using habeas::relation::Value;
using Json = nlohmann::json;

Json parsed(const std::string& text) {
  must(Json::accept(text), "it is JSON");
  must(text.find_first_of("<>&\n\r") == std::string::npos, "it may stand in a page, on one line");
  return Json::parse(text);
}

void text_is_exact(const std::string& text) {
  const Json json = parsed(habeas::answer::json_value(Value(Text{text})));
  if (habeas::base::is_utf8(text)) {
    must(json == text, "text is itself");
  } else {
    must(json.at("base64") == habeas::base::base64(text), "broken text is its bytes");
  }
  must(parsed(habeas::answer::json_value(Value(Bytes{text}))).at("base64") == habeas::base::base64(text),
       "bytes are theirs");
  must(parsed(habeas::answer::json_string(text)) == habeas::base::to_utf8(text), "a name is UTF-8");
}

void numbers_are_exact(const std::string& text) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, text.data(), std::min(text.size(), sizeof bits));
  const auto integer = static_cast<std::int64_t>(bits);
  const Json whole = parsed(habeas::answer::json_value(Value(integer)));
  must(whole.is_object() ? whole.at("integer") == std::to_string(integer) : whole == integer,
       "integers are exact");
  const auto real = std::bit_cast<double>(bits);
  const Json fraction = parsed(habeas::answer::json_value(Value(real)));
  must(fraction.is_object() || fraction.is_number(), "a real is a number, or said in words");
  if (fraction.is_number()) must(fraction.get<double>() == real, "reals are exact");
}

// As a document spells it: a number only where JSON would read the same one.
void spelled(const std::string& text) {
  if (!habeas::base::is_utf8(text)) return;
  const Json json = parsed(habeas::answer::json_number(text));
  if (json.is_object()) must(json.at("integer") == text, "long numbers keep their digits");
  if (json.is_string()) must(json == text, "what is no number of JSON is text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  text_is_exact(text);
  numbers_are_exact(text);
  spelled(text);
  return 0;
}
