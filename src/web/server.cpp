#include <habeas/web/http.h>

#include <habeas/base/fault.h>

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <optional>
#include <thread>

namespace habeas::web {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

constexpr const char* not_understood = "This is not a request that we understand.\n";
constexpr std::size_t most_drained = 1024 * 1024;

std::string_view view_of(beast::string_view view) { return {view.data(), view.size()}; }
std::string text_of(beast::string_view view) { return {view.data(), view.size()}; }

// RFC 9112 § 3.2: one Host, and one only. § 6.1: length and encoding together, an encoding that HTTP/1.0 does not know,
// or one that only the other reader understands, are how a request is smuggled past a proxy.
bool reads_in_one_way(const Request& from) {
  if (from.version() != 10 && from.version() != 11) return false;
  if (from.count(http::field::host) != 1) return false;
  for (const auto name : {http::field::content_length, http::field::transfer_encoding,
                          http::field::content_type, http::field::cookie, http::field::origin}) {
    if (from.count(name) > 1) return false;
  }
  if (from.count(http::field::transfer_encoding) == 0) return true;
  const std::string_view encoding = view_of(from[http::field::transfer_encoding]);
  return encoding == "chunked" && from.version() == 11 && from.count(http::field::content_length) == 0;
}

// A proxy on this machine says whom it speaks for; nobody else is believed.
std::string whom(const tcp::endpoint& peer, const Request& request) {
  if (peer.address().is_loopback()) {
    std::string said;  // the last line is the proxy's; the others may be anybody's
    const auto lines = request.equal_range("X-Forwarded-For");
    for (auto line = lines.first; line != lines.second; ++line) said = network_in(view_of(line->value()));
    if (!said.empty()) return said;
  }
  return network_in(peer.address().to_string());
}

std::optional<Message> message_of(const Request& from) {
  if (!reads_in_one_way(from)) return std::nullopt;
  Message message;
  message.method = text_of(from.method_string());
  if (!parse_target(view_of(from.target()), message)) return std::nullopt;
  message.type = media_type(view_of(from[http::field::content_type]));
  if (message.type == "application/x-www-form-urlencoded") {
    if (!parse_pairs(from.body(), message.form)) return std::nullopt;
  } else {
    message.body = from.body();
  }
  message.session = session_in(view_of(from[http::field::cookie]));
  message.key = bearer_in(view_of(from[http::field::authorization]));
  message.origin = text_of(from[http::field::origin]);
  if (message.origin.empty()) message.origin = origin_of(view_of(from[http::field::referer]));
  message.host = text_of(from[http::field::host]);
  message.languages = text_of(from[http::field::accept_language]);
  return message;
}

// A line break in a header would be another header, or another answer.
bool is_one_line(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; });
}

Response response_of(Reply reply, unsigned version, bool keep_alive, bool head) {
  const bool whole =
      is_one_line(reply.type) && std::all_of(reply.headers.begin(), reply.headers.end(),
                                             [](const auto& header) { return is_one_line(header.second); });
  if (!whole) reply = plain(500, "Something went wrong on our side.\n");
  secure(reply);
  Response response{http::int_to_status(reply.status), version};
  response.set(http::field::content_type, reply.type);
  for (const auto& [name, value] : reply.headers) response.insert(name, value);
  response.keep_alive(keep_alive);
  response.body() = std::move(reply.body);
  response.prepare_payload();
  if (head) response.body().clear();
  return response;
}

}  // namespace

