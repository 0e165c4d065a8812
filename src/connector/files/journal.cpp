#include <habeas/connector/files/journal.h>

#include <habeas/base/digest.h>
#include <habeas/base/fault.h>
#include <habeas/connector/files/durable.h>
#include <habeas/relation/value.h>
#include <habeas/source/step.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

namespace habeas::files {

using base::Fault;
using base::FaultKind;
using relation::Row;
using relation::Text;
using relation::Value;

namespace {

const std::string head = "habeas journal 1";

void add(Row& row, const std::string& text) { row.emplace_back(Text{text}); }
void add(Row& row, const Stamp& stamp) {
  row.emplace_back(static_cast<std::int64_t>(stamp.device));
  row.emplace_back(static_cast<std::int64_t>(stamp.inode));
  row.emplace_back(stamp.size);
  row.emplace_back(stamp.modified_ns);
}

// Reads the cells of a journal in order; what is not there makes it no journal.
class Cells {
 public:
  explicit Cells(const Row& row) : row_(row) {}
  bool good = true;
  bool at_end() const { return at_ >= row_.size(); }

  std::string text() {
    const auto* value = at_end() ? nullptr : std::get_if<Text>(&row_[at_++]);
    if (value == nullptr) good = false;
    return value != nullptr ? value->characters : std::string();
  }
  Stamp stamp() {
    Stamp stamp;
    stamp.device = static_cast<std::uint64_t>(number());
    stamp.inode = static_cast<std::uint64_t>(number());
    stamp.size = number();
    stamp.modified_ns = number();
    return stamp;
  }

