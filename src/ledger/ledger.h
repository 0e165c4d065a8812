// The ledger: an append-only record of what was intended and done, and the only place that mints a Warrant.
// Today a file of lines, each carrying the hash of the one before (docs/ledger.md); the Merkle log of a later
// step stands behind the same functions. Nothing personal is ever written: references, counts, digests.
// What a hash chain cannot show by itself is the removal of whole lines at its end, nor that all of it was
// computed anew: compare size() and head() with what was kept elsewhere.
#pragma once

#include <habeas/base/time.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace habeas::ledger {

// An event: what, and facts about it. Keys and values are ours (references, digests, counts), never a person's.
// Each key at most once. Texts that are not UTF-8 are made so (base::to_utf8).
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

// May be shared by threads: events get their positions in the order in which they became durable.
class Ledger {
 public:
  // Opens or creates it and checks the chain. Several processes may have it open: each append takes an exclusive lock
  // (Fault `unavailable` if another has it for longer than two seconds) and goes on from what the others appended, which
  // must follow. A last line cut short by a crash is repaired and recorded; any
  // other damage is a Fault `broken` that names the line. `clock` outlives the ledger.
  static std::unique_ptr<Ledger> open(const std::string& path, const base::Clock& clock);
  virtual ~Ledger() = default;

  // Durable when it returns. Gives the position, from 0. Fault `full` leaves the ledger as it was; after any other
  // fault it takes no more events.
  virtual std::uint64_t append(const Event& event) = 0;
  virtual std::uint64_t size() const = 0;  // events
  virtual std::string head()
      const = 0;  // the hash of the last line, hexadecimal; 64 zeros when there is none

  // Records the intent to carry out the plan with this digest (the fact `plan`, added if missing), then gives the warrant for it.
  Warrant warrant(const std::string& plan_digest, const Event& intent);
};

struct Verdict {
  bool intact = true;
  std::uint64_t events = 0;  // up to the first damage
  std::string problem;       // names the line
  std::string head;          // the hash of the last of `events`
};
// Checks every line without locking or repairing. Fault if the file cannot be read.
Verdict verify(const std::string& path);

}  // namespace habeas::ledger
