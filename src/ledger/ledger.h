// The ledger: an append-only record of what was intended and done, and the only place that mints a Warrant.
// Today a file of lines, each carrying the hash of the one before; the Merkle log of a later step stands
// behind the same three functions. Nothing personal is ever written: references, counts, digests.
#pragma once

#include <habeas/base/time.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace habeas::ledger {

// An event: what, and facts about it. Keys and values are ours (references, digests, counts), never a person's.
struct Event {
  std::string what;  // "find.started", "package.written", "act.intended"
  std::vector<std::pair<std::string, std::string>> facts;
};

// The proof that an intent was recorded. A source changes nothing without one.
class Warrant {
 public:
  std::uint64_t position() const { return position_; }
  const std::string& plan_digest() const { return plan_digest_; }

 private:
  friend class Ledger;
  Warrant(std::uint64_t position, std::string plan_digest)
      : position_(position), plan_digest_(std::move(plan_digest)) {}

  std::uint64_t position_;
  std::string plan_digest_;
};

class Ledger {
 public:
  // Opens or creates it, checks the chain, and holds an exclusive lock on the file. A last line cut short by a
  // crash is repaired and recorded; any other damage is a Fault that names the line.
  static std::unique_ptr<Ledger> open(const std::string& path, const base::Clock& clock);
  virtual ~Ledger() = default;

  // Durable when it returns. Gives the position.
  virtual std::uint64_t append(const Event& event) = 0;
  virtual std::uint64_t size() const = 0;
  virtual std::string head() const = 0;  // the hash of the last line, hexadecimal

  // Records the intent to carry out the plan with this digest, then gives the warrant for it.
  Warrant warrant(const std::string& plan_digest, const Event& intent);
};

struct Verdict {
  bool intact = true;
  std::uint64_t events = 0;
  std::string problem;  // names the line
};
Verdict verify(const std::string& path);

}  // namespace habeas::ledger
