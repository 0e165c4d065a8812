// Nothing that goes through the HTML writer as text can open an element or leave an attribute.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <habeas/answer/html.h>
#include <habeas/answer/json_text.h>
#include <habeas/answer/vcard.h>
#include <habeas/base/must.h>
#include <habeas/base/text.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using habeas::base::must;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::string html = habeas::answer::escape_html(text);
  must(html.find_first_of("<>\"'") == std::string::npos, "markup is escaped");
  must(habeas::base::is_utf8(html), "HTML is UTF-8");
  must(html.find("\u202E") == std::string::npos, "no override of direction");
  const std::string json = habeas::answer::json_value(habeas::relation::Value(habeas::relation::Text{text}));
  must(habeas::base::is_utf8(json) && json.find('\n') == std::string::npos, "JSON is one line of UTF-8");
  const std::string line = habeas::answer::vcard_escape(text);
  must(line.find_first_of("\r\n") == std::string::npos, "a value of a vCard stays on its line");
  return 0;
}
