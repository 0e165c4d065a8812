#include <habeas/connector/manual/task_store.h>

#include <habeas/base/fault.h>
#include <habeas/base/must.h>
#include <habeas/base/text.h>
#include <habeas/relation/value.h>
#include <habeas/source/step.h>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>

namespace habeas::manual {

using base::Fault;
using base::FaultKind;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t reference_length = 20;  // hexadecimal digits: 80 bits, enough to tell tasks apart
constexpr std::size_t key_length = crypto_generichash_KEYBYTES;

[[noreturn]] void fail(const fs::path& path, const char* what) {
  throw Fault(errno == ENOSPC ? FaultKind::full : FaultKind::unavailable, path.filename().string(), what);
}

void make_owner_only(const fs::path& folder) {
  if (folder.has_parent_path() && !fs::exists(folder.parent_path())) make_owner_only(folder.parent_path());
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    fail(folder, "a folder for tasks cannot be made");
}

// Written beside and linked into place: of two processes that start together, one makes the key for both.
std::string installation_key(const std::string& folder) {
  base::must(sodium_init() >= 0, "libsodium starts");
  const fs::path path = fs::path(folder) / "key";
  if (!fs::exists(path)) {
    make_owner_only(folder);
    std::string key(key_length, '\0');
    randombytes_buf(key.data(), key.size());
    const fs::path fresh = path.string() + "." + std::to_string(::getpid());
    write_owner_only(fresh, key);
    const int linked = ::link(fresh.c_str(), path.c_str());
    const int error = errno;
    ::unlink(fresh.c_str());
    if (linked != 0 && error != EEXIST) fail(path, "the key for references cannot be made");
  }
  std::string key = read_all(path);
  if (key.size() != key_length) throw Fault(FaultKind::broken, "manual", "the key for references is damaged");
  return key;
}

json to_json(const Task& task) {
  json evidence = json::array();
  for (const auto& file : task.evidence) {
    evidence.push_back(
        {{"name", base::to_utf8(file.name.reveal())}, {"sha256", file.sha256}, {"bytes", file.bytes}});
  }
  json result = {{"system", task.system},
                 {"reference", task.reference},
                 {"state", task.state == State::done ? "done" : "open"},
                 {"what", task.what == What::change ? "change" : "search"},
                 {"purpose", base::to_utf8(task.purpose)},
                 {"who", base::to_utf8(task.who)},
                 {"created", base::to_rfc3339(task.created)},
                 {"due", base::to_iso(task.due)},
                 {"evidence", evidence}};
  if (task.done) result["done"] = base::to_rfc3339(*task.done);
  if (task.done) result["note"] = base::to_utf8(task.note.reveal());
  return result;
}

int number_at(std::string_view text, std::size_t at) {
  int number = 0;
  if (at + 2 <= text.size()) std::from_chars(text.data() + at, text.data() + at + 2, number);
  return number;
}

// A name in it is on the disk too.
void sync_folder(const fs::path& folder) {
  const int number = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool good = number >= 0 && ::fsync(number) == 0;
  if (number >= 0) ::close(number);
  if (!good) fail(folder, "a task cannot be made durable");
}

// "2026-11-24T23:44:31Z", as we wrote it.
base::Instant instant_from(const std::string& text) {
  const auto date = base::leading_date(text);
  if (!date) throw Fault(FaultKind::broken, "manual", "a date in a task cannot be read");
  return std::chrono::sys_days(*date) + std::chrono::hours(number_at(text, 11)) +
         std::chrono::minutes(number_at(text, 14)) + std::chrono::seconds(number_at(text, 17));
}

Task from_json(const json& source) {
  Task task;
  task.system = source.at("system");
  task.reference = source.at("reference");
  task.state = source.at("state") == "done" ? State::done : State::open;
  task.what = source.value("what", "search") == "change" ? What::change : What::search;
  task.purpose = source.at("purpose");
  task.who = source.at("who");
  task.created = instant_from(source.at("created"));
  task.due = base::date_of(instant_from(source.at("due")));
  if (source.contains("done")) task.done = instant_from(source.at("done"));
  task.note = base::Personal<std::string>(source.value("note", ""));
  for (const auto& file : source.at("evidence")) {
    task.evidence.push_back(
        {base::Personal<std::string>(file.at("name")), file.at("sha256"), file.at("bytes")});
  }
  return task;
}

}  // namespace

