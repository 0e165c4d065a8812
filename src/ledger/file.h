// A file descriptor that closes itself, and what a ledger does with it. Every failure is a Fault with the path.
#pragma once

#include <habeas/base/fault.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace habeas::ledger {

class File {
 public:
  static File open_to_read(const std::string& path);
  // Creates it when it is not there, readable by its owner only, and then syncs its folder.
  static File open_to_append(const std::string& path);
  ~File();
  File(File&& other) noexcept;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  File& operator=(File&&) = delete;

  // Waits up to two seconds for the exclusive lock, which lasts until unlock() or until the file is closed.
  void lock() const;
  void unlock() const;
  std::uint64_t size() const;
  bool is_still_at_its_path() const;
  std::size_t read(char* room, std::size_t size, std::uint64_t from) const;  // 0 at the end
  void write(std::string_view bytes) const;                                  // all, or Fault
  void cut(std::uint64_t size) const;
  void sync() const;

 private:
  File(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
  [[noreturn]] void fail(const char* doing, int error) const;

  int descriptor_;
  std::string path_;
};

}  // namespace habeas::ledger
