// Handle: conducts a request through its life, the same for the command line, the portal, the desk and the API:
// receive → acknowledge → identity → plan → approve → run → verify → answer. One file per right for what is its own.
// Every function records what it did in the register and, where something is disclosed or changed, in the ledger
// first. What may not be done is a Fault `refused` that says the rule and its article. docs/requests.md.
#pragma once

#include <habeas/act/act.h>
#include <habeas/answer/letter.h>
#include <habeas/find/find.h>
#include <habeas/ledger/ledger.h>
#include <habeas/mail/outbox.h>
#include <habeas/store/register.h>
#include <habeas/verify/verify.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace habeas::handle {

// The organisation's systems, open for one piece of work.
struct Systems {
  std::vector<std::unique_ptr<source::Source>> sources;
  std::vector<find::Reading::Access> access;  // as find::Reading wants them
};

// What a person is asked to do by hand, in a system that no program reads: to search it, or to change it.
struct ByHand {
  enum class What { search, change };
  std::string task;  // its reference, as `habeas task` knows it
  What what = What::search;
  std::string system;
  std::string who;
  base::Date due{};
  base::Personal<std::vector<std::pair<std::string, std::string>>> by;  // of a search: kind and value
  base::Personal<std::vector<std::string>> changes;                     // of a change: a line each
};
// Where such tasks lie; without it nobody is asked anything.
struct Hands {
  std::function<std::vector<ByHand>(const std::string& reference)> open_for;  // this request, by due date
  // Nothing was found, or what was asked is changed.
  std::function<void(const std::string& task, const base::Personal<std::string>& note)> done;
};

// Where requests are handled. Everything outlives it.
struct House {
  const map::Map& map;
  const law::Library& library;
  store::Register& people;
  ledger::Ledger& ledger;
  mail::Outbox& outbox;
  std::function<Systems()> open;
  const base::Clock& clock;
  std::string scratch;      // a folder for packages while they are written
  std::string portal_link;  // "http://127.0.0.1:8321"; empty: none is running
  Hands hands{};

  request::Rules rules() const;
  base::Date today() const;
};

using Details = std::vector<std::pair<std::string, std::string>>;

// One right, and what she says about it. The names of details are listed in docs/requests.md; unknown ones are refused.
struct Wish {
  law::Right right = law::Right::access;
  base::Personal<Details> details{};
};

struct Incoming {
  base::Date received{};  // reached an official channel on this day
  std::string channel;    // "portal", "desk", "e-mail", "letter"
  std::string language = "fr";
  std::string by = "person";  // or the name of one of the staff
  std::vector<subject::Identifier> supplied;
  std::vector<Wish> wishes;            // one message may exercise several rights
  base::Personal<std::string> text{};  // what she wrote
};

// One request per right, each with the same receipt date; acknowledged. Marketing objections take effect now, before
// anything else (GDPR 21(3)). The answer is the same whether or not we know her. References in the order of wishes.
std::vector<std::string> receive(House& house, const Incoming& incoming);

// --- identity ---------------------------------------------------------------------------------

// What lets somebody follow a request from elsewhere: its reference, which anybody can guess, and a key, which nobody
// can: "R-2026-000001-7Q2DXKM4PA". In her letters and on her pages only.
std::string follow_number(const House& house, const std::string& reference);
// The reference, where the key is the right one; as people type it.
std::optional<std::string> followed(const House& house, const std::string& number);

// Sends a one-time code to a contact that is *already on file* of whoever the supplied identifiers find, if it is one
// person. Says nothing about whether there was one; the clock stands from now (décret 2019-536 art. 77).
// `from`: whose connection asks; empty: one of the staff. No contact is sent more than five an hour at the asking of one
// connection, ten in all.
void send_code(House& house, const std::string& reference, const std::string& from = {});
// False: wrong, used or ended; nothing tells which. Five wrong ones end a code, never what a new one can prove.
bool prove_by_code(House& house, const std::string& reference, const std::string& code);
// A human saw something else that removes the doubt: "L3", "customer number and last order".
void prove_otherwise(House& house, const std::string& reference, const std::string& level,
                     const std::string& method, const std::string& by);

// A death is proven by a document of its own, which a named human saw. It says nothing of who is an heir; and an heir's
// quality, which is an identity like any other (prove_otherwise), says nothing of the death (LIL 85; décret 2019-536
// art. 124). Refused unless the request announces a death, and while it may be several people's.
struct DeathProof {
  std::string document;               // "certificate", or "judgment" that declares it (C. civ. 78, 88)
  std::string died;                   // the day, YYYY-MM-DD
  base::Personal<std::string> place;  // where it was drawn up
};
void prove_death(House& house, const std::string& reference, const DeathProof& proof, const std::string& by);

