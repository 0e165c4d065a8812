#include <habeas/web/session.h>

#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace habeas::web {
namespace {

constexpr std::size_t most = 10'000;
constexpr auto unused = std::chrono::hours(2);

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

Session& Sessions::of(const std::string& cookie, base::Instant now) {
  const auto at = all_.find(cookie);
  if (at != all_.end() && now - at->second.used < unused) {
    at->second.used = now;
    return at->second;
  }
  if (at != all_.end()) all_.erase(at);
  if (all_.size() >= most) {
    all_.erase(std::min_element(all_.begin(), all_.end(),
                                [](const auto& a, const auto& b) { return a.second.used < b.second.used; }));
  }
  Session session;
  session.id = random_token();
  session.token = random_token();
  session.used = now;
  return all_.emplace(session.id, session).first->second;
}

Session& Sessions::renew(Session& session, base::Instant now) {
  Session next = session;
  all_.erase(session.id);
  next.id = random_token();
  next.token = random_token();
  next.used = now;
  return all_.emplace(next.id, next).first->second;
}

void Sessions::end(const Session& session) { all_.erase(std::string(session.id)); }

}  // namespace habeas::web
