#include <habeas/web/http.h>

#include <habeas/base/fault.h>

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

namespace habeas::web {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;

std::string text_of(beast::string_view view) { return {view.data(), view.size()}; }

// The value of our session cookie; cookies of others are not read.
std::string session_in(std::string_view cookies) {
  constexpr std::string_view name = "habeas=";
  for (std::size_t at = 0; at < cookies.size();) {
    const std::size_t end = std::min(cookies.find(';', at), cookies.size());
    std::string_view one = cookies.substr(at, end - at);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    if (one.substr(0, name.size()) == name) return std::string(one.substr(name.size()));
    at = end + 1;
  }
  return {};
}

std::string origin_in(const http::request<http::string_body>& from) {
  const std::string origin = text_of(from[http::field::origin]);
  if (!origin.empty()) return origin;
  const std::string referer = text_of(from[http::field::referer]);
  const std::size_t host = referer.find("://");
  if (host == std::string::npos) return {};
  return referer.substr(0, std::min(referer.find('/', host + 3), referer.size()));
}

std::string type_in(const http::request<http::string_body>& from) {
  std::string type = text_of(from[http::field::content_type]);
  type = type.substr(0, std::min(type.find(';'), type.size()));
  std::transform(type.begin(), type.end(), type.begin(),
                 [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  return type;
}

std::optional<Message> message_of(const http::request<http::string_body>& from) {
  Message message;
  message.method = text_of(from.method_string());
  const std::string target = text_of(from.target());
  const std::size_t question = std::min(target.find('?'), target.size());
  Pairs path;
  if (target.empty() || target.front() != '/' || target.find('+') < question) return std::nullopt;
  if (!parse_pairs(target.substr(0, question), path) || path.size() != 1 || !path.front().second.empty())
    return std::nullopt;
  message.path = path.front().first;
  if (message.path.find('\0') != std::string::npos) return std::nullopt;
  if (question < target.size() && !parse_pairs(target.substr(question + 1), message.query))
    return std::nullopt;
  message.type = type_in(from);
  if (message.type == "application/x-www-form-urlencoded") {
    if (!parse_pairs(from.body(), message.form)) return std::nullopt;
  } else {
    message.body = from.body();
  }
  message.session = session_in(text_of(from[http::field::cookie]));
  message.origin = origin_in(from);
  message.host = text_of(from[http::field::host]);
  message.authorization = text_of(from[http::field::authorization]);
  message.languages = text_of(from[http::field::accept_language]);
  return message;
}

http::response<http::string_body> response_of(const Reply& reply, unsigned version, bool keep_alive,
                                              bool head) {
  http::response<http::string_body> response{http::int_to_status(reply.status), version};
  response.set(http::field::content_type, reply.type);
  for (const auto& [name, value] : reply.headers) response.insert(name, value);
  response.keep_alive(keep_alive);
  response.body() = reply.body;
  response.prepare_payload();
  if (head) response.body().clear();
  return response;
}

}  // namespace

struct Server::State {
  asio::io_context context;
  tcp::acceptor acceptor{context};
  Handler handler;
  Limits limits;
  std::atomic<unsigned> open{0};

  void accept();
};

namespace {

// One connection: a request, its answer, the next one. Lives as long as something of it is under way.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, const Handler& handler, const Limits& limits, std::atomic<unsigned>& open)
      : stream_(std::move(socket)), handler_(handler), limits_(limits), open_(open) {
    ++open_;
  }
  ~Connection() { --open_; }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void read() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(limits_.header));
    parser_->body_limit(limits_.body);
    stream_.expires_after(std::chrono::seconds(limits_.seconds));
    http::async_read(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](beast::error_code trouble, std::size_t) { self->answer(trouble); });
  }

 private:
  // A failure is one visitor's; the others are still served.
  Reply handled(const Message& message) const {
    try {
      return handler_(message);
    } catch (const std::exception&) {
      return plain(503, "We cannot answer now. Try again later.\n");
    }
  }

  void answer(beast::error_code trouble) {
    if (trouble == http::error::end_of_stream || trouble == beast::error::timeout) return close();
    if (trouble == http::error::body_limit) return write(plain(413, "Too large.\n"), 11, false, false);
    if (trouble) return write(plain(400, "This is not a request that we understand.\n"), 11, false, false);
    const http::request<http::string_body> request = parser_->release();
    const auto message = message_of(request);
    const bool head = request.method() == http::verb::head;
    const Reply reply =
        message ? handled(*message) : plain(400, "This is not a request that we understand.\n");
    write(reply, request.version(), request.keep_alive(), head);
  }

  void write(const Reply& reply, unsigned version, bool keep_alive, bool head) {
    response_.emplace(response_of(reply, version, keep_alive, head));
    stream_.expires_after(std::chrono::seconds(limits_.seconds));
    http::async_write(stream_, *response_,
                      [self = shared_from_this(), keep_alive](beast::error_code trouble, std::size_t) {
                        if (trouble || !keep_alive) return self->close();
                        self->read();
                      });
  }

  void close() {
    beast::error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  beast::tcp_stream stream_;
  beast::flat_buffer buffer_{64 * 1024};
  std::optional<http::request_parser<http::string_body>> parser_;
  std::optional<http::response<http::string_body>> response_;
  const Handler& handler_;
  const Limits& limits_;
  std::atomic<unsigned>& open_;
};

}  // namespace

void Server::State::accept() {
  acceptor.async_accept(asio::make_strand(context), [this](beast::error_code trouble, tcp::socket socket) {
    if (trouble == asio::error::operation_aborted) return;
    if (!trouble && open < limits.connections)
      std::make_shared<Connection>(std::move(socket), handler, limits, open)->read();
    accept();
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

}  // namespace habeas::web
