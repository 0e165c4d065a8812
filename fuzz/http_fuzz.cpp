// Any bytes as a form, a target, a cookie header, an address. What must hold: no crash; what is taken is text, in bounds, and
// reads as the same when it is written again; a path holds no control character; a session is a part of its header.
#include <habeas/base/must.h>
#include <habeas/base/utf8.h>
#include <habeas/web/http.h>

#include <algorithm>
#include <cstdint>

namespace {

using namespace habeas;

bool is_text(std::string_view text) {
  while (!text.empty()) {
    const base::Step step = base::first_step(text);
    if (!step.well_formed || step.character == 0) return false;
    text.remove_prefix(step.length);
  }
  return true;
}

std::string escaped(const std::string& text) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string all;
  for (const unsigned char c : text) {
    all += '%';
    all += digits[c / 16];
    all += digits[c % 16];
  }
  return all;
}

void forms(std::string_view bytes) {
  web::Pairs pairs;
  if (!web::parse_pairs(bytes, pairs)) return;
  base::must(pairs.size() <= 500, "a form has 500 fields at most");
  std::string written;
  for (const auto& [name, value] : pairs) {
    base::must(is_text(name) && is_text(value), "what a form says is text");
    written += (written.empty() ? "" : "&") + escaped(name) + "=" + escaped(value);
  }
  web::Pairs again;
  base::must(web::parse_pairs(written, again) && again == pairs, "what is written again reads as the same");
}

void targets(std::string_view bytes) {
  web::Message message;
  if (!web::parse_target(bytes, message)) return;
  base::must(!message.path.empty() && message.path.front() == '/', "a path begins with /");
  const bool controls = std::any_of(message.path.begin(), message.path.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  base::must(!controls && is_text(message.path), "a path is text without controls");
  web::Message again;
  base::must(web::parse_target("/" + escaped(message.path.substr(1)), again) && again.path == message.path,
             "a path that is written again is the same");
}

void headers(std::string_view bytes) {
  const std::string session = web::session_in(bytes);
  base::must(session.find(';') == std::string::npos, "a cookie ends where the next begins");
  base::must(session.empty() || bytes.find("habeas=" + session) != std::string_view::npos,
             "a session is a part of its header");
  const std::string origin = web::origin_of(bytes);
  base::must(origin.empty() || (bytes.substr(0, origin.size()) == origin && web::origin_of(origin) == origin),
             "an origin is the beginning of its address, and is its own");
  base::must(web::media_type(bytes).find(';') == std::string::npos, "a media type has no parameters");
  base::must(web::bearer_in(bytes).size() <= bytes.size(), "a key is a part of its header");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  forms(bytes);
  targets(bytes);
  headers(bytes);
  return 0;
}
