// The register on SQLite: store/register.h says what each function promises. One connection, one mutex.
#pragma once

#include <habeas/connector/sqlite/database.h>
#include <habeas/store/keys.h>
#include <habeas/store/register.h>

#include <mutex>

namespace habeas::store {

class SqliteRegister final : public Register {
 public:
  SqliteRegister(std::unique_ptr<sqlite::Database> database, const Keys& keys, subject::Kinds kinds,
                 const base::Clock& clock)
      : database_(std::move(database)), keys_(keys), kinds_(std::move(kinds)), clock_(clock) {}

  void in_one(const std::function<void()>& changes) override;

  std::vector<PersonId> people_with(const std::vector<subject::Identifier>& identifiers) const override;
  PersonId add_person() override;
  void prove(const PersonId& person, const subject::Identifier& identifier,
             const std::string& evidence) override;

  std::string add_request(const request::Event& received, const std::vector<subject::Identifier>& supplied,
                          const request::Rules& rules) override;
  request::Request add_event(const std::string& reference, const request::Event& event,
                             const request::Rules& rules) override;
  std::optional<request::Request> request(const std::string& reference,
                                          const request::Rules& rules) const override;
  std::vector<std::string> references() const override;
  std::vector<subject::Identifier> supplied(const std::string& reference) const override;
  void bind(const std::string& reference, const PersonId& person) override;
  std::optional<PersonId> person_of(const std::string& reference) const override;
  std::vector<std::string> requests_of(const PersonId& person) const override;
  void set_details(const std::string& reference,
                   const base::Personal<std::vector<std::pair<std::string, std::string>>>& details) override;
  base::Personal<std::vector<std::pair<std::string, std::string>>> details(
      const std::string& reference) const override;
  void file(const std::string& reference, const Filed& filed) override;
  std::vector<Filed> files(const std::string& reference) const override;

  void add_entry(const PersonId& person, const standing::Entry& entry) override;
  std::vector<standing::Entry> entries(const PersonId& person) const override;
  bool opposed(const subject::Identifier& identifier, const std::string& channel,
               base::Instant at) const override;

  void add_tombstones(const std::vector<Tombstone>& tombstones) override;
  std::vector<Tombstone> tombstones() const override;
  std::string hash(const std::string& system, const std::string& collection,
                   const std::string& bytes) const override;
  void put_away(const std::string& reference, const std::string& name,
                const base::Personal<std::string>& bytes) override;
  std::optional<base::Personal<std::string>> put_away(const std::string& reference,
                                                      const std::string& name) const override;
  void destroy(const std::string& reference, const std::string& name) override;
  std::vector<std::string> names_put_away(const std::string& reference) const override;
  void empty_file(const std::string& reference, const std::string& name) override;
  void empty_request(const std::string& reference) override;

  std::string new_secret(const std::string& reference, const std::string& purpose,
                         base::Instant ends) override;
  bool use_secret(const std::string& reference, const std::string& purpose, const std::string& secret,
                  base::Instant at) override;
  bool counts(const std::string& what, const std::string& whom, std::size_t most, base::Instant::duration in,
              base::Instant at) override;
  std::string key_of(const std::string& purpose, const std::string& name) const override;
  std::string token_of(const std::string& purpose, const base::Personal<std::string>& what) const override;
  std::optional<base::Personal<std::string>> in_token(const std::string& purpose,
                                                      const std::string& token) const override;

 private:
  // Each of these expects that the mutex is held.
  std::vector<PersonId> people_bearing(const std::vector<subject::Identifier>& identifiers) const;
  std::vector<standing::Entry> entries_of(const PersonId& person) const;
  std::vector<request::Event> events_of(const std::string& reference) const;
  base::Personal<std::string> whole(const std::string& octets,
                                    std::initializer_list<std::string_view> place) const;
  void insert_event(const std::string& reference, std::size_t number, const request::Event& event);
  std::optional<std::string> identifier_hash(const subject::Identifier& identifier) const;
  std::string secret_hash(const std::string& reference, const std::string& purpose, std::string secret) const;
  std::int64_t wrong_guesses(const std::string& reference, const std::string& purpose) const;
  std::optional<std::int64_t> live_secret(const std::string& reference, const std::string& purpose,
                                          const std::string& hash, base::Instant at) const;
  std::int64_t now() const;

  mutable std::recursive_mutex mutex_;  // one change may be a part of another (in_one)
  std::unique_ptr<sqlite::Database> database_;
  Keys keys_;
  subject::Kinds kinds_;
  const base::Clock& clock_;
};

// Instants are kept as microseconds since 1970.
inline std::int64_t kept(base::Instant at) { return at.time_since_epoch().count(); }
inline base::Instant instant(std::int64_t kept) { return base::Instant{std::chrono::microseconds{kept}}; }

}  // namespace habeas::store
