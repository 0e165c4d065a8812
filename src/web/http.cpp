#include <habeas/web/http.h>

namespace habeas::web {
namespace {

constexpr std::size_t most_pairs = 500;

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool decode(std::string_view text, std::string& into) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      into += ' ';
    } else if (text[i] != '%') {
      into += text[i];
    } else {
      if (text.size() - i < 3) return false;
      const int high = hex(text[i + 1]);
      const int low = hex(text[i + 2]);
      if (high < 0 || low < 0) return false;
      into += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return true;
}

std::string first_of(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace

std::string Message::field(std::string_view name) const { return first_of(form, name); }

std::vector<std::string> Message::fields(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : form) {
    if (key == name) values.push_back(value);
  }
  return values;
}

std::string Message::asked(std::string_view name) const { return first_of(query, name); }

// What somebody typed may be in the path: a line break there would begin a header, or an answer, of her choice.
Reply see_other(const std::string& path) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      encoded += c;
    } else {
      encoded += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  Reply reply;
  reply.status = 303;
  reply.headers = {{"Location", encoded}};
  return reply;
}

Reply plain(unsigned status, std::string text) {
  Reply reply;
  reply.status = status;
  reply.type = "text/plain; charset=utf-8";
  reply.body = std::move(text);
  return reply;
}

bool parse_pairs(std::string_view text, Pairs& into) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (one.empty()) continue;
    if (into.size() == most_pairs) return false;
    const std::size_t equals = std::min(one.find('='), one.size());
    auto& [name, value] = into.emplace_back();
    if (!decode(one.substr(0, equals), name)) return false;
    if (equals < one.size() && !decode(one.substr(equals + 1), value)) return false;
  }
  return true;
}

}  // namespace habeas::web
