// What was erased, what was put away, and one-time secrets.
#include <habeas/base/fault.h>
#include <habeas/store/seal.h>
#include <habeas/store/sql.h>
#include <habeas/store/sqlite_register.h>

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <chrono>

namespace habeas::store {
namespace {

constexpr std::int64_t wrong_limit = 5;

// Typed by a person, from a letter or a telephone.
bool is_typed(const std::string& purpose) {
  return purpose.starts_with("code") || purpose.starts_with("identity");
}

std::string random_secret(const std::string& purpose) {
  if (is_typed(purpose)) return fmt::format("{:08}", randombytes_uniform(100'000'000));
  std::string octets(16, '\0');
  randombytes_buf(octets.data(), octets.size());
  return hex(octets);
}

bool same_hash(const std::string& a, const std::string& b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

// --- what was erased --------------------------------------------------------------------------------------

void SqliteRegister::add_tombstones(const std::vector<Tombstone>& tombstones) {
  const std::lock_guard lock(mutex_);
  Change change(*database_);
  for (const Tombstone& one : tombstones) {
    execute(*database_,
            "INSERT INTO tombstone (system, collection, key_hash, cells_hash, at, plan, request) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            "adding a tombstone",
            {text(one.system), text(one.collection), text(one.key_hash), text(one.cells_hash), kept(one.at),
             text(one.plan), text(one.request)});
  }
  change.commit();
}

std::vector<Tombstone> SqliteRegister::tombstones() const {
  const std::lock_guard lock(mutex_);
  std::vector<Tombstone> all;
  each_row(
      *database_,
      "SELECT system, collection, key_hash, cells_hash, at, plan, request FROM tombstone ORDER BY number",
      "reading tombstones", {}, [&](const sqlite::Statement& row) {
        all.push_back({row.text(0), row.text(1), row.text(2), row.text(3), instant(row.integer(4)),
                       row.text(5), row.text(6)});
      });
  return all;
}

std::string SqliteRegister::hash(const std::string& system, const std::string& collection,
                                 const std::string& bytes) const {
  return hex(keyed_hash(keys_.tombstones, {system, collection, bytes}));
}

// --- what was put away ------------------------------------------------------------------------------------

void SqliteRegister::put_away(const std::string& reference, const std::string& name,
                              const base::Personal<std::string>& content) {
  const std::lock_guard lock(mutex_);
  Change change(*database_);
  execute(*database_,
          "INSERT INTO vault (reference, name, content) VALUES (?, ?, ?) "
          "ON CONFLICT (reference, name) DO UPDATE SET content = excluded.content",
          "putting away",
          {text(reference), text(name),
           bytes(sealed(keys_.seal, {"vault", "content", reference, name}, content))});
  change.commit();
}

std::optional<base::Personal<std::string>> SqliteRegister::put_away(const std::string& reference,
                                                                    const std::string& name) const {
  const std::lock_guard lock(mutex_);
  std::optional<base::Personal<std::string>> content;
  each_row(*database_, "SELECT content FROM vault WHERE reference = ? AND name = ?",
           "reading what was put away", {text(reference), text(name)}, [&](const sqlite::Statement& row) {
             content = opened(keys_.seal, {"vault", "content", reference, name}, octets(row, 0));
           });
  return content;
}

void SqliteRegister::destroy(const std::string& reference, const std::string& name) {
  const std::lock_guard lock(mutex_);
  Change change(*database_);
  execute(*database_, "DELETE FROM vault WHERE reference = ? AND name = ?", "destroying what was put away",
          {text(reference), text(name)});
  change.commit();
}

// --- secrets ----------------------------------------------------------------------------------------------

std::string SqliteRegister::secret_hash(const std::string& reference, const std::string& purpose,
                                        std::string secret) const {
  std::erase(secret, ' ');  // "1234 5678" as it is read from a letter
  return keyed_hash(keys_.secrets, {reference, purpose, secret});
}

std::int64_t SqliteRegister::wrong_guesses(const std::string& reference, const std::string& purpose) const {
  std::int64_t wrong = 0;
  each_row(*database_, "SELECT wrong FROM attempt WHERE reference = ? AND purpose = ?", "counting guesses",
           {text(reference), text(purpose)}, [&](const sqlite::Statement& row) { wrong = row.integer(0); });
  return wrong;
}

std::string SqliteRegister::new_secret(const std::string& reference, const std::string& purpose,
                                       base::Instant ends) {
  const std::lock_guard lock(mutex_);
  const std::string secret = random_secret(purpose);
  Change change(*database_);
  execute(*database_, "DELETE FROM attempt WHERE reference = ? AND purpose = ?", "superseding a secret",
          {text(reference), text(purpose)});
  execute(*database_, "DELETE FROM secret WHERE reference = ? AND purpose = ? AND used IS NULL",
          "superseding a secret", {text(reference), text(purpose)});
  execute(*database_, "INSERT INTO secret (reference, purpose, hash, ends) VALUES (?, ?, ?, ?)",
          "keeping a secret",
          {text(reference), text(purpose), bytes(secret_hash(reference, purpose, secret)), kept(ends)});
  change.commit();
  return secret;
}

// Every unused secret is compared, in constant time: nothing tells which one was near.
std::optional<std::int64_t> SqliteRegister::live_secret(const std::string& reference,
                                                        const std::string& purpose, const std::string& hash,
                                                        base::Instant at) const {
  std::optional<std::int64_t> found;
  each_row(*database_,
           "SELECT number, hash, ends FROM secret WHERE reference = ? AND purpose = ? AND used IS NULL",
           "checking a secret", {text(reference), text(purpose)}, [&](const sqlite::Statement& row) {
             if (same_hash(octets(row, 1), hash) && at <= instant(row.integer(2))) found = row.integer(0);
           });
  return found;
}

bool SqliteRegister::use_secret(const std::string& reference, const std::string& purpose,
                                const std::string& secret, base::Instant at) {
  const std::lock_guard lock(mutex_);
  const std::string hash = secret_hash(reference, purpose, secret);
  Change change(*database_);
  const bool ended = wrong_guesses(reference, purpose) >= wrong_limit;
  const auto found = live_secret(reference, purpose, hash, at);
  if (ended) return false;
  if (found) {
    execute(*database_, "UPDATE secret SET used = ? WHERE number = ?", "using a secret", {kept(at), *found});
    execute(*database_, "DELETE FROM attempt WHERE reference = ? AND purpose = ?", "using a secret",
            {text(reference), text(purpose)});
  } else {
    execute(*database_,
            "INSERT INTO attempt (reference, purpose, wrong) VALUES (?, ?, 1) "
            "ON CONFLICT (reference, purpose) DO UPDATE SET wrong = wrong + 1",
            "counting a guess", {text(reference), text(purpose)});
  }
  change.commit();
  return found.has_value();
}

// --- limits -----------------------------------------------------------------------------------------------

bool SqliteRegister::counts(const std::string& what, const std::string& whom, std::size_t most,
                            base::Instant::duration in, base::Instant at) {
  const std::lock_guard lock(mutex_);
  const std::string hash = keyed_hash(keys_.secrets, {"sent", what, whom});
  Change change(*database_);
  execute(*database_, "DELETE FROM sent WHERE at < ?", "forgetting what was sent",
          {kept(at - std::chrono::hours(24))});
  std::int64_t so_far = 0;
  each_row(*database_, "SELECT count(*) FROM sent WHERE hash = ? AND at > ?", "counting what was sent",
           {bytes(hash), kept(at - in)}, [&](const sqlite::Statement& row) { so_far = row.integer(0); });
  if (so_far >= static_cast<std::int64_t>(most)) return false;
  execute(*database_, "INSERT INTO sent (hash, at) VALUES (?, ?)", "counting what was sent",
          {bytes(hash), kept(at)});
  change.commit();
  return true;
}

// Read aloud and typed by people: no I, L, O, U.
std::string SqliteRegister::key_of(const std::string& purpose, const std::string& name) const {
  static constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const std::string hash = keyed_hash(keys_.secrets, {"key", purpose, name});
  std::string key;
  for (std::size_t i = 0; i < 10; ++i) key += letters[static_cast<unsigned char>(hash[i]) % letters.size()];
  return key;
}

// --- tokens of links --------------------------------------------------------------------------------------

std::string SqliteRegister::token_of(const std::string& purpose,
                                     const base::Personal<std::string>& what) const {
  return hex(sealed(keys_.secrets, {"token", purpose}, what));
}

std::optional<base::Personal<std::string>> SqliteRegister::in_token(const std::string& purpose,
                                                                    const std::string& token) const {
  std::string bytes(token.size() / 2, '\0');
  std::size_t length = 0;
  if (sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), token.data(), token.size(),
                     nullptr, &length, nullptr) != 0 ||
      length * 2 != token.size())
    return std::nullopt;
  try {
    return opened(keys_.secrets, {"token", purpose}, bytes);
  } catch (const base::Fault&) {
    return std::nullopt;  // anybody may write any address
  }
}

}  // namespace habeas::store
