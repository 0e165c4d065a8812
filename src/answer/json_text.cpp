#include <habeas/answer/json_text.h>

#include <habeas/base/text.h>

#include <cmath>

namespace habeas::answer {
namespace {

constexpr std::int64_t largest_exact = std::int64_t{1} << 53;

void append_escaped(std::string& out, unsigned char c) {
  static constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u00";
  out += digits[c >> 4];
  out += digits[c & 15];
}

std::string tagged(std::string_view tag, const std::string& text) {
  return "{" + json_string(tag) + ": " + json_string(text) + "}";
}

std::string integer(std::int64_t number) {
  const bool exact = number >= -largest_exact && number <= largest_exact;
  return exact ? std::to_string(number) : tagged("integer", std::to_string(number));
}

std::string real(double number) {
  if (std::isnan(number)) return tagged("real", "NaN");
  if (std::isinf(number)) return tagged("real", number > 0 ? "Infinity" : "-Infinity");
  return relation::canonical_text(relation::Value(number)).value_or("null");
}

}  // namespace

std::string json_string(std::string_view utf8) {
  if (!base::is_utf8(utf8)) return json_string(base::to_utf8(utf8));
  std::string out = "\"";
  out.reserve(utf8.size() + 2);
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      case '<':
      case '>':
      case '&': append_escaped(out, byte); break;
      default:
        if (byte < 0x20 || byte == 0x7f) {
          append_escaped(out, byte);
        } else {
          out += c;
        }
    }
  }
  return out + '"';
}

// Whole numbers are exact up to 2^53; a fraction stays as it is spelt; what JSON does not spell so (1.0E+25 of PHP,
// INF) is text.
std::string json_number(const std::string& spelled) {
  const std::size_t first = spelled.starts_with('-') ? 1 : 0;
  const std::string_view digits = std::string_view(spelled).substr(first);
  const bool whole = !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
  if (whole && digits.size() > 15) return tagged("integer", spelled);
  const std::size_t point = digits.find('.');
  const bool fraction = point != std::string_view::npos && point > 0 && point + 1 < digits.size() &&
                        digits.find_first_not_of("0123456789", point + 1) == std::string_view::npos &&
                        digits.find_first_not_of("0123456789") == point;
  const bool leading_zero = digits.size() > 1 && digits[0] == '0' && digits[1] != '.';
  return (whole || fraction) && !leading_zero ? spelled : json_string(spelled);
}

std::string json_value(const relation::Value& value) {
  if (relation::is_null(value)) return "null";
  if (const auto* number = std::get_if<std::int64_t>(&value)) return integer(*number);
  if (const auto* number = std::get_if<double>(&value)) return real(*number);
  if (const auto* bytes = std::get_if<relation::Bytes>(&value))
    return tagged("base64", base::base64(bytes->octets));
  const std::string& text = std::get<relation::Text>(value).characters;
  return base::is_utf8(text) ? json_string(text) : tagged("base64", base::base64(text));
}

}  // namespace habeas::answer
