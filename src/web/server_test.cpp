// The server on a loopback port: what is understood, what is not, and what every answer carries.
#include <habeas/web/http.h>
#include <habeas/web/test_client.h>

#include <habeas/base/fault.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace habeas::web {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::atomic<int> wholes{0};  // bodies that left whole

// Says back what it understood.
Reply echo(const Message& message) {
  if (message.path == "/package") {
    Reply reply = plain(200, std::string(16 * 1024 * 1024, 'x'));
    reply.sent = [] { ++wholes; };
    return reply;
  }
  if (message.path == "/throws") throw std::runtime_error("the secret of the house");
  if (message.path == "/splits") return see_other("/x\r\nSet-Cookie: habeas=planted");
  if (message.path == "/late") {
    Reply reply = plain(200, "late");
    reply.milliseconds = 300;
    return reply;
  }
  return plain(200, message.method + " " + message.path + " " + message.field("a") + " " +
                        std::to_string(message.body.size()));
}

class Running {
 public:
  explicit Running(Limits limits = {})
      : server_("127.0.0.1", 0, echo, limits), thread_([this] { server_.run(2); }) {}
  ~Running() {
    server_.stop();
    thread_.join();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  unsigned short port() const { return server_.port(); }
  std::string ask(std::string_view request) const { return exchange(port(), request); }

 private:
  Server server_;
  std::thread thread_;
};

// Goes away when the first bytes have come.
void break_off(unsigned short port, std::string_view request) {
  const RawClient client(port);
  client.send(request);
  EXPECT_FALSE(client.some().empty());
}

std::string form(const std::string& body, const std::string& more = {}) {
  return "POST /form HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: "
         "application/x-www-form-urlencoded\r\n" +
         more + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

TEST(Server, AnswersARequestAndEndsWhenItIsAskedTo) {
  const Running server;
  EXPECT_THAT(server.ask("GET /a%20b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
              testing::AllOf(StartsWith("HTTP/1.1 200"), HasSubstr("GET /a b")));
  EXPECT_THAT(server.ask(form("a=%C3%A9")), HasSubstr("POST /form é"));
}

TEST(Server, AnswersSeveralRequestsOnOneConnectionEvenWhenTheyComeTogether) {
  const Running server;
  const std::string all = server.ask(
      "GET /one HTTP/1.1\r\nHost: x\r\n\r\nGET /two HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_LT(all.find("GET /one"), all.find("GET /two"));
  EXPECT_THAT(all, HasSubstr("GET /two"));
}

// A download that was broken off is none, and asking for its length is none either.
TEST(Server, SaysThatABodyLeftOnlyWhenAllOfItDid) {
  wholes = 0;
  {
    const Running server;
    const std::string asked = " /package HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    server.ask("HEAD" + asked);
    break_off(server.port(), "GET" + asked);
    EXPECT_EQ(wholes, 0);
    EXPECT_GT(server.ask("GET" + asked).size(), 16u * 1024 * 1024);
    for (int i = 0; i < 100 && wholes == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(wholes, 1);
}

TEST(Server, AnswersHeadWithoutABody) {
  const Running server;
  const std::string answer = server.ask("HEAD /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, testing::AllOf(HasSubstr("Content-Length: 10"), Not(HasSubstr("HEAD /x"))));
}

TEST(Server, EveryAnswerCarriesThePolicyEvenToWhatItDoesNotUnderstand) {
  const Running server;
  for (const std::string& request :
       {std::string("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
        std::string("nonsense\r\n\r\n"),
        std::string("GET /throws HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), form("a=%"),
        form(std::string(300'000, 'a'))}) {
    const std::string answer = server.ask(request);
    EXPECT_THAT(answer, HasSubstr("Content-Security-Policy: default-src 'none'"));
    EXPECT_THAT(answer, HasSubstr("X-Content-Type-Options: nosniff"));
    EXPECT_THAT(answer, HasSubstr("X-Frame-Options: DENY"));
    EXPECT_THAT(answer, HasSubstr("Cache-Control: no-store"));
    EXPECT_THAT(answer, HasSubstr("Referrer-Policy: same-origin"));
  }
}

TEST(Server, SaysNothingOfWhatWasThrown) {
  const Running server;
  const std::string answer = server.ask("GET /throws HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 500"));
  EXPECT_THAT(answer, Not(HasSubstr("secret")));
}

TEST(Server, NeverSplitsAnAnswer) {
  const Running server;
  const std::string answer = server.ask("GET /splits HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("Location: /x%0D%0ASet-Cookie"));
  EXPECT_THAT(answer, Not(HasSubstr("\nSet-Cookie")));
}

TEST(Server, AnswersNoSoonerThanItWasTold) {
  const Running server;
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_THAT(server.ask("GET /late HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), HasSubstr("late"));
  EXPECT_GE(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(300));
}

TEST(Server, RefusesABodyThatIsTooLargeBeforeItArrives) {
  const Running server;
  EXPECT_THAT(server.ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n"),
              StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(server.ask(form(std::string(300'000, 'a'))), StartsWith("HTTP/1.1 413"));
  std::string chunks = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 40; ++i) chunks += "2000\r\n" + std::string(0x2000, 'a') + "\r\n";
  EXPECT_THAT(server.ask(chunks + "0\r\n\r\n"), StartsWith("HTTP/1.1 413"));
}

TEST(Server, RefusesMoreThanSixteenKibibytesOfHeaders) {
  const Running server;
  EXPECT_THAT(server.ask("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n"),
              StartsWith("HTTP/1.1 431"));
  EXPECT_THAT(server.ask("GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n"),
              StartsWith("HTTP/1.1 431"));
}

// RFC 9112 §§ 3.2, 6.1, 6.3, 11.2: what two readers could read in two ways.
TEST(Server, RefusesWhatCouldBeReadInTwoWays) {
  const Running server;
  const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
  for (const std::string& headers :
       std::vector<std::string>{"Host: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                                "Host: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                                "Host: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n",
                                "Host: x\r\nContent-Length: 5, 6\r\n", "Host: x\r\nContent-Length: +5\r\n",
                                "Host: x\r\nContent-Length: 0x5\r\n", "Host: x\r\nContent-Length : 5\r\n",
                                "Host: x\r\nTransfer-Encoding: identity, chunked, identity\r\n",
                                "Host: x\r\nTransfer-Encoding: xchunked\r\n", "Host: x\r\nHost: y\r\n", "",
                                "Host: x\r\nCookie: a\r\nCookie: b\r\n"}) {
    const std::string answer = server.ask("POST / HTTP/1.1\r\n" + headers + "\r\n0\r\n\r\n" + smuggled);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 400")) << headers;
    EXPECT_THAT(answer, Not(HasSubstr("/smuggled"))) << headers;
  }
}

TEST(Server, RefusesWhatIsNotARequest) {
  const Running server;
  for (const std::string& request : std::vector<std::string>{
           "\r\n\r\n\r\nx\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/2.0\r\nHost: x\r\n\r\n",
           "GET http://elsewhere.example/ HTTP/1.1\r\nHost: x\r\n\r\n",
           "GET /a%0d%0ab HTTP/1.1\r\nHost: x\r\n\r\n", "GET /%c0%ae%c0%ae/ HTTP/1.1\r\nHost: x\r\n\r\n",
           std::string("GET / HTTP/1.1\r\nHost: x\r\nX: a") + '\0' + "b\r\n\r\n"})
    EXPECT_THAT(server.ask(request), StartsWith("HTTP/1.1 400")) << request;
  EXPECT_THAT(server.ask(form("a=%zz")), StartsWith("HTTP/1.1 400"));
}

TEST(Server, AForeignMethodIsForTheHandlerToRefuse) {
  const Running server;
  EXPECT_THAT(server.ask("BREW /pot HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
              HasSubstr("BREW /pot"));
}

TEST(Server, EndsAConnectionThatSendsTooSlowly) {
  Limits limits;
  limits.milliseconds = 200;
  const Running server(limits);
  const RawClient silent(server.port());
  EXPECT_EQ(silent.rest(), "");
  const RawClient half(server.port());
  half.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nab");
  EXPECT_EQ(half.rest(), "");
}

TEST(Server, TakesNoMoreConnectionsThanItWasTold) {
  Limits limits;
  limits.connections = 2;
  const Running server(limits);
  const RawClient one(server.port());
  const RawClient two(server.port());
  one.send("GET /one HTTP/1.1\r\nHost: x\r\n\r\n");
  two.send("GET /two HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(server.ask("GET /three HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), "");
}

TEST(Server, SaysThatItsAddressIsTaken) {
  const Running server;
  EXPECT_THROW(Server("127.0.0.1", server.port(), echo), base::Fault);
  EXPECT_THROW(Server("no address", 0, echo), base::Fault);
}

}  // namespace
}  // namespace habeas::web
