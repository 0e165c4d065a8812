// A small generator of our own (SplitMix64, public domain design by Sebastiano Vigna), so that the same seed gives the same shop on
// every machine: the standard library's distributions differ between implementations. Two draws are never arguments of one
// call: compilers evaluate those in orders of their own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace habeas::demo {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  // 0 … bound - 1. The bias of the remainder does not matter here.
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  int between(int low, int high) {
    const auto width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
    return low + static_cast<int>(below(width));
  }
  // True `percent` times in a hundred.
  bool chance(int percent) { return between(1, 100) <= percent; }
  template <class T, std::size_t N>
  const T& pick(const T (&from)[N]) {
    return from[below(N)];
  }

 private:
  std::uint64_t state_;
};

}  // namespace habeas::demo
