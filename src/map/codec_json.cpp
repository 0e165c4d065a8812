// JSON, RFC 8259, as a tree of byte ranges. A member that occurs twice makes the text ambiguous (which one does the
// application read?), so it does not decode. Bytes that are not UTF-8 pass through: databases hold such.
#include <habeas/map/codec_tree.h>

#include <cctype>
#include <set>

namespace habeas::map {

namespace {

struct Broken {
  const char* why;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Where the number that begins at `at` ends; `at` itself if none does.
std::size_t number_end(std::string_view text, std::size_t at) {
  const auto digits = [&](std::size_t from) {
    while (from < text.size() && is_digit(text[from])) ++from;
    return from;
  };
  std::size_t now = at < text.size() && text[at] == '-' ? at + 1 : at;
  const std::size_t whole = digits(now);
  if (whole == now || (text[now] == '0' && whole > now + 1)) return at;
  now = whole;
  if (now < text.size() && text[now] == '.') {
    const std::size_t fraction = digits(now + 1);
    if (fraction == now + 1) return at;
    now = fraction;
  }
  if (now >= text.size() || (text[now] != 'e' && text[now] != 'E')) return now;
  std::size_t sign = now + 1;
  if (sign < text.size() && (text[sign] == '+' || text[sign] == '-')) ++sign;
  const std::size_t exponent = digits(sign);
  return exponent == sign ? at : exponent;
}

void append_utf8(std::string& out, unsigned code) {
  const auto byte = [&](unsigned value) { out += static_cast<char>(value); };
  if (code < 0x80) return byte(code);
  if (code < 0x800) {
    byte(0xC0 | (code >> 6));
  } else if (code < 0x10000) {
    byte(0xE0 | (code >> 12));
    byte(0x80 | ((code >> 6) & 0x3F));
  } else {
    byte(0xF0 | (code >> 18));
    byte(0x80 | ((code >> 12) & 0x3F));
    byte(0x80 | ((code >> 6) & 0x3F));
  }
  byte(0x80 | (code & 0x3F));
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Part document() {
    space();
    Part root = value(0);
    space();
    if (at_ != text_.size()) throw Broken{"something follows its end"};
    return root;
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void space() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
      ++at_;
  }

  void expect(char wanted, const char* why) {
    if (at_ >= text_.size() || text_[at_] != wanted) throw Broken{why};
    ++at_;
  }

  Part value(std::size_t depth) {
    if (depth > nested_depth) throw Broken{"it is nested too deeply"};
    if (++parts_ > nested_parts) throw Broken{"it has too many parts"};
    Part part;
    part.entry = part.begin = at_;
    if (peek() == '{') {
      object(part, depth);
    } else if (peek() == '[') {
      array(part, depth);
    } else if (peek() == '"') {
      part.kind = Part::Kind::text;
      part.text = string();
    } else {
      word_or_number(part);
    }
    part.end = at_;
    return part;
  }

  void word_or_number(Part& part) {
    for (const std::string_view word : {"true", "false", "null"}) {
      if (text_.substr(at_, word.size()) != word) continue;
      part.kind = word == "null" ? Part::Kind::null : Part::Kind::truth;
      part.text = word == "null" ? "" : word;
      at_ += word.size();
      return;
    }
    const std::size_t end = number_end(text_, at_);
    if (end == at_) throw Broken{"a value is missing or misspelt"};
    part.kind = Part::Kind::number;
    part.text = text_.substr(at_, end - at_);
    at_ = end;
  }

  void object(Part& part, std::size_t depth) {
    part.kind = Part::Kind::members;
    std::set<std::string> names;
    ++at_;
    space();
    if (peek() == '}') return void(++at_);
    while (true) {
      const std::size_t entry = at_;
      std::string name = string();
      if (!names.insert(name).second) throw Broken{"a member occurs twice"};
      space();
      expect(':', "':' is missing");
      space();
      Part& member = part.parts.emplace_back(value(depth + 1));
      member.key = std::move(name);
      member.entry = entry;
      if (!another('}')) return;
    }
  }

  void array(Part& part, std::size_t depth) {
    part.kind = Part::Kind::list;
    ++at_;
    space();
    if (peek() == ']') return void(++at_);
    while (true) {
      part.parts.push_back(value(depth + 1));
      if (!another(']')) return;
    }
  }

  // After an element: a comma and another, or the end.
  bool another(char end) {
    space();
    if (peek() == end && at_ < text_.size()) {
      ++at_;
      return false;
    }
    expect(',', "',' is missing");
    space();
    return true;
  }

  std::string string() {
    expect('"', "a name or text is missing");
    std::string decoded;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (static_cast<unsigned char>(text_[at_]) < 0x20) throw Broken{"a text holds a control character"};
      if (text_[at_] == '\\')
        escape(decoded);
      else
        decoded += text_[at_++];
    }
    expect('"', "a text does not end");
    return decoded;
  }

