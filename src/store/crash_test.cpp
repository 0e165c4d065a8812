// Death and company: killed at any statement, a register is as before or as after; and two processes lose nothing.
#include <habeas/store/test_register.h>

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <set>

namespace habeas::store {
namespace {

using namespace example;
using request::What;

int statements_left = 0;  // of the child: then it dies

int count_statement(unsigned, void*, void*, void*) {
  if (--statements_left <= 0) ::raise(SIGKILL);
  return 0;
}

int watch(sqlite3* handle, char**, const struct sqlite3_api_routines*) {
  return sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, count_statement, nullptr);
}

// Runs `work` in a process that is killed before its n-th statement; true if it came to its end.
bool run_until(int statement, const std::function<void()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    statements_left = statement;
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch));
    try {
      work();
    } catch (const base::Fault&) {
      ::_exit(2);
    }
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_FALSE(WIFEXITED(status) && WEXITSTATUS(status) == 2) << "a fault before statement " << statement;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST(Crash, WhileARegisterIsMadeLeavesOneThatOpens) {
  for (int statement = 1;; ++statement) {
    const Home home;
    const bool done = run_until(statement, [&] { home.open()->add_person(); });
    const auto people = home.open();
    EXPECT_EQ(people->add_request(receipt("access"), {}, on(first)), "R-2026-000001") << statement;
    if (done) break;
    ASSERT_LT(statement, 200);
  }
}

TEST(Crash, WhileARequestIsAddedLeavesAllOfItOrNothing) {
  for (int statement = 1;; ++statement) {
    const Home home;
    home.open();
    const bool done = run_until(statement, [&] {
      home.open()->add_request(receipt("access"), {email("a@client.example"), email("b@client.example")},
                               on(first));
    });
    const auto people = home.open();
    for (const auto& reference : people->references()) {
      EXPECT_EQ(people->request(reference, on(first))->events.size(), 1u) << statement;
      EXPECT_EQ(people->supplied(reference).size(), 2u) << statement;
    }
    if (done) {
      EXPECT_EQ(people->references().size(), 1u);
      break;
    }
    ASSERT_LT(statement, 200);
  }
}

TEST(Crash, WhileASecretIsUsedLeavesItUsableOrUsed) {
  for (int statement = 1;; ++statement) {
    const Home home;
    const std::string link = home.open()->new_secret("R-1", "link", noon() + 1h);
    const bool done = run_until(statement, [&] { home.open()->use_secret("R-1", "link", link, noon()); });
    const auto people = home.open();
    const bool usable = people->use_secret("R-1", "link", link, noon());
    EXPECT_FALSE(people->use_secret("R-1", "link", link, noon()));
    if (done) {
      EXPECT_FALSE(usable);
      break;
    }
    ASSERT_LT(statement, 200);
  }
}

// Each writes requests and events of its own, and events to one that both know.
void work_beside_another(const Home& home, const std::string& common) {
  const auto people = home.open();
  for (int i = 0; i < 20; ++i) {
    const std::string reference = people->add_request(receipt("access"), {}, on(first));
    people->add_event(reference, event(What::noted), on(first));
    people->add_event(common, event(What::noted), on(first));
  }
}

TEST(Processes, TwoAtOnceLoseNoEventAndNumberEachRequestOnce) {
  const Home home;
  const std::string common = home.open()->add_request(receipt("erasure"), {}, on(first));
  std::vector<pid_t> children;
  for (int i = 0; i < 2; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      try {
        work_beside_another(home, common);
      } catch (const base::Fault&) {
        ::_exit(2);
      }
      ::_exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  const auto people = home.open();
  const auto references = people->references();
  EXPECT_EQ(references.size(), 41u);
  EXPECT_EQ(std::set<std::string>(references.begin(), references.end()).size(), 41u);
  for (const auto& reference : references) {
    const std::size_t expected = reference == common ? 41 : 2;
    EXPECT_EQ(people->request(reference, on(first))->events.size(), expected);
  }
}

TEST(Processes, TwoThatMakeTheSameRegisterShareItsKey) {
  for (int round = 0; round < 5; ++round) {
    const Home home;
    const pid_t child = ::fork();
    if (child == 0) {
      try {
        home.open()->add_person();
      } catch (const base::Fault&) {
        ::_exit(2);
      }
      ::_exit(0);
    }
    home.open()->add_person();
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    EXPECT_EQ(home.open()->references().size(), 0u);
  }
}

}  // namespace
}  // namespace habeas::store
