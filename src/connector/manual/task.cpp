#include <habeas/connector/manual/task.h>

#include <habeas/base/digest.h>
#include <habeas/base/fault.h>
#include <habeas/base/text.h>
#include <habeas/connector/files/beneath.h>
#include <habeas/connector/manual/task_store.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <tuple>

namespace habeas::manual {

using base::Fault;
using base::FaultKind;
namespace fs = std::filesystem;

namespace {

// The folder's entries that are folders, sorted. Names that begin with a dot are being made or removed.
std::vector<fs::path> folders_in(const fs::path& path) {
  std::vector<fs::path> result;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path, error)) {
    if (entry.is_directory() && !entry.path().filename().string().starts_with('.'))
      result.push_back(entry.path());
  }
  std::sort(result.begin(), result.end());
  return result;
}

// Paths of all files below `folder`, relative to it, sorted. Symbolic links and special files are refused: what
// is kept as evidence is what lay there.
std::vector<std::string> files_below(const fs::path& folder) {
  std::vector<std::string> result;
  std::error_code error;
  auto entries = fs::recursive_directory_iterator(folder, error);
  if (error) throw Fault(FaultKind::unavailable, "manual", "the evidence folder cannot be read");
  for (const auto& entry : entries) {
    if (entry.is_directory() && !entry.is_symlink()) continue;
    if (entry.is_symlink() || !entry.is_regular_file()) {
      throw Fault(FaultKind::refused, "manual", "evidence is regular files only, no links");
    }
    result.push_back(entry.path().lexically_relative(folder).string());
    if (!base::is_utf8(result.back()))
      throw Fault(FaultKind::refused, "manual", "a file name that is not UTF-8");
  }
  std::sort(result.begin(), result.end());
  return result;
}

Evidence copy_file(const files::Folder& from, const fs::path& to, const std::string& name) {
  const auto file = from.open(name);
  if (!file) throw Fault(FaultKind::changed, "manual", "evidence changed while it was copied");
  std::string content;
  files::read_pieces(*file, "manual", [&](std::string_view piece) {
    content += piece;
    return true;
  });
  fs::create_directories((to / name).parent_path());
  write_owner_only(to / name, content);
  return {base::Personal<std::string>(name), base::sha256_hex(content), content.size()};
}

std::vector<Evidence> copy_evidence(const std::string& evidence, const fs::path& to) {
  fs::remove_all(to);  // of an attempt that was cut short
  fs::create_directories(to);
  fs::permissions(to, fs::perms::owner_all);
  if (evidence.empty()) return {};
  std::vector<Evidence> result;
  const files::Folder from("manual", evidence);
  for (const auto& name : files_below(evidence)) result.push_back(copy_file(from, to, name));
  return result;
}

}  // namespace

bool overdue(const Task& task, base::Date today) {
  return task.state == State::open && std::chrono::sys_days(today) > std::chrono::sys_days(task.due);
}

std::vector<Task> list(const std::string& folder) {
  std::vector<Task> tasks;
  for (const auto& system : folders_in(folder)) {
    for (const auto& path : folders_in(system)) {
      if (auto task = read_task(path)) tasks.push_back(std::move(*task));
    }
  }
  std::sort(tasks.begin(), tasks.end(), [](const Task& a, const Task& b) {
    return std::tie(a.due, a.system, a.reference) < std::tie(b.due, b.system, b.reference);
  });
  return tasks;
}

Task find(const std::string& folder, const std::string& reference) {
  if (is_reference(reference)) {
    for (const auto& system : folders_in(folder)) {
      if (auto task = read_task(system / reference)) return *task;
    }
  }
  throw Fault(FaultKind::vanished, "manual", "there is no such task");
}

Identifiers identifiers(const std::string& folder, const Task& task) {
  std::vector<std::pair<std::string, std::string>> result;
  const auto path = path_of(folder, task.system, task.reference) / "identifiers.json";
  if (!fs::exists(path)) return Identifiers(result);
  try {
    for (const auto& entry : nlohmann::json::parse(read_all(path))) {
      result.emplace_back(entry.at("kind").get<std::string>(), entry.at("value").get<std::string>());
    }
  } catch (const nlohmann::json::exception&) {
    throw Fault(FaultKind::broken, task.reference, "identifiers.json is damaged");
  }
  return Identifiers(std::move(result));
}

base::Personal<std::vector<std::string>> changes(const std::string& folder, const Task& task) {
  const auto path = path_of(folder, task.system, task.reference) / "changes.json";
  if (!fs::exists(path)) return {};
  try {
    return base::Personal(nlohmann::json::parse(read_all(path)).get<std::vector<std::string>>());
  } catch (const nlohmann::json::exception&) {
    throw Fault(FaultKind::broken, task.reference, "changes.json is damaged");
  }
}

Task complete(const std::string& folder, const std::string& reference, const std::string& evidence,
              const base::Personal<std::string>& note, const base::Clock& clock) {
  Task task = find(folder, reference);
  if (task.state == State::done) throw Fault(FaultKind::refused, reference, "this task is already done");
  const auto path = path_of(folder, task.system, reference);
  try {
    task.evidence = copy_evidence(evidence, path / "evidence");
  } catch (const fs::filesystem_error&) {
    throw Fault(FaultKind::unavailable, reference, "the evidence cannot be copied");
  }
  task.state = State::done;
  task.done = clock.now();
  task.note = note;
  write_task(path, task);  // from here on it is done
  std::error_code ignored;
  fs::remove(path / "identifiers.json", ignored);
  fs::remove(path / "changes.json", ignored);
  return task;
}

}  // namespace habeas::manual
