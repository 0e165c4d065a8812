// A register and a ledger that say a step before whatever they write, as systems do (source/step.h): so that a whole
// request can be ended before each statement and each durable write of it.
#pragma once

#include <habeas/ledger/ledger.h>
#include <habeas/source/step.h>
#include <habeas/store/register.h>

namespace habeas::killed {

class SteppingLedger final : public ledger::Ledger {
 public:
  explicit SteppingLedger(ledger::Ledger& behind) : behind_(behind) {}
  std::uint64_t append(const ledger::Event& event) override {
    source::step();
    return behind_.append(event);
  }
  std::uint64_t size() const override { return behind_.size(); }
  std::string head() const override { return behind_.head(); }

 private:
  ledger::Ledger& behind_;
};

class SteppingRegister final : public store::Register {
 public:
  explicit SteppingRegister(store::Register& behind) : behind_(behind) {}

  std::vector<std::string> names_put_away(const std::string& reference) const override {
    return behind_.names_put_away(reference);
  }
  void in_one(const std::function<void()>& changes) override { stepping().in_one(changes); }
  void empty_file(const std::string& reference, const std::string& name) override {
    stepping().empty_file(reference, name);
  }
  void empty_request(const std::string& reference) override { stepping().empty_request(reference); }
  std::vector<store::PersonId> people_with(
      const std::vector<subject::Identifier>& identifiers) const override {
    return behind_.people_with(identifiers);
  }
  store::PersonId add_person() override { return stepping().add_person(); }
  void prove(const store::PersonId& person, const subject::Identifier& identifier,
             const std::string& evidence) override {
    stepping().prove(person, identifier, evidence);
  }
  std::string add_request(const request::Event& received, const std::vector<subject::Identifier>& supplied,
                          const request::Rules& rules) override {
    return stepping().add_request(received, supplied, rules);
  }
  request::Request add_event(const std::string& reference, const request::Event& event,
                             const request::Rules& rules) override {
    return stepping().add_event(reference, event, rules);
  }
  std::optional<request::Request> request(const std::string& reference,
                                          const request::Rules& rules) const override {
    return behind_.request(reference, rules);
  }
  std::vector<std::string> references() const override { return behind_.references(); }
  std::vector<subject::Identifier> supplied(const std::string& reference) const override {
    return behind_.supplied(reference);
  }
  void bind(const std::string& reference, const store::PersonId& person) override {
    stepping().bind(reference, person);
  }
  std::optional<store::PersonId> person_of(const std::string& reference) const override {
    return behind_.person_of(reference);
  }
  std::vector<std::string> requests_of(const store::PersonId& person) const override {
    return behind_.requests_of(person);
  }
  void set_details(const std::string& reference,
                   const base::Personal<std::vector<std::pair<std::string, std::string>>>& details) override {
    stepping().set_details(reference, details);
  }
  base::Personal<std::vector<std::pair<std::string, std::string>>> details(
      const std::string& reference) const override {
    return behind_.details(reference);
  }
  void file(const std::string& reference, const store::Filed& filed) override {
    stepping().file(reference, filed);
  }
  std::vector<store::Filed> files(const std::string& reference) const override {
    return behind_.files(reference);
  }
  void add_entry(const store::PersonId& person, const standing::Entry& entry) override {
    stepping().add_entry(person, entry);
  }
  std::vector<standing::Entry> entries(const store::PersonId& person) const override {
    return behind_.entries(person);
  }
  bool opposed(const subject::Identifier& identifier, const std::string& channel,
               base::Instant at) const override {
    return behind_.opposed(identifier, channel, at);
  }
  void add_tombstones(const std::vector<store::Tombstone>& tombstones) override {
    stepping().add_tombstones(tombstones);
  }
  std::vector<store::Tombstone> tombstones() const override { return behind_.tombstones(); }
  std::string hash(const std::string& system, const std::string& collection,
                   const std::string& bytes) const override {
    return behind_.hash(system, collection, bytes);
  }
  void put_away(const std::string& reference, const std::string& name,
                const base::Personal<std::string>& bytes) override {
    stepping().put_away(reference, name, bytes);
  }
  std::optional<base::Personal<std::string>> put_away(const std::string& reference,
                                                      const std::string& name) const override {
    return static_cast<const store::Register&>(behind_).put_away(reference, name);
  }
  void destroy(const std::string& reference, const std::string& name) override {
    stepping().destroy(reference, name);
  }
  std::string new_secret(const std::string& reference, const std::string& purpose,
                         base::Instant ends) override {
    return stepping().new_secret(reference, purpose, ends);
  }
  bool use_secret(const std::string& reference, const std::string& purpose, const std::string& secret,
                  base::Instant at) override {
    return stepping().use_secret(reference, purpose, secret, at);
  }
  bool counts(const std::string& what, const std::string& whom, std::size_t most, base::Instant::duration in,
              base::Instant at) override {
    return stepping().counts(what, whom, most, in, at);
  }
  std::string key_of(const std::string& purpose, const std::string& name) const override {
    return behind_.key_of(purpose, name);
  }
  std::string token_of(const std::string& purpose, const base::Personal<std::string>& what) const override {
    return behind_.token_of(purpose, what);
  }
  std::optional<base::Personal<std::string>> in_token(const std::string& purpose,
                                                      const std::string& token) const override {
    return behind_.in_token(purpose, token);
  }

 private:
  store::Register& stepping() {
    source::step();
    return behind_;
  }

  store::Register& behind_;
};

}  // namespace habeas::killed
