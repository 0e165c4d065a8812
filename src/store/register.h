// The register: where requests, standings, identities, tombstones and letters are kept, on SQLite. Append-only
// events; personal content is sealed (XChaCha20-Poly1305) with a key that lies outside the register; people are
// known by keyed hashes of their identifiers. Every change is one transaction, durable when the call returns. May be
// used by several threads, and by several processes at once. What the world refuses is a Fault. docs/register.md.
#pragma once

#include <habeas/relation/row_key.h>
#include <habeas/request/request.h>
#include <habeas/standing/standing.h>
#include <habeas/subject/identifier.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace habeas::store {

// A person of the register: ours, random, says nothing about anybody.
struct PersonTag;
using PersonId = base::Name<PersonTag>;

// An erased row, known again by keyed hashes only, so that a restored copy of the database can be cleaned.
struct Tombstone {
  std::string system;
  std::string collection;
  std::string key_hash;
  std::string
      cells_hash;  // of its identifying cells; both must match, and the copy not know of `plan`, before replay acts
  base::Instant at{};
  std::string plan;     // digest
  std::string request;  // reference
};

struct Filed {  // a file that belongs to a request: letter, package, notice, the person's own file
  std::string name;
  std::string media_type;
  std::string sha256;
  base::Instant at{};
  std::optional<base::Date> expires;
  base::Personal<std::string> content;
};

class Register {
 public:
  // Opens or creates it (migrating what is older), with its key in `key_folder`; both readable by their owner only.
  // A register whose key is missing or wrong is a Fault: it fails closed.
  static std::unique_ptr<Register> open(const std::string& path, const std::string& key_folder,
                                        const subject::Kinds& kinds, const base::Clock& clock);
  virtual ~Register() = default;

  // --- people -----------------------------------------------------------------------------------------------
  // Who bears one of these identifiers, in order of first appearance. Values without a normal form are nobody's.
  virtual std::vector<PersonId> people_with(const std::vector<subject::Identifier>& identifiers) const = 0;
  virtual PersonId add_person() = 0;
  // Proven to be hers: `evidence` says how ("code to the contact on file"), never with the value. Once is enough; a
  // value without a normal form is nobody's, and is not recorded.
  virtual void prove(const PersonId& person, const subject::Identifier& identifier,
                     const std::string& evidence) = 0;

  // --- requests ---------------------------------------------------------------------------------------------
  // Gives the reference, R-YEAR-NUMBER in the year of `rules.today`. Identifiers as supplied are sealed. Whose it is
  // may be set later (bind), once; another person then is a Fault.
  virtual std::string add_request(const request::Event& received,
                                  const std::vector<subject::Identifier>& supplied,
                                  const request::Rules& rules) = 0;
  // Refused (Fault `refused`, the rule in words) when the event may not follow.
  virtual request::Request add_event(const std::string& reference, const request::Event& event,
                                     const request::Rules& rules) = 0;
  virtual std::optional<request::Request> request(const std::string& reference,
                                                  const request::Rules& rules) const = 0;
  virtual std::vector<std::string> references() const = 0;  // newest first
  virtual std::vector<subject::Identifier> supplied(const std::string& reference) const = 0;
  virtual void bind(const std::string& reference, const PersonId& person) = 0;
  virtual std::optional<PersonId> person_of(const std::string& reference) const = 0;
  virtual std::vector<std::string> requests_of(const PersonId& person) const = 0;
  // What the person asked for, in detail (fields to correct, activity to object to, directive…): name → value.
  virtual void set_details(
      const std::string& reference,
      const base::Personal<std::vector<std::pair<std::string, std::string>>>& details) = 0;
  virtual base::Personal<std::vector<std::pair<std::string, std::string>>> details(
      const std::string& reference) const = 0;
  virtual void file(const std::string& reference, const Filed& filed) = 0;  // same name: replaces
  virtual std::vector<Filed> files(const std::string& reference) const = 0;

  // --- standing ---------------------------------------------------------------------------------------------
  // Whether it may follow is asked before: standing::may_follow, which needs the map.
  virtual void add_entry(const PersonId& person, const standing::Entry& entry) = 0;
  virtual std::vector<standing::Entry> entries(const PersonId& person) const = 0;
  // The opposition list: every identifier hash of `kind` whose person opposes marketing by this channel.
  virtual bool opposed(const subject::Identifier& identifier, const std::string& channel,
                       base::Instant at) const = 0;

  // --- what was erased ---------------------------------------------------------------------------------------
  // All or none; those that are there already are not added again.
  virtual void add_tombstones(const std::vector<Tombstone>& tombstones) = 0;
  virtual std::vector<Tombstone> tombstones() const = 0;
  // The keyed hash that tombstones are made of.
  virtual std::string hash(const std::string& system, const std::string& collection,
                           const std::string& bytes) const = 0;
  // Values taken out of a source under restriction (vault) or for a planned correction: sealed, by request. The same
  // name replaces.
  virtual void put_away(const std::string& reference, const std::string& name,
                        const base::Personal<std::string>& bytes) = 0;
  virtual std::optional<base::Personal<std::string>> put_away(const std::string& reference,
                                                              const std::string& name) const = 0;
  virtual void destroy(const std::string& reference, const std::string& name) = 0;

  // One-time secrets of the portal, kept as a keyed hash, with an end; used once. Purposes that begin with "code" or
  // "identity" are eight digits for people to type, others 32 characters (128 bits) for a link. The next one for the
  // same purpose takes the place of what was not used.
  virtual std::string new_secret(const std::string& reference, const std::string& purpose,
                                 base::Instant ends) = 0;
  // True at most once for each secret, up to and including `ends`; five wrong ones in a row end it, and the next one
  // counts anew: wrong guesses never lock anybody out for good. False tells nothing of why.
  virtual bool use_secret(const std::string& reference, const std::string& purpose, const std::string& secret,
                          base::Instant at) = 0;

  // Counts one of `what` (a code, a letter) for `whom`. False, and nothing is counted, where there were `most` of them
  // in the last `in` (a day at most) before `at`. `whom` is kept as a keyed hash, for a day.
  virtual bool counts(const std::string& what, const std::string& whom, std::size_t most,
                      base::Instant::duration in, base::Instant at) = 0;
  // What goes with a name that anybody can guess: ten letters and digits (50 bits), always the same for it.
  virtual std::string key_of(const std::string& purpose, const std::string& name) const = 0;

  // For a link that says nothing in clear and does not end: sealed, letters and digits. Nothing comes of a token that was
  // not made here for this purpose, or was changed.
  virtual std::string token_of(const std::string& purpose, const base::Personal<std::string>& what) const = 0;
  virtual std::optional<base::Personal<std::string>> in_token(const std::string& purpose,
                                                              const std::string& token) const = 0;
};

}  // namespace habeas::store
