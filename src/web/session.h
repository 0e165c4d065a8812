// Sessions, in memory: who may see which request, and the token that every form carries (CSRF). A session is a random
// 128-bit cookie, HttpOnly, SameSite=Lax (a link in a mail must not end it; nothing is done on GET), Secure where TLS
// stands before us; it ends after two hours without use, and with the program.
#pragma once

#include <habeas/base/time.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace habeas::web {

struct Session {
  std::string id;
  std::string token;             // of its forms
  std::string staff;             // signed in at the desk; empty: the public
  std::string credential;        // of staff: what it rests on (staff.h)
  std::set<std::string> mine;    // requests made in this session: that they were received may be seen
  std::set<std::string> proven;  // requests whose identity was proven in it: everything may be seen
  base::Instant used{};
};

class Sessions {
 public:
  explicit Sessions(std::size_t most = 10'000) : most_(most) {}

  // The session of this cookie, or a new one. There are never more than `most`: the first to go is one that has ended,
  // then one that holds nothing, one that only made requests (which anybody can do, as often as he likes), one whose
  // identity was proven, and last one of the staff; among equals the one that was not used for longest.
  Session& of(const std::string& cookie, base::Instant now);
  // Signed in, or identity proven: a new identifier and token, so that those planted before cannot be used (fixation).
  Session& renew(Session& session, base::Instant now);
  void end(const Session& session);
  std::size_t size() const { return all_.size(); }

 private:
  void make_room(base::Instant now);

  std::size_t most_;
  // By a hash of the cookie: how long a look-up takes says nothing of the cookies that there are.
  std::map<std::string, Session> all_;
};

// So many times in so long for each name; names are forgotten when there are very many.
class Throttle {
 public:
  Throttle(std::size_t most, base::Instant::duration in) : most_(most), in_(in) {}
  bool allows(const std::string& name, base::Instant now);

 private:
  std::size_t most_;
  base::Instant::duration in_;
  std::map<std::string, std::vector<base::Instant>> times_;
};

// Compared in constant time; two empty ones are not the same.
bool same_secret(const std::string& a, const std::string& b);
std::string random_token();  // 128 bits, hexadecimal

}  // namespace habeas::web
