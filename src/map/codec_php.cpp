// What PHP's serialize() writes: s i d b N a O, nested. Text has its length in bytes before it, arrays and objects their
// number of elements; both are computed anew. References (R, r), classes that write themselves (C) and enumerations (E)
// are refused: what they mean cannot be seen from the text alone.
#include <habeas/map/codec_tree.h>

#include <charconv>
#include <cstdint>
#include <set>

namespace habeas::map {

namespace {

struct Broken {
  const char* why;
};

bool is_integer(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return !text.empty() && error == std::errc() && end == text.data() + text.size() &&
         std::to_string(number) == text;
}

bool is_php_double(std::string_view text) {
  return text == "INF" || text == "-INF" || text == "NAN" || is_json_number(text);
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Part document() {
    Part root = value(0);
    if (at_ != text_.size()) throw Broken{"something follows its end"};
    return root;
  }

 private:
  void expect(std::string_view wanted, const char* why) {
    if (text_.substr(at_, wanted.size()) != wanted) throw Broken{why};
    at_ += wanted.size();
  }

  // The characters up to `end`, which is passed over.
  std::string_view until(char end) {
    const auto stop = text_.find(end, at_);
    if (stop == text_.npos || stop - at_ > 64) throw Broken{"it is cut short"};
    const auto found = text_.substr(at_, stop - at_);
    at_ = stop + 1;
    return found;
  }

  std::size_t count() {
    const auto digits = until(':');
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size())
      throw Broken{"a length is no number"};
    if (number > text_.size()) throw Broken{"a length is more than there is"};
    return number;
  }

  std::string quoted() {
    const std::size_t length = count();
    expect("\"", "'\"' is missing");
    const auto inner = text_.substr(at_, length);
    at_ += inner.size();
    expect("\"", "a length is wrong");
    return std::string(inner);
  }

  Part value(std::size_t depth) {
    if (depth > nested_depth) throw Broken{"it is nested too deeply"};
    if (++parts_ > nested_parts) throw Broken{"it has too many parts"};
    Part part;
    part.entry = part.begin = at_;
    const std::string_view tag = text_.substr(at_, 2);
    at_ += tag.size();
    if (tag == "N;") {
      part.kind = Part::Kind::null;
    } else if (tag == "s:") {
      part.kind = Part::Kind::text;
      part.text = quoted();
      expect(";", "';' is missing");
    } else if (tag == "a:" || tag == "O:") {
      if (tag == "O:") object_class();
      elements(part, depth);
    } else {
      scalar(part, tag);
    }
    part.end = at_;
    return part;
  }

  void object_class() {
    quoted();
    expect(":", "':' is missing");
  }

  void scalar(Part& part, std::string_view tag) {
    if (tag != "i:" && tag != "d:" && tag != "b:") throw Broken{"a value is of a kind that is not read"};
    const auto written = until(';');
    if (tag == "b:") {
      if (written != "0" && written != "1") throw Broken{"a boolean is neither 0 nor 1"};
      part.kind = Part::Kind::truth;
      part.text = written == "1" ? "true" : "false";
      return;
    }
    if (tag == "i:" ? !is_integer(written) : !is_php_double(written)) throw Broken{"a number is misspelt"};
    part.kind = Part::Kind::number;
    part.text = written;
  }

  void elements(Part& part, std::size_t depth) {
    part.count_at = at_;
    const std::size_t wanted = count();
    part.count_end = at_ - 1;
    expect("{", "'{' is missing");
    std::set<std::string> keys;
    bool numbered = true;
    for (std::size_t done = 0; done < wanted; ++done) {
      const std::size_t entry = at_;
      std::string name = key();
      if (!keys.insert(name).second) throw Broken{"a key occurs twice"};
      numbered = numbered && is_integer(name);
      Part& element = part.parts.emplace_back(value(depth + 1));
      element.key = std::move(name);
      element.entry = entry;
    }
    expect("}", "the number of elements is wrong");
    const bool is_array = text_[part.begin] == 'a';
    part.kind = is_array && numbered ? Part::Kind::list : Part::Kind::members;
  }

  // A private or protected property is written "\0Class\0name" or "\0*\0name".
  std::string key() {
    const Part part = value(nested_depth);
    const bool number = part.kind == Part::Kind::number && text_[part.begin] == 'i';
    if (part.kind != Part::Kind::text && !number) throw Broken{"a key is neither a number nor text"};
    if (part.text.empty() || part.text.front() != '\0') return part.text;
    const auto second = part.text.find('\0', 1);
    return second == part.text.npos ? part.text : part.text.substr(second + 1);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t parts_ = 0;
};

bool is_nested_php(const std::string& text) {
  const auto tree = parse_php(text);
  return tree && (tree->kind == Part::Kind::list || tree->kind == Part::Kind::members);
}

std::string php_string(const std::string& text) {
  return "s:" + std::to_string(text.size()) + ":\"" + text + "\";";
}

// The new value keeps the type of the old one where it can; otherwise it is text.
std::string spelled(char old_tag, const std::string& value) {
  if (old_tag == 'i' && is_integer(value)) return "i:" + value + ";";
  if (old_tag == 'd' && is_php_double(value)) return "d:" + value + ";";
  if (old_tag == 'b' && (value == "true" || value == "false")) return value == "true" ? "b:1;" : "b:0;";
  if ((old_tag == 'a' || old_tag == 'O') && is_nested_php(value)) return value;
  return php_string(value);
}

}  // namespace

Tree parse_php(std::string_view text) {
  if (text.size() > nested_bytes) return tl::unexpected<std::string>("PHP: it is too large");
  try {
    return Parser(text).document();
  } catch (const Broken& broken) {
    return tl::unexpected(std::string("PHP: ") + broken.why);
  }
}

std::string replace_php(std::string_view whole, const Found& found, const std::string& value) {
  return splice(whole, found.part->begin, found.part->end, spelled(whole[found.part->begin], value));
}

// An element goes with its key, and is counted no more.
std::string remove_php(std::string_view whole, const Found& found) {
  if (!found.holder) return splice(whole, found.part->begin, found.part->end, "N;");
  const std::string without = splice(whole, found.part->entry, found.part->end, "");
  const auto count = std::to_string(found.holder->parts.size() - 1);
  return splice(without, found.holder->count_at, found.holder->count_end, count);
}

}  // namespace habeas::map