 private:
  std::int64_t number() {
    const auto* value = at_end() ? nullptr : std::get_if<std::int64_t>(&row_[at_++]);
    if (value == nullptr) good = false;
    return value != nullptr ? *value : 0;
  }
  const Row& row_;
  std::size_t at_ = 0;
};

std::string file_of_run(const std::string& run) { return base::sha256_hex(run); }

int open_workshop(const Folder& folder) {
  return ::openat(folder.number(), std::string(workshop_name).c_str(),
                  O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

Descriptor workshop_of(const Folder& folder) {
  const int number = open_workshop(folder);
  if (number >= 0) return Descriptor(number);
  throw Fault(FaultKind::refused, folder.system(), "not prepared: run habeas prepare first");
}

// What stands there now, links not followed; nothing when there is none.
std::optional<Stamp> stamp_at(const Descriptor& folder, const std::string& name) {
  const int number = ::openat(folder.number(), name.c_str(), O_PATH | O_CLOEXEC | O_NOFOLLOW);
  if (number < 0) return std::nullopt;
  return stamp_of(Descriptor(number));
}

bool same_content(const Stamp& a, const Stamp& b) {
  return a.device == b.device && a.inode == b.inode && a.size == b.size && a.modified_ns == b.modified_ns;
}

[[noreturn]] void written_meanwhile(const std::string& system) {
  throw Fault(
      FaultKind::changed, system,
      "a file was written by somebody else before a change that a crash cut short could be completed: "
      "compare it with what lies in .habeas, then remove the journal there");
}

}  // namespace

std::string to_bytes(const Journal& journal) {
  Row row;
  add(row, head);
  add(row, journal.run);
  for (const auto& change : journal.replaced) {
    add(row, "replace");
    add(row, change.file);
    add(row, change.by);
    add(row, change.before);
  }
  for (const auto& change : journal.removed) {
    add(row, "remove");
    add(row, change.path);
    add(row, change.before);
  }
  const std::string bytes = relation::encode(row);
  return bytes + base::sha256_hex(bytes);
}

std::optional<Journal> journal_from(std::string_view bytes) {
  constexpr std::size_t digest = 64;
  if (bytes.size() < digest) return std::nullopt;
  const auto content = bytes.substr(0, bytes.size() - digest);
  if (base::sha256_hex(content) != bytes.substr(content.size())) return std::nullopt;
  const auto row = relation::decode(content);
  if (!row) return std::nullopt;
  Cells cells(*row);
  Journal journal;
  if (cells.text() != head) return std::nullopt;
  journal.run = cells.text();
  while (cells.good && !cells.at_end()) {
    const auto what = cells.text();
    const auto name = cells.text();
    if (what == "replace") {
      const auto by = cells.text();
      journal.replaced.push_back({name, by, cells.stamp()});
    } else if (what == "remove") {
      journal.removed.push_back({name, cells.stamp()});
    } else {
      return std::nullopt;
    }
  }
  return cells.good ? std::optional(journal) : std::nullopt;
}

bool is_prepared(const Folder& folder) {
  const int number = open_workshop(folder);
  if (number < 0) return false;
  const Descriptor workshop(number);
  return ::faccessat(number, "runs", F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

void make_workshop(const Folder& folder) {
  const std::string name(workshop_name);
  if (::mkdirat(folder.number(), name.c_str(), 0700) != 0 && errno != EEXIST)
    fail_to_write(folder.system(), "the folder for our changes cannot be made");
  const auto workshop = workshop_of(folder);
  if (::mkdirat(workshop.number(), "runs", 0700) != 0 && errno != EEXIST)
    fail_to_write(folder.system(), "the folder for our changes cannot be made");
  sync(workshop, folder.system());
}

Workshop::Workshop(const Folder& folder, std::chrono::milliseconds wait)
    : folder_(folder),
      workshop_(workshop_of(folder)),
      lock_(open_in(workshop_, "lock", O_RDWR | O_CREAT, folder.system())) {
  if (!is_prepared(folder))
    throw Fault(FaultKind::refused, folder.system(), "not prepared: run habeas prepare first");
  lock(wait);
  complete();
  sweep();
}

void Workshop::lock(std::chrono::milliseconds wait) const {
  const auto until = std::chrono::steady_clock::now() + wait;
  while (::flock(lock_.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR)
      fail_to_write(folder_.system(), "the folder cannot be locked");
    if (std::chrono::steady_clock::now() >= until)
      throw Fault(FaultKind::unavailable, folder_.system(), "another change of ours is going on");
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

void Workshop::write(const std::string& name, std::string_view content, const Descriptor& like) {
  source::step();
  write_durably(workshop_, name, content, folder_.system());
  const auto file = open_in(workshop_, name, O_RDWR, folder_.system());
  struct stat status{};
  const bool kept = ::fstat(like.number(), &status) == 0 &&
                    ::fchown(file.number(), status.st_uid, status.st_gid) == 0 &&
                    ::fchmod(file.number(), status.st_mode & 07777) == 0;
  if (!kept)
    fail_to_write(folder_.system(), "a new file cannot be given the old one's owner and permissions");
  sync(file, folder_.system());
}

void Workshop::commit(const Journal& journal, const std::string& at) {
  source::step();
  write_durably(workshop_, "journal", to_bytes(journal), folder_.system());
  carry_out(journal);
  record_run(journal, at);
}

void Workshop::complete() {
  const auto bytes = content_of(workshop_, "journal", folder_.system());
  if (!bytes) return;
  const auto journal = journal_from(*bytes);
  if (!journal) throw Fault(FaultKind::broken, folder_.system(), "the journal in .habeas is damaged");
  carry_out(*journal);
  record_run(*journal, "completed after a crash");
}

void Workshop::carry_out(const Journal& journal) {
  for (const auto& change : journal.replaced) replace(change);
  for (const auto& change : journal.removed) remove(change);
}

void Workshop::replace(const Journal::Replace& change) {
  if (!stamp_at(workshop_, change.by)) return;  // done before
  source::step();
  const Descriptor here(::dup(folder_.number()));
  const auto now = stamp_at(here, change.file);
  if (!now || !same_content(*now, change.before)) written_meanwhile(folder_.system());
  if (::renameat(workshop_.number(), change.by.c_str(), folder_.number(), change.file.c_str()) != 0)
    fail_to_write(folder_.system(), "a file cannot be replaced");
  sync(here, folder_.system());
}

void Workshop::remove(const Journal::Remove& change) {
  const auto parent = folder_.parent_of(change.path);
  const auto now = parent ? stamp_at(parent->folder, parent->name) : std::nullopt;
  if (!now) return;  // done before
  source::step();
  if (!same_content(*now, change.before)) written_meanwhile(folder_.system());
  if (::unlinkat(parent->folder.number(), parent->name.c_str(), 0) != 0)
    fail_to_write(folder_.system(), "a document cannot be removed");
  sync(parent->folder, folder_.system());
}

void Workshop::record_run(const Journal& journal, const std::string& at) {
  source::step();
  if (!journal.run.empty()) {
    const auto runs = open_in(workshop_, "runs", O_RDONLY | O_DIRECTORY, folder_.system());
    write_durably(runs, file_of_run(journal.run), journal.run + "\n" + at + "\n", folder_.system());
  }
  source::step();
  if (::unlinkat(workshop_.number(), "journal", 0) != 0)
    fail_to_write(folder_.system(), "the journal of a change cannot be removed");
  sync(workshop_, folder_.system());
}

// What an attempt that never committed left.
void Workshop::sweep() {
  const Folder here(folder_.system(), "/proc/self/fd/" + std::to_string(workshop_.number()));
  for (const auto& name : here.names()) {
    if (name.starts_with("new-") || name.ends_with(".new")) ::unlinkat(workshop_.number(), name.c_str(), 0);
  }
}

bool Workshop::has_run(const std::string& run) const {
  const auto runs = open_in(workshop_, "runs", O_RDONLY | O_DIRECTORY, folder_.system());
  return stamp_at(runs, file_of_run(run)).has_value();
}

void complete_leftover(const Folder& folder, std::chrono::milliseconds wait) {
  const int number = open_workshop(folder);
  if (number < 0) return;
  const Descriptor workshop(number);
  if (stamp_at(workshop, "journal")) Workshop(folder, wait);
}

}  // namespace habeas::files