// --- who is who (docs/finding.md § 6) --------------------------------------------------------------------------

// A row that may be hers: by its key, and by which fields agree, never by what they hold.
struct WhoRow {
  std::string id;
  std::string system;  // titles, in the language asked for
  std::string collection;
  base::Personal<std::string> key;
  std::string why;  // "homonym", "shared-identifier", …
  std::vector<std::string> same, different, silent;
};
struct Who {
  bool must_be_said = false;  // nothing is planned before
  std::vector<WhoRow> rows;
};
// Finds, and says what a human can decide; nothing is disclosed.
Who who_is_who(House& house, const std::string& reference, const std::string& language);
struct WhoDecision {
  std::string id;
  dossier::Decision::Says says = dossier::Decision::Says::somebody_else;
};
// From now on every find of this request goes by it. Refused when a row is not there any more.
void decide_who(House& house, const std::string& reference, const std::vector<WhoDecision>& decisions,
                const base::Personal<std::string>& because, const std::string& by);

// --- the plan ---------------------------------------------------------------------------------------------------

struct PreviewLine {
  std::string system;  // titles, in the language asked for
  std::string collection;
  plan::Fate fate = plan::Fate::untouched;
  std::uint64_t rows = 0;
  std::uint64_t cells = 0;
  std::string ground;  // id, and words for people
  std::string words;
  std::string law;                  // the article or reference, in words
  std::optional<base::Date> until;  // the earliest of its cells'
  std::optional<base::Date>
      until_last;  // and the latest: they differ where time counts from each row's own date
};
// Before and after of one cell, for the eyes of the person and of staff with a need to know.
struct Difference {
  std::string where;  // "Boutique en ligne · Votre fiche client · Adresse"
  base::Personal<std::string> before;
  base::Personal<std::string> after;
};
// What was said by somebody and bears on a question: whom a directive names, who asks.
struct Said {
  std::string what;  // in words
  base::Personal<std::string> words;
};
struct Preview {
  std::string digest;  // what an approval binds
  std::vector<PreviewLine> lines;
  std::vector<Difference> differences;
  std::vector<std::string> questions;     // a human must settle them before approval
  std::vector<Said> said;                 // and must see this to do it
  std::vector<std::string> not_searched;  // in words
  std::string effect;                     // what will happen, one sentence in her words
  bool changes_systems = false;
};
// Finds, plans, and keeps the digest with the request. Needs a proven identity where the right asks for one.
Preview plan(House& house, const std::string& reference, const std::string& language);
void approve(House& house, const std::string& reference, const std::string& digest, const std::string& by);
// `ground`: an id of the law library; `reasons` in words. A letter with authority and court leaves (GDPR 12(4)).
void refuse(House& house, const std::string& reference, const std::string& ground,
            const base::Personal<std::string>& reasons, const std::string& by);

// --- acting -----------------------------------------------------------------------------------------------------

struct RunReport {
  std::vector<act::Outcome> outcomes;
  verify::Report verified;
  std::vector<standing::Entry> entries;  // what holds from now on
  bool complete = false;                 // every system done, and the promise kept
};
// Carries out the approved plan: warrant, changes, reading back. May be called again after a crash or a failure.
RunReport run(House& house, const std::string& reference);
// Letter to her, notices to recipients (GDPR 19), package where there is one; closes nothing that is not done: then an
// interim answer leaves that says so. Gives the names of the files that were filed with the request.
std::vector<std::string> answer(House& house, const std::string& reference);
void close(House& house, const std::string& reference, const std::string& by);

// --- by hand -----------------------------------------------------------------------------------------------------

// What this request still waits for; by due date.
std::vector<ByHand> by_hand(const House& house, const std::string& reference);
// A named human searched and found nothing, or made the change. What was found is handed in with `habeas task done`.
void done_by_hand(House& house, const std::string& reference, const std::string& task,
                  const base::Personal<std::string>& note, const std::string& by);

// --- what a human must do outside -------------------------------------------------------------------------------

// A letter that no mail takes to her was filed; whoever printed and posted it says so. `letter`: its name in the event, as
// "refusal". What waited for it happens now: an extension counts, an answer is given (docs/requests.md).
void posted(House& house, const std::string& reference, const std::string& letter, const std::string& by);

