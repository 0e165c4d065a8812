// One line of the ledger's file, in its one spelling (docs/ledger.md).
#pragma once

#include <habeas/base/digest.h>
#include <habeas/ledger/ledger.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace habeas::ledger {

inline constexpr std::size_t longest_line = std::size_t{1} << 20;
inline constexpr std::string_view no_hash =
    "0000000000000000000000000000000000000000000000000000000000000000";

struct Line {
  std::string text;  // with its line feed
  std::string hash;
};

Line write_line(std::uint64_t position, base::Instant at, const Event& event, std::string_view previous);

// Follows a chain line by line.
class Chain {
 public:
  // Takes the next line, without its line feed. Empty if it is the right one; else what is wrong with it.
  std::string take(std::string_view line);

  std::uint64_t size() const { return size_; }
  const std::string& head() const { return head_; }
  void add(const Line& line);  // one that we wrote ourselves

 private:
  base::Sha256 hash_;
  std::uint64_t size_ = 0;
  std::string head_{no_hash};
};

}  // namespace habeas::ledger
