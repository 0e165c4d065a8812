// Who may sign in at the desk: a file of names and password hashes (Argon2id, libsodium), readable by its owner only.
// Wrong passwords take as long as right ones, and five in a row lock a name for a quarter of an hour to whoever comes
// from there: a stranger who guesses locks nobody out but himself.
#pragma once

#include <habeas/base/time.h>

#include <map>
#include <string>

namespace habeas::web {

class Staff {
 public:
  explicit Staff(std::string file);
  // Adds or replaces; the file is written anew, whole. Fault when the password is shorter than 12 characters.
  void set(const std::string& name, const std::string& password);
  bool signs_in(const std::string& name, const std::string& password, base::Instant now,
                const std::string& from = {});
  bool nobody() const { return hashes_.empty(); }

 private:
  void write() const;

  struct Tries {
    int wrong = 0;
    base::Instant last{};
  };
  std::string file_;
  std::map<std::string, std::string> hashes_;
  std::map<std::string, Tries> tries_;  // by where from, and name
};

}  // namespace habeas::web
