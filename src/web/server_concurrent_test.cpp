// Many clients at once, and a server that is stopped while they ask.
#include <habeas/web/http.h>
#include <habeas/web/later.h>
#include <habeas/web/test_client.h>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace habeas::web {
namespace {

TEST(ServerOfMany, AnswersEachWithItsOwn) {
  std::atomic<int> asked{0};
  Server server("127.0.0.1", 0, [&](const Message& message) {
    ++asked;
    Reply reply = plain(200, "answer to " + message.path);
    reply.milliseconds = 5;
    return reply;
  });
  std::thread running([&] { server.run(3); });
  std::vector<std::thread> clients;
  std::atomic<int> right{0};
  for (int client = 0; client < 8; ++client) {
    clients.emplace_back([&, client] {
      for (int i = 0; i < 10; ++i) {
        const std::string path = "/" + std::to_string(client) + "-" + std::to_string(i);
        const std::string answer =
            exchange(server.port(), "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        right += answer.find("answer to " + path) != std::string::npos ? 1 : 0;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  server.stop();
  running.join();
  EXPECT_EQ(asked, 80);
  EXPECT_EQ(right, 80);
}

TEST(ServerOfMany, CanBeStoppedWhileConnectionsAreOpen) {
  const auto server =
      std::make_unique<Server>("127.0.0.1", 0, [](const Message&) { return plain(200, "x"); });
  std::thread running([&] { server->run(2); });
  std::vector<std::unique_ptr<RawClient>> open;
  for (int i = 0; i < 20; ++i) {
    open.push_back(std::make_unique<RawClient>(server->port()));
    open.back()->send(i % 2 == 0 ? "GET / HTTP/1.1\r\nHost: x\r\n\r\n" : "GET / HT");
  }
  server->stop();
  running.join();
  EXPECT_EQ(open.size(), 20u);
}

TEST(LaterOfMany, DoesWhatSeveralThreadsAdd) {
  std::atomic<int> done{0};
  {
    Later later;
    std::vector<std::thread> adding;
    for (int i = 0; i < 4; ++i)
      adding.emplace_back([&] {
        for (int k = 0; k < 50; ++k) later.add([&] { ++done; });
      });
    for (std::thread& thread : adding) thread.join();
    later.wait();
    EXPECT_EQ(done, 200);
  }
}

}  // namespace
}  // namespace habeas::web
