// What a small driver measures: the processor time of the whole process, all threads.
// Medians, since the machine may be shared.
#pragma once

#include <time.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

namespace habeas::bench {

inline double cpu_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// The median of the processor times of job(0 … times-1), in milliseconds.
inline double median_ms(std::size_t times, const std::function<void(std::size_t)>& job) {
  std::vector<double> all;
  for (std::size_t i = 0; i < times; ++i) {
    const double begun = cpu_ms();
    job(i);
    all.push_back(cpu_ms() - begun);
  }
  std::sort(all.begin(), all.end());
  return all[all.size() / 2];
}

}  // namespace habeas::bench
