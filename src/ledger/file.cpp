#include <habeas/ledger/file.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <thread>

namespace habeas::ledger {
namespace {

using base::Fault;
using base::FaultKind;

FaultKind kind_of(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return FaultKind::full;
    case EACCES:
    case EPERM:
    case EROFS:
    case ELOOP: return FaultKind::refused;
    case EIO: return FaultKind::broken;
    default: return FaultKind::unavailable;
  }
}

[[noreturn]] void fail_at(const std::string& path, const char* doing, int error) {
  throw Fault(kind_of(error), path, std::string(doing) + ": " + std::generic_category().message(error));
}

void sync_folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) fail_at(path, "opening its folder", errno);
  const int error = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  if (error != 0) fail_at(path, "syncing its folder", error);
}

void refuse_unless_regular(int descriptor, const std::string& path) {
  struct stat about{};
  if (::fstat(descriptor, &about) != 0) fail_at(path, "looking at it", errno);
  if (!S_ISREG(about.st_mode)) throw Fault(FaultKind::refused, path, "not a regular file");
}

}  // namespace

File File::open_to_read(const std::string& path) {
  // Non-blocking, so that a pipe put in its place is refused and not waited for.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) fail_at(path, "opening it", errno);
  File file(descriptor, path);
  refuse_unless_regular(descriptor, path);
  return file;
}

File File::open_to_append(const std::string& path) {
  const int descriptor = ::open(
      path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW, S_IRUSR | S_IWUSR);
  if (descriptor < 0) fail_at(path, "opening it", errno);
  File file(descriptor, path);
  refuse_unless_regular(descriptor, path);
  // Also when it was there: whoever created it may have died before its folder was synced.
  if (file.size() == 0) sync_folder_of(path);
  return file;
}

File::File(File&& other) noexcept : descriptor_(other.descriptor_), path_(std::move(other.path_)) {
  other.descriptor_ = -1;
}

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void File::fail(const char* doing, int error) const { fail_at(path_, doing, error); }

void File::lock() const {
  using std::chrono::milliseconds;
  constexpr milliseconds pause{20};
  for (milliseconds waited{0}; ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0; waited += pause) {
    if (errno != EWOULDBLOCK && errno != EINTR) fail("locking it", errno);
    if (waited >= milliseconds{2000}) throw Fault(FaultKind::unavailable, path_, "in use by another process");
    std::this_thread::sleep_for(pause);
  }
}

void File::unlock() const {
  if (::flock(descriptor_, LOCK_UN) != 0) fail("unlocking it", errno);
}

std::uint64_t File::size() const {
  struct stat about{};
  if (::fstat(descriptor_, &about) != 0) fail("looking at it", errno);
  return static_cast<std::uint64_t>(about.st_size);
}

bool File::is_still_at_its_path() const {
  struct stat ours{};
  struct stat there{};
  if (::fstat(descriptor_, &ours) != 0) fail("looking at it", errno);
  if (::lstat(path_.c_str(), &there) != 0) return false;
  return ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

std::size_t File::read(char* room, std::size_t size, std::uint64_t from) const {
  for (;;) {
    const ssize_t got = ::pread(descriptor_, room, size, static_cast<off_t>(from));
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) fail("reading it", errno);
  }
}

void File::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t put = ::write(descriptor_, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) fail("writing to it", errno);
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

void File::cut(std::uint64_t size) const {
  while (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) {
    if (errno != EINTR) fail("cutting it", errno);
  }
}

void File::sync() const {
  if (::fsync(descriptor_) != 0) fail("syncing it", errno);
}

}  // namespace habeas::ledger
