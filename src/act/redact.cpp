#include <habeas/act/redact.h>

#include <habeas/base/text.h>
#include <habeas/base/utf8.h>
#include <habeas/map/placeholders.h>

#include <algorithm>

namespace habeas::act {
namespace {

constexpr std::size_t shortest_part = 3;  // letters: "Li", "de" or customer 7 stand in too many texts
constexpr std::size_t fewest_digits = 6;  // of a telephone number in a text

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// A text folded loosely, letter by letter, and where each folded byte came from.
struct Folded {
  std::string text;
  std::vector<std::size_t> from;  // by byte of `text`; one more at the end
};

Folded folded(std::string_view text) {
  Folded result;
  for (std::size_t at = 0; at < text.size();) {
    const auto step = base::first_step(text.substr(at));
    const auto letter = base::fold_loosely(text.substr(at, step.length));
    result.text += letter;
    result.from.insert(result.from.end(), letter.size(), at);
    at += step.length;
  }
  result.from.push_back(text.size());
  return result;
}

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
  return (begin == 0 || !is_word(text[begin - 1])) && (end == text.size() || !is_word(text[end]));
}

void find_words(const Folded& in, std::string_view wanted, std::vector<Span>& found) {
  const auto needle = folded(base::trim(wanted)).text;
  if (needle.size() < shortest_part) return;
  for (auto at = in.text.find(needle); at != std::string::npos; at = in.text.find(needle, at + 1)) {
    if (stands_alone(in.text, at, at + needle.size()))
      found.push_back({in.from[at], in.from[at + needle.size()]});
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_of_number(char c) {
  return is_digit(c) || std::string_view("+ .-()/").find(c) != std::string_view::npos;
}

// Runs that may be a telephone number, from a digit or a plus to a digit.
void find_phone(const subject::Kinds& kinds, const subject::Identifier& phone, std::string_view text,
                std::vector<Span>& found) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at]) && text[at] != '+' && text[at] != '(') continue;
    std::size_t end = at;
    while (end < text.size() && is_of_number(text[end])) ++end;
    for (std::size_t last = end; last > at; --last) {
      if (!is_digit(text[last - 1])) continue;
      const auto number = text.substr(at, last - at);
      if (std::count_if(number.begin(), number.end(), is_digit) < static_cast<std::ptrdiff_t>(fewest_digits))
        break;
      if (!subject::same(kinds, phone.kind, number, phone.value.reveal())) continue;
      found.push_back({at, last});
      break;
    }
    while (at + 1 < end && is_digit(text[at + 1])) ++at;  // a number does not begin inside one
  }
}

std::string replaced(std::string_view text, std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  std::string result;
  std::size_t at = 0;
  for (const Span& span : spans) {
    if (span.begin >= at) {
      result += text.substr(at, span.begin - at);
      result += map::redacted_text;
    }
    at = std::max(at, span.end);
  }
  return result + std::string(text.substr(at));
}

}  // namespace

std::vector<std::string> parts_of_name(std::string_view name) {
  std::vector<std::string> parts;
  const auto whole = base::trim(name);
  if (whole.empty()) return parts;
  parts.emplace_back(whole);
  std::string part;
  for (const char c : std::string(whole) + " ") {
    if (is_word(static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c))) {
      part += c;
      continue;
    }
    if (part.size() > shortest_part - 1 && part != whole) parts.push_back(part);
    part.clear();
  }
  return parts;
}

std::string redacted(const subject::Kinds& kinds, const Marks& marks, std::string_view text) {
  std::vector<Span> found;
  const Folded in = folded(text);
  for (const auto& identifier : marks.identifiers) {
    if (kinds.shape(identifier.kind) == subject::Shape::phone) find_phone(kinds, identifier, text, found);
    if (kinds.shape(identifier.kind) == subject::Shape::name_birthdate) {
      const auto& both = identifier.value.reveal();
      find_words(in, both.substr(0, both.find_first_of("|,")), found);
      continue;
    }
    find_words(in, identifier.value.reveal(), found);
  }
  for (const auto& name : marks.names.reveal()) find_words(in, name, found);
  return replaced(text, std::move(found));
}

}  // namespace habeas::act
