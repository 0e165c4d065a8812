#include <habeas/connector/files/beneath.h>

#include <habeas/base/fault.h>

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

namespace habeas::files {

using base::Fault;
using base::FaultKind;

namespace {

// Not to wait for the other end of a pipe, nor to become the owner of a terminal.
constexpr int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

int open_folder(const std::string& system, const std::string& path) {
  const int number = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (number >= 0) return number;
  if (errno == EACCES) throw Fault(FaultKind::refused, system, "no permission to read the folder");
  if (errno == ENOTDIR) throw Fault(FaultKind::broken, system, "not a folder");
  throw Fault(FaultKind::unavailable, system, "the folder cannot be reached");
}

std::vector<std::string> parts_of(const std::string& path) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (begin <= path.size()) {
    const auto end = std::min(path.find('/', begin), path.size());
    if (end > begin) parts.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

// For kernels, or containers, without openat2: step by step, following no link.
int open_step_by_step(int folder, const std::string& path, int last) {
  const auto parts = parts_of(path);
  if (parts.empty()) return errno = ENOENT, -1;
  int at = ::dup(folder);
  for (std::size_t i = 0; i < parts.size() && at >= 0; ++i) {
    const int how = i + 1 < parts.size() ? O_RDONLY | O_DIRECTORY | O_CLOEXEC : last;
    const int next = ::openat(at, parts[i].c_str(), how | O_NOFOLLOW);
    const int error = errno;
    ::close(at);
    errno = error;
    at = next;
  }
  return at;
}

int open_beneath(int folder, const std::string& path, int how_to) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(how_to);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  const long number = ::syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how);
  if (number >= 0 || (errno != ENOSYS && errno != EPERM)) return static_cast<int>(number);
  return open_step_by_step(folder, path, how_to);
}

bool leaves(const std::string& path) {
  if (path.starts_with('/') || path.find('\0') != std::string::npos) return true;
  const auto parts = parts_of(path);
  return std::find(parts.begin(), parts.end(), "..") != parts.end();
}

bool is_ours(const std::string& path) {
  const auto parts = parts_of(path);
  return std::find(parts.begin(), parts.end(), workshop_name) != parts.end();
}

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

Folder::Folder(std::string system, const std::string& path)
    : system_(std::move(system)), folder_(open_folder(system_, path)) {}

std::optional<Descriptor> Folder::open_as(const std::string& path, int how_to) const {
  if (leaves(path)) throw Fault(FaultKind::refused, system_, "a path that leaves the folder");
  if (is_ours(path)) throw Fault(FaultKind::refused, system_, "a path into the folder of our own changes");
  const int number = open_beneath(folder_.number(), path, how_to);
  if (number >= 0) return Descriptor(number);
  switch (errno) {
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG: return std::nullopt;
    case EXDEV: throw Fault(FaultKind::refused, system_, "a symbolic link that leaves the folder");
    case ELOOP: throw Fault(FaultKind::refused, system_, "a symbolic link that cannot be followed");
    case ENXIO:
    case ENODEV: throw Fault(FaultKind::refused, system_, "not a regular file");
    case EACCES: throw Fault(FaultKind::refused, system_, "no permission to read a file");
    default: throw Fault(FaultKind::unavailable, system_, "a file cannot be opened");
  }
}

std::optional<Descriptor> Folder::open(const std::string& path) const {
  auto file = open_as(path, flags);
  if (!file) return std::nullopt;
  struct stat status{};
  if (::fstat(file->number(), &status) != 0 || !S_ISREG(status.st_mode)) {
    throw Fault(FaultKind::refused, system_, "not a regular file");
  }
  return file;
}

std::optional<Folder::Parent> Folder::parent_of(const std::string& path) const {
  const auto parts = parts_of(path);
  if (parts.empty()) return std::nullopt;
  std::string above = ".";
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) above += "/" + parts[i];
  if (is_ours(path) || leaves(path)) above = path;  // refused by open_as
  auto folder = open_as(above, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (!folder) return std::nullopt;
  return Parent{std::move(*folder), parts.back()};
}

std::vector<std::string> Folder::names() const {
  const int copy = ::openat(folder_.number(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(copy < 0 ? nullptr : ::fdopendir(copy), &::closedir);
  if (entries == nullptr) throw Fault(FaultKind::unavailable, system_, "the folder cannot be listed");
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(entries.get())) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

Stamp stamp_of(const Descriptor& file) {
  struct stat status{};
  if (::fstat(file.number(), &status) != 0) return {};
  return {status.st_dev, status.st_ino, status.st_size, nanoseconds(status.st_mtim),
          nanoseconds(status.st_ctim)};
}

void read_pieces(const Descriptor& file, const std::string& system,
                 const std::function<bool(std::string_view piece)>& piece) {
  std::vector<char> room(std::size_t{256} << 10);
  const off_t size = stamp_of(file).size;
  for (off_t at = 0; at < size;) {
    const auto wanted = std::min(room.size(), static_cast<std::size_t>(size - at));
    const ssize_t got = ::pread(file.number(), room.data(), wanted, at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Fault(FaultKind::broken, system, "the disk failed to read a file");
    if (got == 0 || !piece({room.data(), static_cast<std::size_t>(got)})) return;
    at += got;
  }
}

}  // namespace habeas::files
