// Other programs that a benchmark runs: a generator, habeas, and itself again, to know what memory one task takes.
#pragma once

#include <string>
#include <vector>

namespace habeas::bench {

struct Used {
  double cpu_seconds = 0;
  double peak_mib = 0;  // resident
};

// Aborts when it cannot be run or dies. Its standard output is dropped.
Used run_program(const std::vector<std::string>& words);

// This program again with these words; its output is shown. Aborts when it fails.
Used run_this_again(const std::vector<std::string>& words);

}  // namespace habeas::bench
