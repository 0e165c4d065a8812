// Opening a register: who may read it, whose key it has, which version it is.
#include <habeas/store/schema.h>
#include <habeas/store/seal.h>
#include <habeas/store/sql.h>
#include <habeas/store/sqlite_register.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <thread>

namespace habeas::store {
namespace {

using base::Fault;
using base::FaultKind;

constexpr const char* name = "register";
constexpr std::chrono::seconds wait_for_lock{30};
constexpr std::string_view check_text = "habeas";

[[noreturn]] void fail(const char* doing, int error) {
  throw Fault(error == EACCES ? FaultKind::refused : FaultKind::unavailable, name,
              std::string(doing) + ": " + std::generic_category().message(error));
}

// One process at a time opens a register: the first one makes it.
class Opening {
 public:
  explicit Opening(const std::filesystem::path& folder)
      : descriptor_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (descriptor_ < 0) fail("opening its folder", errno);
    while (::flock(descriptor_, LOCK_EX) != 0) {
      if (errno != EINTR) fail("waiting for who opens it", errno);
    }
  }
  ~Opening() { ::close(descriptor_); }
  Opening(const Opening&) = delete;
  Opening& operator=(const Opening&) = delete;

 private:
  int descriptor_;
};

std::filesystem::path folder_of(const std::string& path) {
  auto folder = std::filesystem::path(path).parent_path();
  if (folder.empty()) folder = ".";
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) fail("making its folder", error.value());
  return folder;
}

// SQLite gives the -wal and -shm files the permissions of the database.
void make_or_check_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
  if (descriptor < 0) fail("opening it", errno);
  struct stat about{};
  const int error = ::fstat(descriptor, &about) == 0 ? 0 : errno;
  ::close(descriptor);
  if (error != 0) fail("looking at it", error);
  if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    throw Fault(FaultKind::refused, name,
                "others than its owner may use it: take their permissions away (chmod go=)");
}

void settle(sqlite::Database& database) {
  database.run("PRAGMA journal_mode = WAL");
  database.run("PRAGMA synchronous = FULL");
  database.run("PRAGMA foreign_keys = ON");
  database.run("PRAGMA recursive_triggers = ON");  // a replaced row is a removed one
  database.run("PRAGMA secure_delete = ON");
}

void check_key(sqlite::Database& database, const Keys& keys) {
  std::string check;
  each_row(database, "SELECT value FROM meta WHERE name = 'check'", "checking the key", {},
           [&](const sqlite::Statement& row) { check = octets(row, 0); });
  try {
    if (opened(keys.seal, {"meta", "value", "check"}, check).reveal() == check_text) return;
  } catch (const Fault&) {
    // said below, in words that help
  }
  throw Fault(FaultKind::refused, name, "the key in its folder is not the one of this register");
}

Keys make(sqlite::Database& database, const std::string& key_folder) {
  make_keys(key_folder);
  const Keys keys = read_keys(key_folder);
  Change change(database);
  migrate(database);
  execute(database, "INSERT INTO meta (name, value) VALUES ('check', ?)", "keeping a check of the key",
          {bytes(sealed(keys.seal, {"meta", "value", "check"},
                        base::Personal<std::string>(std::string(check_text))))});
  change.commit();
  return keys;
}

Keys bring_up(sqlite::Database& database, const std::string& key_folder) {
  const Keys keys = read_keys(key_folder);
  Change change(database);
  migrate(database);
  check_key(database, keys);
  change.commit();
  return keys;
}

}  // namespace

std::unique_ptr<Register> Register::open(const std::string& path, const std::string& key_folder,
                                         const subject::Kinds& kinds, const base::Clock& clock) {
  const Opening alone(folder_of(path));
  make_or_check_file(path);
  auto database = std::make_unique<sqlite::Database>(name, path, sqlite::Access::create,
                                                     std::chrono::milliseconds(wait_for_lock));
  const bool is_new = version_of(*database) == 0;
  settle(*database);
  const Keys keys = is_new ? make(*database, key_folder) : bring_up(*database, key_folder);
  return std::make_unique<SqliteRegister>(std::move(database), keys, kinds, clock);
}

}  // namespace habeas::store
