// Sessions, in memory: who may see which request, and the token that every form carries (CSRF). A session is a random
// 128-bit cookie, HttpOnly, SameSite=Strict; it ends after two hours without use, and with the program.
#pragma once

#include <habeas/base/time.h>

#include <map>
#include <optional>
#include <set>
#include <string>

namespace habeas::web {

struct Session {
  std::string id;
  std::string token;             // of its forms
  std::string staff;             // signed in at the desk; empty: the public
  std::set<std::string> mine;    // requests made in this session: their status may be seen
  std::set<std::string> proven;  // requests whose identity was proven in it: their files may be fetched
  base::Instant used{};
};

class Sessions {
 public:
  // The session of this cookie, or a new one; never more than 10 000: the oldest goes.
  Session& of(const std::string& cookie, base::Instant now);
  // Signed in: a new identifier, so that one planted before cannot be used (fixation).
  Session& renew(Session& session, base::Instant now);
  void end(const Session& session);

 private:
  std::map<std::string, Session> all_;
};

// Compared in constant time.
bool same_secret(const std::string& a, const std::string& b);
std::string random_token();  // 128 bits, hexadecimal

}  // namespace habeas::web