  void escape(std::string& decoded) {
    ++at_;
    const char c = peek();
    ++at_;
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
    if (const auto index = letters.find(c); c != '\0' && index != letters.npos) {
      decoded += meant[index];
      return;
    }
    if (c != 'u') throw Broken{"an escape is unknown"};
    append_utf8(decoded, code_point());
  }

  unsigned four_digits() {
    if (at_ + 4 > text_.size()) throw Broken{"an escape is cut short"};
    unsigned code = 0;
    for (const char c : text_.substr(at_, 4)) {
      if (!std::isxdigit(static_cast<unsigned char>(c))) throw Broken{"an escape is cut short"};
      const unsigned digit = is_digit(c) ? unsigned(c - '0') : unsigned((c | 0x20) - 'a' + 10);
      code = code * 16 + digit;
    }
    at_ += 4;
    return code;
  }

  // A pair of surrogates is one character; one alone is none, and reads as U+FFFD.
  unsigned code_point() {
    const unsigned high = four_digits();
    if (high < 0xD800 || high > 0xDFFF) return high;
    if (high > 0xDBFF || text_.substr(at_, 2) != "\\u") return 0xFFFD;
    const std::size_t before = at_;
    at_ += 2;
    const unsigned low = four_digits();
    if (low >= 0xDC00 && low <= 0xDFFF) return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    at_ = before;
    return 0xFFFD;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t parts_ = 0;
};

std::string json_string(std::string_view text) {
  std::string out = "\"";
  constexpr std::string_view digits = "0123456789abcdef";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else {
      out += c;
    }
  }
  return out + '"';
}

bool is_nested_json(const std::string& text) {
  const auto tree = parse_json(text);
  return tree && (tree->kind == Part::Kind::list || tree->kind == Part::Kind::members);
}

// The new value keeps the type of the old one where it can; otherwise it is text.
std::string spelled(const Part& old, const std::string& value) {
  const bool nested = old.kind == Part::Kind::list || old.kind == Part::Kind::members;
  const bool keeps_type = (old.kind == Part::Kind::number && is_json_number(value)) ||
                          (old.kind == Part::Kind::truth && (value == "true" || value == "false")) ||
                          (nested && is_nested_json(value));
  return keeps_type ? value : json_string(value);
}

}  // namespace

bool is_json_number(std::string_view text) { return !text.empty() && number_end(text, 0) == text.size(); }

Tree parse_json(std::string_view text) {
  if (text.size() > nested_bytes) return tl::unexpected<std::string>("JSON: it is too large");
  try {
    return Parser(text).document();
  } catch (const Broken& broken) {
    return tl::unexpected(std::string("JSON: ") + broken.why);
  }
}

std::string replace_json(std::string_view whole, const Found& found, const std::string& value) {
  return splice(whole, found.part->begin, found.part->end, spelled(*found.part, value));
}

// A member or element goes with one comma.
std::string remove_json(std::string_view whole, const Found& found) {
  if (!found.holder) return splice(whole, found.part->begin, found.part->end, "null");
  const auto& all = found.holder->parts;
  const auto index = static_cast<std::size_t>(found.part - all.data());
  if (index + 1 < all.size()) return splice(whole, found.part->entry, all[index + 1].entry, "");
  return splice(whole, index > 0 ? all[index - 1].end : found.part->entry, found.part->end, "");
}

}  // namespace habeas::map
