// A ZIP archive written as a stream: entries one after another, of unknown length, never in memory as a whole.
// Deterministic: mode 0644, owner 0, and no time: ZIP stores local time, so that the bytes would depend on where the
// machine stands (readers show 1980-01-01; manifest.json says when it was written). Names are ASCII and safe (safe_name).
// The file is created (it must not exist) with owner-only permissions; unless finish() was reached it is
// removed again. Failures are base::Fault.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace habeas::answer {

struct ZipEntry {
  std::string name;
  std::uint64_t bytes = 0;  // uncompressed
  std::string sha256;
};

class Zip {
 public:
  explicit Zip(const std::string& path);
  ~Zip();
  Zip(const Zip&) = delete;
  Zip& operator=(const Zip&) = delete;

  // One entry at a time. A name must be new.
  void begin(const std::string& name);
  void write(std::string_view bytes);
  void end();
  void add(const std::string& name, std::string_view content);

  const std::vector<ZipEntry>& entries() const;  // finished ones, in the order written

  struct Whole {
    std::uint64_t bytes = 0;
    std::string sha256;
  };
  Whole finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A name for a file: lower-case ASCII letters, digits, - and _; never empty, never longer than 60.
std::string safe_name(std::string_view text);

}  // namespace habeas::answer
