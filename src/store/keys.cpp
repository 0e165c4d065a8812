#include <habeas/store/keys.h>

#include <habeas/base/fault.h>
#include <habeas/base/must.h>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace habeas::store {
namespace {

using base::Fault;
using base::FaultKind;

constexpr std::size_t key_bytes = std::tuple_size_v<Key>;

[[noreturn]] void fail(const std::string& path, const char* doing, int error) {
  const auto kind = error == ENOSPC   ? FaultKind::full
                    : error == EACCES ? FaultKind::refused
                                      : FaultKind::unavailable;
  throw Fault(kind, path, std::string(doing) + ": " + std::generic_category().message(error));
}

class Descriptor {
 public:
  Descriptor(const std::string& path, int flags) : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  bool open() const { return number_ >= 0; }

 private:
  int number_;
};

void refuse_if_others_may(const std::string& path) {
  struct stat about{};
  if (::stat(path.c_str(), &about) != 0) fail(path, "looking at it", errno);
  if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    throw Fault(FaultKind::refused, path,
                "others than its owner may use it: take their permissions away (chmod go=)");
}

void make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) fail(path, "making the folder", errno);
  refuse_if_others_may(path);
}

void write_all(const Descriptor& file, const std::string& path, const Key& key) {
  if (::write(file.number(), key.data(), key.size()) != static_cast<ssize_t>(key.size()))
    fail(path, "writing the key", errno);
  if (::fsync(file.number()) != 0) fail(path, "syncing the key", errno);
}

void sync_folder(const std::string& folder) {
  const Descriptor descriptor(folder, O_RDONLY | O_DIRECTORY);
  if (!descriptor.open() || ::fsync(descriptor.number()) != 0) fail(folder, "syncing the folder", errno);
}

Key read_master(const std::string& path) {
  const Descriptor file(path, O_RDONLY | O_NOFOLLOW);
  if (!file.open() && errno == ENOENT)
    throw Fault(FaultKind::unavailable, path,
                "the register's key is missing: without it nothing can be read");
  if (!file.open()) fail(path, "opening the key", errno);
  refuse_if_others_may(path);
  std::array<unsigned char, key_bytes + 1> room{};
  if (::read(file.number(), room.data(), room.size()) != static_cast<ssize_t>(key_bytes))
    throw Fault(FaultKind::broken, path, "not a register's key");
  Key key{};
  std::copy_n(room.begin(), key_bytes, key.begin());
  sodium_memzero(room.data(), room.size());
  return key;
}

Key derived(const Key& master, std::uint64_t use) {
  static_assert(key_bytes == crypto_kdf_KEYBYTES);
  Key key{};
  base::must(crypto_kdf_derive_from_key(key.data(), key.size(), use, "habeas_r", master.data()) == 0,
             "a key of this length is derived");
  return key;
}

}  // namespace

std::string key_file(const std::string& key_folder) { return key_folder + "/register.key"; }

// Written beside and moved into place, so that a crash leaves a whole key or none.
void make_keys(const std::string& key_folder) {
  base::must(sodium_init() >= 0, "libsodium starts");
  make_folder(key_folder);
  const std::string path = key_file(key_folder);
  if (::access(path.c_str(), F_OK) == 0) return;
  Key key{};
  randombytes_buf(key.data(), key.size());
  const std::string draft = path + ".new";
  ::unlink(draft.c_str());  // of somebody who died here
  {
    const Descriptor file(draft, O_WRONLY | O_CREAT | O_EXCL);
    if (!file.open()) fail(draft, "creating the key", errno);
    write_all(file, draft, key);
  }
  sodium_memzero(key.data(), key.size());
  if (::link(draft.c_str(), path.c_str()) != 0 && errno != EEXIST) fail(path, "placing the key", errno);
  ::unlink(draft.c_str());
  sync_folder(key_folder);
}

Keys read_keys(const std::string& key_folder) {
  base::must(sodium_init() >= 0, "libsodium starts");
  Key master = read_master(key_file(key_folder));
  refuse_if_others_may(key_folder);
  const Keys keys{derived(master, 1), derived(master, 2), derived(master, 3), derived(master, 4)};
  sodium_memzero(master.data(), master.size());
  return keys;
}

}  // namespace habeas::store
