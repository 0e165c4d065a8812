// Fault: a failure of the world (a server gone, a disk full, a file unreadable), as an exception. It is
// turned into a recorded value at the step of `act`, the walk of one system, the command or the HTTP
// handler, and nowhere else. Its text never holds a person's data: codes, counts and names only.
// Answers of the domain are return values; mistakes of ours are must().
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace habeas::base {

enum class FaultKind {
  unavailable,  // not there, not reachable, locked for longer than we wait
  refused,      // not allowed: privileges, credentials
  vanished,     // was there when the catalogue was read: a table, a column, a file
  broken,       // it answers, but not as it should: corrupt, protocol error
  timed_out,    // within the limit that we set
  full,         // no room: disk, memory limit
  cancelled,    // we asked it to stop
  changed,      // moved under us: counts or digests do not match
};

std::string_view to_string(FaultKind kind);

class Fault : public std::runtime_error {
 public:
  // `where` names the thing of ours (system, table, file of the organisation's); `what` says what happened.
  Fault(FaultKind kind, std::string where, std::string what);

  FaultKind kind() const { return kind_; }
  const std::string& where() const { return where_; }
  const std::string& detail() const { return detail_; }

 private:
  FaultKind kind_;
  std::string where_;
  std::string detail_;
};

}  // namespace habeas::base
