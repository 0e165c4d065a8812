#include <habeas/web/staff.h>

#include <habeas/base/fault.h>
#include <habeas/base/file.h>

#include <sodium.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>

namespace habeas::web {
namespace {

namespace fs = std::filesystem;
constexpr int most_wrong = 5;
constexpr auto locked_for = std::chrono::minutes(15);
constexpr std::size_t shortest = 12;

std::string hash_of(const std::string& password) {
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), password.c_str(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    throw base::Fault(base::FaultKind::full, "desk", "no memory to hash a password");
  return hash.data();
}

// Nobody's: compared with when a name is unknown, so that it takes as long.
const std::string& dummy() {
  static const std::string hash = hash_of("nobody has this password");
  return hash;
}

}  // namespace

Staff::Staff(std::string file) : file_(std::move(file)) {
  dummy();
  read();
}

// All of it, or what was known before stays.
void Staff::read() {
  std::map<std::string, std::string> hashes;
  std::error_code none;
  const fs::file_time_type written = fs::last_write_time(file_, none);
  const std::uintmax_t size = none ? 0 : fs::file_size(file_, none);
  std::ifstream in(file_);
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos)
      throw base::Fault(base::FaultKind::broken, file_, "a line is not NAME, tab, hash");
    hashes[line.substr(0, tab)] = line.substr(tab + 1);
  }
  hashes_ = std::move(hashes);
  written_ = none ? fs::file_time_type{} : written;
  size_ = none ? 0 : size;
}

void Staff::read_if_changed() {
  std::error_code none;
  const fs::file_time_type written = fs::last_write_time(file_, none);
  const std::uintmax_t size = none ? 0 : fs::file_size(file_, none);
  const bool same = none ? hashes_.empty() : written == written_ && size == size_;
  if (!same) read();
}

void Staff::set(const std::string& name, const std::string& password) {
  if (password.size() < shortest)
    throw base::Fault(base::FaultKind::refused, "desk", "a password has 12 characters at least");
  if (name.empty() || name.find_first_of("\t\n\r") != std::string::npos)
    throw base::Fault(base::FaultKind::refused, "desk", "a name is one line, without tabs");
  hashes_[name] = hash_of(password);
  write();
}

void Staff::remove(const std::string& name) {
  if (hashes_.erase(name) == 0)
    throw base::Fault(base::FaultKind::refused, "desk", "nobody of this name may sign in: habeas desk list");
  write();
}

std::vector<std::string> Staff::names() const {
  std::vector<std::string> all;
  for (const auto& [name, hash] : hashes_) all.push_back(name);
  return all;
}

std::string Staff::credential(const std::string& name) {
  read_if_changed();
  const auto at = hashes_.find(name);
  return at == hashes_.end() ? std::string() : at->second;
}

void Staff::write() {
  fs::create_directories(fs::path(file_).parent_path());
  std::string lines;
  for (const auto& [name, hash] : hashes_) lines += name + '\t' + hash + '\n';
  base::replace(file_, lines);
  read();
}

bool Staff::signs_in(const std::string& name, const std::string& password, base::Instant now,
                     const std::string& from) {
  read_if_changed();
  const std::string who = from + '\n' + name;
  Tries& tries = tries_[who];
  const bool locked = tries.wrong >= most_wrong && now - tries.last < locked_for;
  const auto at = hashes_.find(name);
  const std::string& hash = at == hashes_.end() ? dummy() : at->second;
  const bool right = crypto_pwhash_str_verify(hash.c_str(), password.c_str(), password.size()) == 0;
  if (right && !locked && at != hashes_.end()) {
    tries_.erase(who);
    return true;
  }
  if (!locked) {
    ++tries.wrong;
    tries.last = now;
  }
  if (tries_.size() > 10'000) tries_.clear();
  return false;
}

}  // namespace habeas::web