std::string network_in(std::string_view addresses) {
  const std::size_t comma = addresses.rfind(',');
  std::string_view last = comma == std::string_view::npos ? addresses : addresses.substr(comma + 1);
  while (!last.empty() && last.front() == ' ') last.remove_prefix(1);
  while (!last.empty() && last.back() == ' ') last.remove_suffix(1);
  boost::system::error_code trouble;
  const auto address = asio::ip::make_address(std::string(last), trouble);
  if (trouble) return {};
  if (address.is_v4()) return address.to_string();
  if (address.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  auto bytes = address.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return asio::ip::address_v6(bytes).to_string();
}

struct Server::State {
  Handler handler;
  Limits limits;
  std::atomic<unsigned> open{0};
  asio::io_context context;  // and in it what connections wait for, which look at the above
  tcp::acceptor acceptor{context};
  asio::steady_timer pause{context};
  asio::signal_set signals{context};

  void accept();
};

namespace {

// One connection: a request, its answer, the next one. Lives as long as something of it is under way.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, const Handler& handler, const Limits& limits, std::atomic<unsigned>& open)
      : stream_(std::move(socket)),
        wait_(stream_.get_executor()),
        handler_(handler),
        limits_(limits),
        open_(open) {
    ++open_;
  }
  ~Connection() { --open_; }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void read() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(limits_.header));
    parser_->body_limit(limits_.body);
    within_limits();
    http::async_read(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](beast::error_code trouble, std::size_t) { self->answer(trouble); });
  }

 private:
  void within_limits() { stream_.expires_after(std::chrono::milliseconds(limits_.milliseconds)); }

  void answer(beast::error_code trouble) {
    if (trouble == http::error::end_of_stream || trouble == beast::error::timeout ||
        trouble == asio::error::connection_reset)
      return;
    if (trouble == http::error::body_limit) return write(plain(413, "Too large.\n"), 11, false, false);
    if (trouble == http::error::header_limit || trouble == http::error::buffer_overflow)
      return write(plain(431, "Too many headers.\n"), 11, false, false);
    if (trouble) return write(plain(400, not_understood), 11, false, false);
    const auto arrived = std::chrono::steady_clock::now();
    const Request request = parser_->release();
    auto message = message_of(request);
    if (!message) return write(plain(400, not_understood), 11, false, false);
    beast::error_code gone;
    message->from = whom(stream_.socket().remote_endpoint(gone), request);
    Reply reply = handled(*message);
    const auto leaves = arrived + std::chrono::milliseconds(reply.milliseconds);
    const unsigned version = request.version();
    const bool keep_alive = request.keep_alive();
    const bool head = request.method() == http::verb::head;
    wait_.expires_at(leaves);
    wait_.async_wait([self = shared_from_this(), reply = std::move(reply), version, keep_alive,
                      head](beast::error_code) { self->write(reply, version, keep_alive, head); });
  }

  // What is thrown is ours to mend; it may hold anything, so nothing of it is said.
  Reply handled(const Message& message) const {
    try {
      return handler_(message);
    } catch (const std::exception&) {
      return plain(500, "Something went wrong on our side. Nothing was lost; try again later.\n");
    }
  }

  void write(Reply reply, unsigned version, bool keep_alive, bool head) {
    std::function<void()> sent = head ? nullptr : std::move(reply.sent);
    response_.emplace(response_of(std::move(reply), version, keep_alive, head));
    within_limits();
    http::async_write(stream_, *response_,
                      [self = shared_from_this(), keep_alive, sent = std::move(sent)](
                          beast::error_code trouble, std::size_t) {
                        if (trouble) return;
                        if (sent) say(sent);
                        if (keep_alive) return self->read();
                        beast::error_code ignored;
                        self->stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
                        self->drain(0);
                      });
  }

  // It has left, whatever becomes of the note of it.
  static void say(const std::function<void()>& sent) {
    try {
      sent();
    } catch (const std::exception&) {
    }
  }

  // Closing on what was not read would reset the connection, and our answer with it (RFC 9112 § 9.6).
  void drain(std::size_t so_far) {
    if (so_far > most_drained) return;
    if (so_far == 0) within_limits();
    stream_.async_read_some(asio::buffer(rest_),
                            [self = shared_from_this(), so_far](beast::error_code trouble, std::size_t read) {
                              if (!trouble) self->drain(so_far + read);
                            });
  }

  beast::tcp_stream stream_;
  asio::steady_timer wait_;
  beast::flat_buffer buffer_{64 * 1024};
  std::array<char, 4096> rest_{};
  std::optional<http::request_parser<http::string_body>> parser_;
  std::optional<Response> response_;
  const Handler& handler_;
  const Limits& limits_;
  std::atomic<unsigned>& open_;
};

}  // namespace

void Server::State::accept() {
  acceptor.async_accept(asio::make_strand(context), [this](beast::error_code trouble, tcp::socket socket) {
    if (trouble == asio::error::operation_aborted) return;
    if (!trouble) {
      if (open < limits.connections)
        std::make_shared<Connection>(std::move(socket), handler, limits, open)->read();
      return accept();
    }
    // Out of descriptors, most likely: asking again at once would only burn.
    pause.expires_after(std::chrono::milliseconds(100));
    pause.async_wait([this](beast::error_code ended) {
      if (!ended) accept();
    });
  });
}

Server::Server(const std::string& address, unsigned short port, Handler handler, Limits limits)
    : state_(std::make_unique<State>()) {
  state_->handler = std::move(handler);
  state_->limits = limits;
  try {
    const tcp::endpoint at(asio::ip::make_address(address), port);
    state_->acceptor.open(at.protocol());
    state_->acceptor.set_option(asio::socket_base::reuse_address(true));
    state_->acceptor.bind(at);
    state_->acceptor.listen();
  } catch (const boost::system::system_error& trouble) {
    throw base::Fault(base::FaultKind::unavailable, address + ":" + std::to_string(port),
                      trouble.code().message());
  }
  state_->accept();
}

Server::~Server() = default;

unsigned short Server::port() const { return state_->acceptor.local_endpoint().port(); }

void Server::run(unsigned threads) {
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back([this] { state_->context.run(); });
  state_->context.run();
  for (std::thread& other : others) other.join();
}

void Server::stop() { state_->context.stop(); }

void Server::stop_on_signals() {
  state_->signals.add(SIGINT);
  state_->signals.add(SIGTERM);
  state_->signals.async_wait([this](beast::error_code trouble, int) {
    if (!trouble) stop();
  });
}

}  // namespace habeas::web
