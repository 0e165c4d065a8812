// For tests: bytes to a loopback port and back, so that what a browser would never send can be sent.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <string_view>

namespace habeas::web {

class RawClient {
 public:
  explicit RawClient(unsigned short port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool connected() const { return connected_; }
  // What the server did not take is not sent: it may have answered already.
  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  // What has come.
  std::string some() const {
    char piece[4096];
    const auto got = ::recv(socket_, piece, sizeof piece, 0);
    return got <= 0 ? std::string() : std::string(piece, static_cast<std::size_t>(got));
  }
  // Until the server ends.
  std::string rest() const {
    std::string all;
    char piece[4096];
    for (;;) {
      const auto got = ::recv(socket_, piece, sizeof piece, 0);
      if (got <= 0) return all;
      all.append(piece, static_cast<std::size_t>(got));
    }
  }

 private:
  int socket_;
  bool connected_ = false;
};

// One exchange; the server is asked to end.
inline std::string exchange(unsigned short port, std::string_view request) {
  const RawClient client(port);
  client.send(request);
  return client.rest();
}

}  // namespace habeas::web
