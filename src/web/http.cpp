#include <habeas/web/http.h>

#include <habeas/base/utf8.h>

#include <sodium.h>

#include <algorithm>
#include <array>

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

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

char lower(char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); }

bool same_word(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char one, char other) { return lower(one) == lower(other); });
}

// Our letters bring their style with them; it is allowed by its hash, so that no other is (CSP 3, § 8).
std::string hash_of_style(std::string_view page) {
  constexpr std::string_view opens = "<style>";
  const std::size_t begin = page.find(opens);
  const std::size_t end = page.find("</style>");
  if (begin == std::string_view::npos || end == std::string_view::npos) return {};
  const std::string_view css = page.substr(begin + opens.size(), end - begin - opens.size());
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(css.data()), css.size());
  std::array<char, 64> text{};
  sodium_bin2base64(text.data(), text.size(), digest.data(), digest.size(), sodium_base64_VARIANT_ORIGINAL);
  return std::string(" 'sha256-") + text.data() + "'";
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const base::Step step = base::first_step(text);
    if (!step.well_formed) return false;
    text.remove_prefix(step.length);
  }
  return true;
}

// Text that people type: UTF-8, with line breaks and tabs, and no other control character.
bool is_text(const std::string& text) {
  return is_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
           return is_control(c) && c != '\n' && c != '\r' && c != '\t';
         });
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
  for (const auto& [field, value] : form) {
    if (field == name) values.push_back(value);
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
                       std::string_view("-._~/?=").find(c) != std::string_view::npos;
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
    if (!is_text(name) || !is_text(value)) return false;
  }
  return true;
}

bool parse_target(std::string_view target, Message& into) {
  if (target.empty() || target.front() != '/') return false;
  const std::size_t question = std::min(target.find('?'), target.size());
  const std::string_view path = target.substr(0, question);
  if (path.find('+') != std::string_view::npos || !decode(path, into.path)) return false;
  if (!is_utf8(into.path) || std::any_of(into.path.begin(), into.path.end(), is_control)) return false;
  return question == target.size() || parse_pairs(target.substr(question + 1), into.query);
}

std::string session_in(std::string_view cookies) {
  constexpr std::string_view ours = "habeas=";
  constexpr std::string_view ours_over_tls = "__Host-habeas=";
  while (!cookies.empty()) {
    const std::size_t end = std::min(cookies.find(';'), cookies.size());
    std::string_view one = cookies.substr(0, end);
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    for (const std::string_view name : {ours_over_tls, ours}) {
      if (one.substr(0, name.size()) == name) return std::string(one.substr(name.size()));
    }
  }
  return {};
}

std::string origin_of(std::string_view address) {
  const std::size_t host = address.find("://");
  if (host == std::string_view::npos || host == 0) return {};
  return std::string(address.substr(0, std::min(address.find('/', host + 3), address.size())));
}

std::string media_type(std::string_view header) {
  std::string type(header.substr(0, std::min(header.find(';'), header.size())));
  while (!type.empty() && (type.back() == ' ' || type.back() == '\t')) type.pop_back();
  std::transform(type.begin(), type.end(), type.begin(), lower);
  return type;
}

std::string bearer_in(std::string_view authorization) {
  constexpr std::string_view scheme = "Bearer ";
  if (!same_word(authorization.substr(0, scheme.size()), scheme)) return {};
  return std::string(authorization.substr(scheme.size()));
}

void secure(Reply& reply) {
  const std::string style = reply.type.rfind("text/html", 0) == 0 ? hash_of_style(reply.body) : std::string();
  reply.headers.emplace_back(
      "Content-Security-Policy",
      "default-src 'none'; style-src 'self'" + style +
          "; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
  reply.headers.emplace_back("Referrer-Policy", "same-origin");
  reply.headers.emplace_back("X-Frame-Options", "DENY");
  reply.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  reply.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  reply.headers.emplace_back("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  const bool cached = std::any_of(reply.headers.begin(), reply.headers.end(),
                                  [](const auto& header) { return header.first == "Cache-Control"; });
  if (!cached) reply.headers.emplace_back("Cache-Control", "no-store");
}

}  // namespace habeas::web
