// A bare SQLite client that runs the statements which the finder ran, prepared, and touches every cell. It is what
// a find is held against: the same work of the database, and nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace habeas::bench {

struct Sent {
  std::string file;
  std::string sql;  // with its values in place of its parameters
};

// While it lives, the statements that read rows for the finder are kept, of every database opened since.
class Recording {
 public:
  Recording();
  ~Recording();
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  static std::vector<Sent> take();  // what was sent since the last take
};

class BareClient {
 public:
  // Statements of files that have no name any more, private copies, are left out.
  explicit BareClient(const std::vector<Sent>& sent);
  ~BareClient();
  BareClient(const BareClient&) = delete;
  BareClient& operator=(const BareClient&) = delete;

  std::uint64_t run();  // the rows
  std::size_t statements() const { return statements_.size(); }

 private:
  sqlite3* open(const std::string& file);

  std::vector<std::pair<std::string, sqlite3*>> files_;
  std::vector<sqlite3_stmt*> statements_;
};

}  // namespace habeas::bench
