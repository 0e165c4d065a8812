// HTTP as values, and the one place where it is spoken (RFC 9110, 9112; Boost.Beast). Strict limits on everything that
// comes in; what does not parse, or could be read in two ways, is answered with 400 and the connection ends. Every
// answer carries the security headers. Loopback, or behind a reverse proxy that does TLS.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace habeas::web {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Message {
  std::string method;
  std::string path;  // decoded, without the query; always begins with /
  Pairs query;
  Pairs form;           // of application/x-www-form-urlencoded; names may repeat
  std::string body;     // of any other type
  std::string type;     // content type, lower case, without parameters
  std::string session;  // the cookie's value; empty if there is none
  std::string key;      // Authorization: Bearer …
  std::string origin;   // Origin header, else the origin of Referer; empty
  std::string host;
  std::string languages;  // Accept-Language
  // Whose connection it is: an address (of IPv6 its network), or what a proxy on this machine says of whom it speaks
  // for (the last of X-Forwarded-For).
  std::string from;

  std::string field(std::string_view name) const;  // of the form; the first; empty if there is none
  std::vector<std::string> fields(std::string_view name) const;
  std::string asked(std::string_view name) const;  // of the query
};

struct Reply {
  unsigned status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body;
  Pairs headers;
  // It leaves no sooner than this after the question came: how long the work took is not to be told from outside.
  unsigned milliseconds = 0;
  // Called once the last byte of the body was taken by the network; never where the connection broke before, nor for HEAD.
  std::function<void()> sent{};
};
Reply see_other(const std::string& path);
Reply plain(unsigned status, std::string text);
// What every answer carries: no script, nothing from elsewhere, no framing, no referrer, nothing cached.
void secure(Reply& reply);

using Handler = std::function<Reply(const Message&)>;

struct Limits {
  std::size_t header = 16 * 1024;
  std::size_t body = 256 * 1024;
  unsigned milliseconds = 15'000;  // for a request to arrive, or an answer to leave
  unsigned connections = 256;
};

class Server {
 public:
  // Listens at once; port 0: any free one. Fault `unavailable` when the address is taken. `handler` is called from
  // several threads; what it throws is answered with 500, and nothing of it is said.
  Server(const std::string& address, unsigned short port, Handler handler, Limits limits = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  unsigned short port() const;
  void run(unsigned threads);  // until stop()
  void stop();                 // from any thread
  void stop_on_signals();      // SIGINT, SIGTERM

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// --- what of a request is read by us (fuzz/http_fuzz.cpp) -----------------------------------------------------------

// "a=1&b=%C3%A9" → pairs; false when an escape is broken, there are more than 500, or one is no text.
bool parse_pairs(std::string_view text, Pairs& into);
// "/fr/follow?a=1" → path and query; false when it is no such thing, or its path holds a control character.
bool parse_target(std::string_view target, Message& into);
// The value of our session cookie; cookies of others are not read.
std::string session_in(std::string_view cookies);
// "http://example.org/a" → "http://example.org"; empty when it is no address.
std::string origin_of(std::string_view address);
// "Text/HTML; charset=x" → "text/html".
std::string media_type(std::string_view header);
// "203.0.113.9, 198.51.100.7" → "198.51.100.7": what the proxy next to us saw. Of IPv6 the first 64 bits, which one
// customer has to herself. Empty when it is no address.
std::string network_in(std::string_view addresses);
// "Bearer abc" → "abc"; empty otherwise.
std::string bearer_in(std::string_view authorization);

}  // namespace habeas::web
