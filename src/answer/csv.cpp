#include <habeas/answer/csv.h>

#include <habeas/base/text.h>

#include <algorithm>
#include <array>

namespace habeas::answer {
namespace {

// -12.50, 3, 1e6: what an engine sends as the canonical text of a number does no harm as one.
bool is_number(std::string_view text) {
  std::size_t i = text.starts_with('-') ? 1 : 0;
  const std::size_t first = i;
  std::size_t points = 0;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '.' && points++ == 0 && i > first && i + 1 < text.size()) continue;
    if (c < '0' || c > '9') return false;
  }
  return i > first;
}

bool begins_formula(std::string_view text) {
  static constexpr std::array<std::string_view, 11> starts = {"=",  "+",  "-",  "@",  "\t", "\r",
                                                              "\n", "＝", "＋", "－", "＠"};
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return text.starts_with(start); });
}

// Inside a text a dash before a space is a list, not a formula.
bool begins_formula_inside(std::string_view text) {
  return !text.empty() && text[0] != '\t' && text[0] != '\r' && text[0] != '\n' && begins_formula(text) &&
         !text.substr(1).starts_with(' ');
}

// Control characters can steer a terminal or end a cell early: their pictures (U+2400…) stand for them, as on the
// pages. Tab and line breaks stay.
std::string without_controls(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool control = byte < 0x20 && c != '\t' && c != '\r' && c != '\n';
    if (control) {
      out += "\xE2\x90";
      out += static_cast<char>(0x80 + byte);
    } else if (byte == 0x7f) {
      out += "\u2421";
    } else {
      out += c;
    }
  }
  return out;
}

bool separates(char c) { return c == ';' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

std::string without_formulas(std::string_view text) {
  const std::string clean = base::to_utf8(text);
  if (is_number(clean)) return clean;
  const std::string_view all = clean;
  std::string out;
  out.reserve(clean.size() + 8);
  if (begins_formula(base::trim(all)) || begins_formula(all)) out += '\'';
  for (std::size_t i = 0; i < all.size(); ++i) {
    out += all[i];
    if (separates(all[i]) && begins_formula_inside(all.substr(i + 1))) out += '\'';
  }
  return out;
}

std::string csv_text(std::string_view text) {
  const std::string safe = without_formulas(without_controls(text));
  const bool plain = !safe.empty() && safe.find_first_of(",;\"\r\n\t'") == std::string::npos &&
                     safe.front() != ' ' && safe.back() != ' ';
  if (plain) return safe;
  std::string out = "\"";
  for (const char c : safe) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string csv_cell(const relation::Value& value) {
  if (relation::is_null(value)) return {};
  if (const auto* text = std::get_if<relation::Text>(&value)) return csv_text(text->characters);
  if (const auto* bytes = std::get_if<relation::Bytes>(&value))
    return "base64:" + base::base64(bytes->octets);
  return relation::canonical_text(value).value_or("");
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    line += cells[i];
  }
  // A line of one empty cell would be no line at all.
  if (line.empty()) line = "\"\"";
  return line + "\r\n";
}

}  // namespace habeas::answer
