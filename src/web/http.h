// HTTP as values, and the one place where it is spoken (RFC 9110, 9112; Boost.Beast). Strict limits on everything that
// comes in; what does not parse is answered with 400 and nothing else. Loopback or behind a reverse proxy that does TLS.
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
  std::string origin;   // Origin header, else the origin of Referer; empty
  std::string host;
  std::string authorization;  // the header, as it came
  std::string languages;      // Accept-Language

  std::string field(std::string_view name) const;  // of the form; the first; empty if there is none
  std::vector<std::string> fields(std::string_view name) const;
  std::string asked(std::string_view name) const;  // of the query
};

struct Reply {
  unsigned status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body;
  Pairs headers;
};
Reply see_other(const std::string& path);
Reply plain(unsigned status, std::string text);

using Handler = std::function<Reply(const Message&)>;

struct Limits {
  std::size_t header = 16 * 1024;
  std::size_t body = 256 * 1024;
  unsigned seconds = 15;  // for a request to arrive, or an answer to leave
  unsigned connections = 256;
};

class Server {
 public:
  // Listens at once; port 0: any free one. Fault `unavailable` when the address is taken.
  Server(const std::string& address, unsigned short port, Handler handler, Limits limits = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  unsigned short port() const;
  void run(unsigned threads);  // until stop()
  void stop();                 // from any thread, or a signal's

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// "a=1&b=%C3%A9" → pairs; nothing when an escape is broken, or there are more than 500.
bool parse_pairs(std::string_view text, Pairs& into);

}  // namespace habeas::web
