#include <habeas/web/session.h>

#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace habeas::web {
namespace {

constexpr auto unused = std::chrono::hours(2);

std::string hash_of(const std::string& cookie) {
  static const std::string key = random_token();
  std::string hash(crypto_generichash_BYTES, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<const unsigned char*>(cookie.data()), cookie.size(),
                     reinterpret_cast<const unsigned char*>(key.data()), key.size());
  return hash;
}

// What it would cost somebody to lose it, then when it was last used.
std::pair<int, base::Instant> worth(const Session& session, base::Instant now) {
  if (now - session.used >= unused) return {0, session.used};
  if (!session.staff.empty()) return {4, session.used};
  if (!session.proven.empty()) return {3, session.used};
  return {session.mine.empty() ? 1 : 2, session.used};
}

}  // namespace

std::string random_token() {
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, 33> text{};
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  return {text.data(), 32};
}

bool same_secret(const std::string& a, const std::string& b) {
  return a.size() == b.size() && !a.empty() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool Throttle::allows(const std::string& name, base::Instant now) {
  if (times_.size() > 10'000 && times_.count(name) == 0) times_.clear();
  std::vector<base::Instant>& times = times_[name];
  times.erase(std::remove_if(times.begin(), times.end(), [&](base::Instant at) { return now - at >= in_; }),
              times.end());
  if (times.size() >= most_) return false;
  times.push_back(now);
  return true;
}

void Sessions::make_room(base::Instant now) {
  if (all_.size() < most_) return;
  all_.erase(std::min_element(all_.begin(), all_.end(), [&](const auto& a, const auto& b) {
    return worth(a.second, now) < worth(b.second, now);
  }));
}

Session& Sessions::of(const std::string& cookie, base::Instant now) {
  const auto at = all_.find(hash_of(cookie));
  if (at != all_.end() && now - at->second.used < unused) {
    at->second.used = now;
    return at->second;
  }
  if (at != all_.end()) all_.erase(at);
  make_room(now);
  Session session;
  session.id = random_token();
  session.token = random_token();
  session.used = now;
  return all_.emplace(hash_of(session.id), session).first->second;
}

Session& Sessions::renew(Session& session, base::Instant now) {
  Session next = session;
  end(session);
  next.id = random_token();
  next.token = random_token();
  next.used = now;
  return all_.emplace(hash_of(next.id), next).first->second;
}

void Sessions::end(const Session& session) { all_.erase(hash_of(session.id)); }

}  // namespace habeas::web
