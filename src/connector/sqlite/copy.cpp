#include <habeas/connector/sqlite/copy.h>

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

namespace habeas::sqlite {

using base::Fault;
using base::FaultKind;
using std::chrono::steady_clock;

namespace {

// A file in a folder that only we may enter, which loses its name and folder at once.
std::unique_ptr<Database> nameless(const std::string& system, const Settings& settings) {
  std::error_code error;
  const auto parent = settings.scratch.empty() ? std::filesystem::temp_directory_path(error)
                                               : std::filesystem::path(settings.scratch);
  std::string folder = (parent / "habeas-copy-XXXXXX").string();
  if (error || ::mkdtemp(folder.data()) == nullptr) {
    throw Fault(FaultKind::unavailable, system, "no folder can be made for a private copy of it");
  }
  const std::string path = folder + "/copy.db";
  const auto forget = [&] {
    ::unlink(path.c_str());
    ::rmdir(folder.c_str());
  };
  try {
    auto copy = std::make_unique<Database>(system, path, Access::create, settings.wait);
    forget();
    // No journal would find its way back to a file without a name, and nothing needs one.
    copy->run("PRAGMA journal_mode = MEMORY");
    copy->run("PRAGMA synchronous = OFF");
    copy->run("PRAGMA locking_mode = EXCLUSIVE");
    return copy;
  } catch (...) {
    forget();
    throw;
  }
}

class Backup {
 public:
  Backup(Database& from, Database& to)
      : from_(from), backup_(sqlite3_backup_init(to.handle(), "main", from.handle(), "main")) {
    if (backup_ == nullptr) throw to.fault(sqlite3_extended_errcode(to.handle()), "beginning a private copy");
  }
  ~Backup() { sqlite3_backup_finish(backup_); }
  Backup(const Backup&) = delete;
  Backup& operator=(const Backup&) = delete;

  bool step(int pages) {  // true: finished
    const int code = sqlite3_backup_step(backup_, pages);
    if (code == SQLITE_DONE) return true;
    if (code != SQLITE_OK) throw from_.fault(code, "making a private copy");
    return false;
  }
  int remaining() const { return sqlite3_backup_remaining(backup_); }

 private:
  Database& from_;
  sqlite3_backup* backup_;
};

// True: done. False: the owner wrote too often.
bool copy_in_slices(Database& original, Database& copy, const Settings& settings) {
  Backup backup(original, copy);
  int restarts = 0;
  int before = 0;
  auto rested = steady_clock::now();
  for (bool first = true; !backup.step(settings.pages_per_slice); first = false) {
    if (!first && backup.remaining() >= before && ++restarts > settings.restarts) return false;
    before = backup.remaining();
    if (steady_clock::now() - rested < settings.burst) continue;
    std::this_thread::sleep_for(settings.pause);
    rested = steady_clock::now();
  }
  return true;
}

void copy_under_lock(Database& original, Database& copy, const Settings& settings) {
  original.run("BEGIN");
  Statement(original, "SELECT 1 FROM sqlite_master", "taking a snapshot").step();
  const auto deadline = steady_clock::now() + settings.longest_lock;
  Backup backup(original, copy);
  bool done = false;
  while (!done && steady_clock::now() < deadline) done = backup.step(settings.pages_per_slice);
  original.run("ROLLBACK");
  if (done) return;
  throw Fault(
      FaultKind::unavailable, original.system(),
      "it is written to so often that no copy can be made without holding its writers up for longer than " +
          std::to_string(settings.longest_lock.count()) +
          " ms; set it to WAL mode (PRAGMA journal_mode = WAL)");
}

}  // namespace

std::unique_ptr<Database> private_copy(Database& original, const Settings& settings) {
  auto copy = nameless(original.system(), settings);
  copy->stands_for(original);
  if (!copy_in_slices(original, *copy, settings)) copy_under_lock(original, *copy, settings);
  copy->run("PRAGMA query_only = ON");
  return copy;
}

}  // namespace habeas::sqlite
