#include <habeas/cli/orphan_memory.h>

#include <habeas/base/digest.h>
#include <habeas/base/fault.h>
#include <habeas/base/file.h>

#include <sys/random.h>
#include <nlohmann/json.hpp>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace habeas::cli {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t key_length = 32;
constexpr std::size_t mark_length = 24;  // hexadecimal digits: 96 bits

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The installation's, made on first use.
std::string key_in(const std::string& folder) {
  const std::string path = folder + "/orphans.key";
  std::string key = read(path);
  if (key.size() == key_length) return key;
  std::array<char, key_length> random{};
  if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
    throw base::Fault(base::FaultKind::unavailable, path, "the system gives no random bytes");
  key.assign(random.data(), random.size());
  base::replace(path, key);
  return key;
}

OrphanMemory::Run parse(const std::string& text) {
  OrphanMemory::Run run;
  const auto kept = nlohmann::json::parse(text, nullptr, false);
  if (!kept.is_object() || kept.value("form", 0) != 1) return run;
  try {
    return kept.at("systems").get<OrphanMemory::Run>();
  } catch (const nlohmann::json::exception&) {
    return {};
  }
}

}  // namespace

OrphanMemory::OrphanMemory(std::string folder) : folder_(std::move(folder)) {
  fs::create_directories(folder_);
  fs::permissions(folder_, fs::perms::owner_all);
  key_ = key_in(folder_);
  last_ = parse(read(folder_ + "/orphans.json"));
}

std::string OrphanMemory::mark(const std::string& collection, const relation::RowKey& key) const {
  base::Sha256 digest;
  digest.add(key_);
  digest.add(collection);
  digest.add("\n");
  digest.add(key.reveal_encoded());
  return digest.hex().substr(0, mark_length);
}

void OrphanMemory::keep(const Run& run) const {
  base::replace(folder_ + "/orphans.json",
                nlohmann::ordered_json({{"form", 1}, {"systems", run}}).dump() + "\n");
}

}  // namespace habeas::cli
