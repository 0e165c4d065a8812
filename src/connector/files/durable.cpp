#include <habeas/connector/files/durable.h>

#include <habeas/base/fault.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace habeas::files {

using base::Fault;
using base::FaultKind;

void fail_to_write(const std::string& system, const std::string& what) {
  const auto kind = errno == ENOSPC || errno == EDQUOT                    ? FaultKind::full
                    : errno == EACCES || errno == EPERM || errno == EROFS ? FaultKind::refused
                                                                          : FaultKind::unavailable;
  throw Fault(kind, system, what);
}

Descriptor open_in(const Descriptor& folder, const std::string& name, int flags, const std::string& system) {
  const int number = ::openat(folder.number(), name.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (number < 0) fail_to_write(system, "a file of our changes cannot be opened");
  return Descriptor(number);
}

void sync(const Descriptor& file, const std::string& system) {
  if (::fsync(file.number()) != 0) fail_to_write(system, "the disk did not take a change");
}

void write_durably(const Descriptor& folder, const std::string& name, std::string_view content,
                   const std::string& system) {
  const std::string fresh = name + ".new";
  const auto file = open_in(folder, fresh, O_WRONLY | O_CREAT | O_TRUNC, system);
  while (!content.empty()) {
    const ssize_t wrote = ::write(file.number(), content.data(), content.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) fail_to_write(system, "a file of our changes cannot be written");
    content.remove_prefix(static_cast<std::size_t>(wrote));
  }
  sync(file, system);
  if (::renameat(folder.number(), fresh.c_str(), folder.number(), name.c_str()) != 0)
    fail_to_write(system, "a file of our changes cannot be written");
  sync(folder, system);
}

std::optional<std::string> content_of(const Descriptor& folder, const std::string& name,
                                      const std::string& system) {
  const int number = ::openat(folder.number(), name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (number < 0 && errno == ENOENT) return std::nullopt;
  if (number < 0) fail_to_write(system, "a file of our changes cannot be read");
  const Descriptor file(number);
  std::string content;
  read_pieces(file, system, [&](std::string_view piece) {
    content += piece;
    return true;
  });
  return content;
}

}  // namespace habeas::files