// A recipient whom a human must still tell whom it concerns (GDPR 19).
struct ToTell {
  std::string recipient;                // its name in habeas.yaml
  std::string display, mail;            // its own name; where the mail that names nobody went, empty: nowhere
  std::string act;                      // "rectify", "erase", "restrict", "release", "stop"
  std::string activities;               // what it receives the data for, in words
  base::Personal<Details> who{};        // by which identifiers she is known
  base::Personal<Details> corrected{};  // data → what is true
};
std::vector<std::string> recipients_waiting(
    const request::Request& request);  // by their names in habeas.yaml
std::vector<ToTell> recipients_to_tell(House& house, const std::string& reference,
                                       const std::string& language);
void told(House& house, const std::string& reference, const std::string& recipient, const std::string& by);
// Impossible, or a disproportionate effort (GDPR 19).
void cannot_be_told(House& house, const std::string& reference, const std::string& recipient,
                    const base::Personal<std::string>& reasons, const std::string& by);

// --- on the way ---------------------------------------------------------------------------------------------------

// Two more months. The letter that tells her leaves now, within the first month, or it is refused (GDPR 12(3)). Where no mail
// reaches her the months count from when it is posted.
void extend(House& house, const std::string& reference, const std::string& reason, const std::string& by);
void message(House& house, const std::string& reference, const base::Personal<std::string>& text,
             bool from_person, const std::string& by);
// She downloaded it, to its last byte.
void fetched(House& house, const std::string& reference, const std::string& file);
void note(House& house, const std::string& reference, const std::string& what, const std::string& how);
// A question that must be answered first. `why`: "much-held" or "mandate" (the clock stands), "unclear" (it does not).
// Before proof it goes where she says that she is, like every letter, whoever is known or not; where somebody says to act
// for her, to the contact on file of the one person found, or to nobody.
void clarify(House& house, const std::string& reference, const std::string& why,
             const base::Personal<std::string>& question, const std::string& by);
void clarified(House& house, const std::string& reference, const base::Personal<std::string>& answer,
               const std::string& by);
void withdraw(House& house, const std::string& reference);  // she does not want it any more
// The balance of an objection (21(1)), the new decision (22(3)), the end of a freeze (18(3)), what a human decided. Once,
// and on a request that is open, but for the end of a freeze and a death announced by mistake, which may come after.
struct Decision {
  // objection: "upheld" | "overridden"; decision: the new value; freeze: "notice" | "lift"; of heirs: "mistaken", or
  // "entitled": who asks is the person that the directive names, or, where it names none, an heir (LIL 85 I)
  std::string outcome;
  base::Personal<std::string> reasons{};
  std::string by;
};
void decide(House& house, const std::string& reference, const Decision& decision);

// Immediate rights (withdrawal, marketing objection) and those that change no system run by the rule that the
// controller signed in the map; everything in one call: plan, approve by rule, run, answer.
void carry_out_at_once(House& house, const std::string& reference);

// --- beside requests ------------------------------------------------------------------------------------------

// The link at the foot of a message: whoever follows it stops marketing to this identifier by this channel, without a
// session and without proof (GDPR 21(2)-(5); RFC 8058). It says nothing in clear.
std::string stop_token(const House& house, const subject::Identifier& identifier, const std::string& channel);
// Which channel it is of; nothing: no token of ours.
std::optional<std::string> channel_of_stop(const House& house, const std::string& token);
// It holds when this returns; following it again changes nothing. False: no token of ours.
bool stop(House& house, const std::string& token);

// What has come to its end is destroyed, by the durations of the law library (docs/register.md, "How long"): packages
// after their last day; plans, dossiers and put-away values once nothing needs them; a whole file some years after its end.
// Each is recorded in the ledger before, and noted in its request. What a dry run gives is what would be destroyed.
struct Purged {
  std::uint64_t packages = 0;
  std::uint64_t working_copies = 0;  // stored plans, dossiers, values that were put away and are back
  std::uint64_t request_files = 0;
};
enum class Purging { dry, for_good };
Purged purge(House& house, Purging how);

struct Replay {
  std::uint64_t tombstones = 0;
  std::uint64_t rows_again = 0;  // erased rows that are there again and matched both hashes: removed
  std::uint64_t for_a_human =
      0;  // the key is somebody else's now; or a correction, a freeze that this copy lost
  std::uint64_t not_done = 0;  // systems that could not be read, or not be cleaned
  std::vector<std::string> lines;
};
// After an older copy of a database was restored.
Replay replay(House& house, bool dry_run);

}  // namespace habeas::handle
