#include <habeas/answer/zip.h>

#include <habeas/base/digest.h>
#include <habeas/base/fault.h>
#include <habeas/base/must.h>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

namespace habeas::answer {
namespace {

using base::Fault;
using base::FaultKind;

FaultKind kind_of(int error) {
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) return FaultKind::full;
  if (error == EACCES || error == EPERM || error == EEXIST || error == EROFS) return FaultKind::refused;
  return FaultKind::unavailable;
}

}  // namespace

struct Zip::State {
  std::string path;
  int file = -1;
  int error = 0;  // errno of the first write that failed
  archive* writer = nullptr;
  base::Sha256 whole;
  std::uint64_t bytes = 0;
  std::set<std::string> names;
  std::vector<ZipEntry> entries;
  std::unique_ptr<base::Sha256> entry;  // of the open entry
  bool finished = false;

  [[noreturn]] void fail() const {
    const int cause = error != 0 ? error : archive_errno(writer);
    throw Fault(kind_of(cause), "package",
                cause > 0 ? std::strerror(cause) : "the archive could not be written");
  }
  void check(int code) const {
    if (error != 0 || code < ARCHIVE_WARN) fail();
  }
  void write_all(const char* data, std::size_t size);
  static la_ssize_t on_write(archive*, void* self, const void* data, std::size_t size);
};

void Zip::State::write_all(const char* data, std::size_t size) {
  whole.add({data, size});
  bytes += size;
  while (size > 0 && error == 0) {
    const ssize_t written = ::write(file, data, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      error = errno;
      return;
    }
    data += written;
    size -= static_cast<std::size_t>(written);
  }
}

// libarchive's callback: C, so nothing may be thrown through it. Nor does it report a failure: libarchive loses what it
// holds once a writer has failed (its buffer, the compressor's). check() sees the error after every call.
la_ssize_t Zip::State::on_write(archive*, void* self, const void* data, std::size_t size) {
  static_cast<State*>(self)->write_all(static_cast<const char*>(data), size);
  return static_cast<la_ssize_t>(size);
}

Zip::Zip(const std::string& path) : state_(std::make_unique<State>()) {
  state_->path = path;
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) {
    const int cause = errno;
    throw Fault(kind_of(cause), "package",
                cause == EEXIST ? "the file exists already" : std::strerror(cause));
  }
  state_->file = file;
  state_->writer = archive_write_new();
  base::must(state_->writer != nullptr, "libarchive gives a writer");
  archive_write_set_format_zip(state_->writer);
  archive_write_set_options(state_->writer, "zip:compression=deflate,zip:compression-level=6");
  archive_write_set_bytes_in_last_block(state_->writer, 1);  // no padding
  const int opened = archive_write_open(state_->writer, state_.get(), nullptr, &State::on_write, nullptr);
  base::must(opened == ARCHIVE_OK, "a ZIP can be begun");
}

Zip::~Zip() {
  if (!state_->finished) {
    ::unlink(state_->path.c_str());  // before the handle goes: never half a package
    state_->error = ECANCELED;       // what libarchive ends with is not written
  }
  if (state_->writer) archive_write_free(state_->writer);
  if (state_->file >= 0) ::close(state_->file);
}

void Zip::begin(const std::string& name) {
  base::must(!state_->entry, "one entry at a time");
  base::must(state_->names.insert(name).second, "an entry's name is new");
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, name.c_str());
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  archive_entry_set_uid(entry, 0);
  archive_entry_set_gid(entry, 0);
  const int code = archive_write_header(state_->writer, entry);  // no size: it follows the data
  archive_entry_free(entry);
  state_->check(code);
  state_->entry = std::make_unique<base::Sha256>();
  state_->entries.push_back({name, 0, {}});
}

void Zip::write(std::string_view bytes) {
  base::must(state_->entry != nullptr, "an entry is open");
  state_->entry->add(bytes);
  state_->entries.back().bytes += bytes.size();
  while (!bytes.empty()) {
    const la_ssize_t taken = archive_write_data(state_->writer, bytes.data(), bytes.size());
    if (taken <= 0 || state_->error != 0) state_->fail();
    bytes.remove_prefix(static_cast<std::size_t>(taken));
  }
}

void Zip::end() {
  base::must(state_->entry != nullptr, "an entry is open");
  state_->check(archive_write_finish_entry(state_->writer));
  state_->entries.back().sha256 = state_->entry->hex();
  state_->entry.reset();
}

void Zip::add(const std::string& name, std::string_view content) {
  begin(name);
  write(content);
  end();
}

const std::vector<ZipEntry>& Zip::entries() const { return state_->entries; }

Zip::Whole Zip::finish() {
  base::must(!state_->entry && !state_->finished, "finished once, between entries");
  state_->check(archive_write_close(state_->writer));
  if (::fsync(state_->file) != 0) {
    state_->error = errno;
    state_->fail();
  }
  state_->finished = true;
  return {state_->bytes, state_->whole.hex()};
}

std::string safe_name(std::string_view text) {
  std::string name;
  for (const char c : text.substr(0, 60)) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool safe = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    name += upper ? static_cast<char>(c - 'A' + 'a') : safe ? c : '_';
  }
  return name.empty() ? "_" : name;
}

}  // namespace habeas::answer
