#include <habeas/base/file.h>

#include <habeas/base/fault.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace habeas::base {
namespace {

bool written(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(file, bytes.data(), bytes.size());
    if (wrote <= 0 && errno != EINTR) return false;
    if (wrote > 0) bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return ::fsync(file) == 0;
}

}  // namespace

void write_new(const std::string& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0 && errno == EEXIST) throw Fault(FaultKind::refused, path, "is there already");
  if (file < 0) throw Fault(FaultKind::unavailable, path, std::strerror(errno));
  const bool whole = written(file, bytes);
  const bool closed = ::close(file) == 0;
  if (whole && closed) return;
  ::unlink(path.c_str());
  throw Fault(FaultKind::full, path, "could not be written whole");
}

void replace(const std::string& path, std::string_view bytes) {
  const std::string part = path + ".part";
  ::unlink(part.c_str());
  write_new(part, bytes);
  if (::rename(part.c_str(), path.c_str()) == 0) return;
  const std::string why = std::strerror(errno);
  ::unlink(part.c_str());
  throw Fault(FaultKind::unavailable, path, why);
}

}  // namespace habeas::base
