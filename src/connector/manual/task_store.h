// The folder of tasks on disk: names, files, atomic writes. For this room.
#pragma once

#include <habeas/connector/manual/task.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace habeas::manual {

// What a reference may look like: only ours are ever made into a path.
bool is_reference(std::string_view text);

// Keyed hash of the inquiry under the installation's key, which is made on first use.
std::string reference_for(const std::string& folder, const std::string& system, const std::string& purpose,
                          const Identifiers& identifiers);

std::filesystem::path path_of(const std::string& folder, const std::string& system,
                              const std::string& reference);

std::optional<Task> read_task(const std::filesystem::path& path);  // nothing when there is none
void write_task(const std::filesystem::path& path, const Task& task);
// Makes the task's folder with all that is in it, at once; if another process was first, leaves that one.
void create_task(const std::filesystem::path& path, const Task& task, const Identifiers& identifiers);
void create_task(const std::filesystem::path& path, const Task& task,
                 const base::Personal<std::vector<std::string>>& changes);
void write_owner_only(const std::filesystem::path& path, std::string_view content);  // atomic and durable
std::string read_all(const std::filesystem::path& path);

}  // namespace habeas::manual
