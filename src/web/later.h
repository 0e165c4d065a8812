// What is done after the answer has left: where doing it would take a different time for a person whom we know, how
// long she waits must not tell (no existence oracle). One thread, in order; what is still waiting when it
// ends is done first.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace habeas::web {

class Later {
 public:
  Later();
  ~Later();
  Later(const Later&) = delete;
  Later& operator=(const Later&) = delete;

  // `work` says itself what went wrong: nothing that it throws goes further.
  void add(std::function<void()> work);
  void wait();  // until nothing is left

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  bool busy_ = false;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace habeas::web
