#include <habeas/source/permissions.h>

#include <habeas/source/shell.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

namespace habeas::source {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t files_looked_at = 100'000;

struct Found {
  std::size_t writable = 0;            // by this process
  std::size_t readable_by_anyone = 0;  // by whoever may pass through its folders
  std::size_t writable_by_anyone = 0;
};

// Whoever may not pass through the folder that holds them reads nothing, whatever the files say.
bool others_may_pass(const std::string& path) {
  const auto parent = fs::absolute(path).lexically_normal().parent_path();
  struct stat status{};
  return ::stat(parent.c_str(), &status) != 0 || (status.st_mode & S_IXOTH) != 0;
}

void look_at(const std::string& path, Found& found) {
  struct stat status{};
  if (::lstat(path.c_str(), &status) != 0 || S_ISLNK(status.st_mode)) return;
  found.writable += ::access(path.c_str(), W_OK) == 0;
  found.readable_by_anyone += (status.st_mode & S_IROTH) != 0;
  found.writable_by_anyone += (status.st_mode & S_IWOTH) != 0;
}

Found look(const std::string& path) {
  Found found;
  look_at(path, found);
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) return found;
  std::size_t files = 0;
  const auto options = fs::directory_options::skip_permission_denied;
  for (auto at = fs::recursive_directory_iterator(path, options, ignored);
       at != fs::recursive_directory_iterator() && ++files < files_looked_at; at.increment(ignored)) {
    look_at(at->path().string(), found);
  }
  return found;
}

std::string these(std::size_t count, const std::string& path) {
  return count == 1 ? path : std::to_string(count) + " files and folders of " + path;
}

}  // namespace

std::vector<Excess> excess_of(const std::string& path) {
  const auto found = look(path);
  const auto word = shell_word(path);
  std::vector<Excess> excess;
  if (found.writable > 0) {
    const std::string who = ::geteuid() == 0 ? "habeas runs as root, and" : "the account that reads";
    excess.push_back({who + " may also write " + these(found.writable, path),
                      "Run habeas as a user of its own that may only read it; `habeas grants` prints how"});
  }
  if (!others_may_pass(path)) return excess;
  if (found.readable_by_anyone > 0)
    excess.push_back({"everybody on this machine may read " + these(found.readable_by_anyone, path),
                      "Run: chmod -R o-rwx " + word});
  if (found.writable_by_anyone > 0)
    excess.push_back({"everybody on this machine may write " + these(found.writable_by_anyone, path),
                      "Run: chmod -R o-rwx " + word});
  return excess;
}

}  // namespace habeas::source
