// Who may sign in at the desk: a file of names and password hashes (Argon2id, libsodium), readable by its owner only.
// Wrong passwords take as long as right ones, and five in a row lock a name for a quarter of an hour to whoever comes
// from there: a stranger who guesses locks nobody out but himself.
#pragma once

#include <habeas/base/time.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace habeas::web {

// The file is read again whenever it changed: who was removed, or has another password, is out at once.
class Staff {
 public:
  explicit Staff(std::string file);
  // Adds or replaces; the file is written anew, whole. Fault when the password is shorter than 12 characters.
  void set(const std::string& name, const std::string& password);
  bool signs_in(const std::string& name, const std::string& password, base::Instant now,
                const std::string& from = {});
  bool nobody() const { return hashes_.empty(); }
  // Fault when there is nobody of this name.
  void remove(const std::string& name);
  std::vector<std::string> names() const;
  // What a session of theirs rests on: another password, or none, is another. Empty: nobody of this name.
  std::string credential(const std::string& name);

 private:
  void read();
  void read_if_changed();
  void write();

  struct Tries {
    int wrong = 0;
    base::Instant last{};
  };
  std::string file_;
  std::filesystem::file_time_type written_{};  // when the file was, that was read
  std::uintmax_t size_ = 0;
  std::map<std::string, std::string> hashes_;
  std::map<std::string, Tries> tries_;  // by where from, and name
};

}  // namespace habeas::web
