// A folder of theirs, and its files by relative path: never outside it, whatever the path or a symbolic link
// says (openat2 with RESOLVE_BENEATH; where the kernel has it not, no symbolic link is followed at all), and
// never a pipe, a socket or a device.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace habeas::files {

// Where changes of ours are prepared, inside the folder; never a table, never a document.
inline constexpr std::string_view workshop_name = ".habeas";

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : number_(other.number_) { other.number_ = -1; }
  Descriptor& operator=(Descriptor&&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

// What tells one state of a file from another.
struct Stamp {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int64_t size = 0;
  std::int64_t modified_ns = 0;
  std::int64_t changed_ns = 0;
  friend bool operator==(const Stamp&, const Stamp&) = default;
};

class Folder {
 public:
  // Fault unavailable, refused, or broken where it is no folder.
  Folder(std::string system, const std::string& path);

  // Nothing if there is no such file; Fault refused for a path that leaves the folder or is no regular file.
  std::optional<Descriptor> open(const std::string& path) const;
  std::vector<std::string> names() const;  // of the folder's own entries, sorted; not those of its folders
  // The folder that a file lies in, if there is one, and the file's name in it. As open() refuses.
  struct Parent {
    Descriptor folder;
    std::string name;
  };
  std::optional<Parent> parent_of(const std::string& path) const;

  int number() const { return folder_.number(); }
  const std::string& system() const { return system_; }

 private:
  std::optional<Descriptor> open_as(const std::string& path, int how_to) const;

  std::string system_;
  Descriptor folder_;
};

Stamp stamp_of(const Descriptor& file);

// The content in pieces, until `piece` returns false: no more than the file's size when reading began, so that
// one which grows all the time ends. Fault if the disk fails.
void read_pieces(const Descriptor& file, const std::string& system,
                 const std::function<bool(std::string_view piece)>& piece);

}  // namespace habeas::files