bool is_reference(std::string_view text) {
  return text.size() == reference_length && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::string reference_for(const std::string& folder, const std::string& system, const std::string& purpose,
                          const Identifiers& identifiers) {
  auto sorted = identifiers.reveal();
  std::sort(sorted.begin(), sorted.end());
  relation::Row inquiry = {relation::Text{system}, relation::Text{purpose}};
  for (const auto& [kind, value] : sorted) {
    inquiry.emplace_back(relation::Text{kind});
    inquiry.emplace_back(relation::Text{value});
  }
  const std::string key = installation_key(folder);
  const std::string bytes = relation::encode(inquiry);
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), reinterpret_cast<const unsigned char*>(key.data()), key.size());
  return base::hex({reinterpret_cast<const char*>(hash.data()), reference_length / 2});
}

fs::path path_of(const std::string& folder, const std::string& system, const std::string& reference) {
  base::must(is_reference(reference), "a task's folder is named by a reference of ours");
  return fs::path(folder) / system / reference;
}

std::string read_all(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) fail(path, "a file of a task cannot be read");
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_owner_only(const fs::path& path, std::string_view content) {
  const fs::path fresh = path.string() + ".new";
  const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) fail(path, "a file of a task cannot be written");
  bool good = true;
  for (std::size_t at = 0; good && at < content.size();) {
    const ssize_t wrote = ::write(file, content.data() + at, content.size() - at);
    good = wrote > 0;
    if (good) at += static_cast<std::size_t>(wrote);
  }
  good = ::fsync(file) == 0 && good;
  good = ::close(file) == 0 && good;
  if (!good || ::rename(fresh.c_str(), path.c_str()) != 0) fail(path, "a file of a task cannot be written");
}

std::optional<Task> read_task(const fs::path& path) {
  if (!fs::exists(path / "task.json")) return std::nullopt;
  try {
    return from_json(json::parse(read_all(path / "task.json")));
  } catch (const json::exception&) {
    throw Fault(FaultKind::broken, path.filename().string(), "task.json is damaged");
  }
}

void write_task(const fs::path& path, const Task& task) {
  write_owner_only(path / "task.json", to_json(task).dump(2) + "\n");
}

namespace {

void create_with(const fs::path& path, const Task& task, const std::string& file, const json& content) {
  make_owner_only(path.parent_path());
  std::string fresh = (path.parent_path() / ".new-XXXXXX").string();
  source::step();
  if (::mkdtemp(fresh.data()) == nullptr) fail(path, "a folder for a task cannot be made");
  write_owner_only(fs::path(fresh) / file, content.dump(2) + "\n");
  write_task(fresh, task);
  source::step();
  if (::rename(fresh.c_str(), path.c_str()) == 0) return sync_folder(path.parent_path());
  const int error = errno;
  std::error_code ignored;
  fs::remove_all(fresh, ignored);
  errno = error;
  if (error != EEXIST && error != ENOTEMPTY) fail(path, "a task cannot be made");
}

}  // namespace

void create_task(const fs::path& path, const Task& task, const Identifiers& identifiers) {
  json list = json::array();
  for (const auto& [kind, value] : identifiers.reveal()) {
    list.push_back({{"kind", base::to_utf8(kind)}, {"value", base::to_utf8(value)}});
  }
  create_with(path, task, "identifiers.json", list);
}

void create_task(const fs::path& path, const Task& task,
                 const base::Personal<std::vector<std::string>>& changes) {
  json list = json::array();
  for (const auto& line : changes.reveal()) list.push_back(base::to_utf8(line));
  create_with(path, task, "changes.json", list);
}

}  // namespace habeas::manual
