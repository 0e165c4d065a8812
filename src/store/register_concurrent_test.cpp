#include <habeas/store/test_register.h>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace habeas::store {
namespace {

using namespace example;

TEST(Threads, OfOneProcessShareARegister) {
  const Home home;
  const auto people = home.open();
  const std::string reference = people->add_request(receipt("erasure"), {}, on(first));
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 10; ++n) {
        people->add_event(reference, event(request::What::noted), on(first));
        people->references();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(people->request(reference, on(first))->events.size(), 41u);
}

TEST(Threads, UseASecretOnce) {
  const Home home;
  const auto people = home.open();
  const auto beside = home.open();  // another connection
  const std::string link = people->new_secret("R-1", "link", noon() + 1h);
  std::atomic<int> used = 0;
  std::thread one([&] { used += people->use_secret("R-1", "link", link, noon()) ? 1 : 0; });
  std::thread two([&] { used += beside->use_secret("R-1", "link", link, noon()) ? 1 : 0; });
  one.join();
  two.join();
  EXPECT_EQ(used, 1);
}

}  // namespace
}  // namespace habeas::store
