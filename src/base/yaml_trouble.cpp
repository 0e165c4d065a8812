#include <habeas/base/yaml_trouble.h>

#include <array>

namespace habeas::base {
namespace {

struct Explanation {
  std::string_view message;  // how yaml-cpp's begins
  std::string_view what;
  std::string_view hint;
};

constexpr std::array explanations = {
    Explanation{"end of map flow not found", "a '}' is missing", "It closes the '{' before this place."},
    Explanation{"end of sequence flow not found", "a ']' is missing", "It closes the '[' before this place."},
    Explanation{"end of map not found", "this does not fit the keys above it",
                "Check the indentation; put text with quotes in it between quotes as a whole."},
    Explanation{"end of sequence not found", "this does not fit the list above it", "Check the indentation."},
    Explanation{"illegal map value", "a ':' where no key can be",
                "Check the indentation; put text that contains ': ' between quotes."},
    Explanation{"illegal map key", "a '?' where no key can be",
                "Put text that begins with '?' between quotes."},
    Explanation{"illegal block entry", "a '-' where no list can begin",
                "Begin the list on a line of its own."},
    Explanation{"illegal flow end", "a ']' or '}' that closes nothing", ""},
    Explanation{"illegal EOF in scalar", "a quote is not closed", ""},
    Explanation{"illegal document indicator in scalar", "a quote is not closed before '---' or '...'", ""},
    Explanation{"illegal tab when looking for indentation", "a tab indents this line", "Indent with spaces."},
    Explanation{"unknown token", "text cannot begin with this character", "Put it between quotes."},
    Explanation{"the referenced anchor is not defined", "an alias ('*') is not allowed",
                "Write the value out, or put text that begins with '*' between quotes."},
    Explanation{"alias not found after *", "an alias ('*') is not allowed",
                "Put text that begins with '*' between quotes."},
    Explanation{"anchor not found after &", "an anchor ('&') is not allowed",
                "Put text that begins with '&' between quotes."},
    Explanation{"unexpected character in block scalar", "text after '|' or '>' begins on the next line", ""},
    Explanation{"unknown escape character", "an unknown escape in double quotes",
                "Write '\\\\' for a backslash, or use single quotes."},
};

}  // namespace

Trouble explained(std::string_view message) {
  for (const Explanation& one : explanations) {
    if (message.starts_with(one.message)) return {std::string(one.what), std::string(one.hint)};
  }
  return {"not well-formed YAML: " + std::string(message), {}};
}

}  // namespace habeas::base
