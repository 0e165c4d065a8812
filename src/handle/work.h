// One request taken up: what the register says of it, what holds for the person, and what stands in the systems.
// Internal to handle/.
#pragma once

#include <habeas/find/cells_of_reading.h>
#include <habeas/handle/handle.h>
#include <habeas/handle/verified.h>
#include <habeas/plan/erasure.h>
#include <habeas/plan/rectification.h>
#include <habeas/plan/scope.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace habeas::handle {

// The request as the register knows it; systems are not opened yet.
struct Case {
  request::Request request;
  std::vector<subject::Identifier> supplied;
  Details details;
  std::optional<store::PersonId> person;
  standing::Standing standing;
  bool marketing = false;  // an objection to marketing: never refused, never suspended

  const std::string& reference() const { return request.reference; }
  // A detail's value; empty when she said nothing of it.
  std::string detail(std::string_view name) const;
  std::vector<std::string> all_of(std::string_view name) const;
};
// The detail that holds the address her letters go to, once identity is proven.
inline constexpr const char* proven_contact = "proven-contact";
bool is_of_heirs(const Case& of);  // somebody writes about a person who died
// What the right asked for makes hold from now on, before anybody decides, for these people: once for each.
// True: something holds that did not; then, once the register has it, say_held() tells the ledger.
bool hold_for(House& house, const Case& of, const std::vector<store::PersonId>& people);
void say_held(House& house, const Case& of);
// Whoever in the register something holds for because of this request, and whom it is bound to.
std::vector<store::PersonId> held_by(House& house, const Case& of);
// An address in the rows of the one person whom the supplied identifiers find; empty: nobody, or none.
std::string contact_on_file(House& house, const Case& of);
// Two people behind the identifiers: nothing is proven, planned or told by a machine. Fault `refused`.
void need_one_person(const Case& of, const dossier::Dossier& dossier);
Case case_of(House& house, const std::string& reference);  // Fault `refused` when there is none

// What stands in the systems about her, at one instant each.
struct Found {
  Systems systems;
  std::unique_ptr<find::Reading> reading;
  std::unique_ptr<find::CellsOfReading> cells;
  find::Sought sought;
  dossier::Dossier dossier;
  std::vector<Unverified> unverified;  // identifiers of which a human must say whose they are
};
// Once identity is proven, what was reached by what nobody verified makes candidates of it (verified.h).
Found find_for(House& house, const Case& of);
// The request is the one person's from now on whom it was found to be; the register knows her by what the rows bear that
// hang by what was proven. `contact`: the one that a code proved; empty: a human looked, and any on file may be written to.
void bind_person(House& house, const Case& of, Found& found, const std::string& evidence,
                 const std::string& contact = {});
// What was proven: the contact that took the code, or what a human checked; and what a human said since is hers.
// What an earlier plan of this request, carried out in part, knew of her: what led to the rest may be gone by now.
std::vector<subject::Identifier> known_before(House& house, const Case& of);
std::vector<subject::Identifier> proven_of(House& house, const Case& of);
// The level was reached by a code: that proves one contact, and nothing else that she wrote.
bool proven_by_code(const Case& of);
std::vector<subject::Identifier> said_to_be_hers(House& house, const std::string& reference);
// Tombstones of this plan of this request, for every row that goes, before its system commits.
void remember_what_goes(House& house, const std::string& request, const std::string& plan, act::Order& order);
// What a person who searches by hand is asked, always in the same words.
source::Inquiry inquiry_of(const Case& of);
// What a human said of who is who in this request.
std::vector<dossier::Decision> decisions_of(House& house, const std::string& reference);

// What the right wants done: the plan, and everything that carrying it out needs.
struct Planned {
  plan::Plan plan;
  std::vector<plan::Correction> corrections;
  std::function<plan::Plan(const dossier::Dossier&, dossier::Cells&)> again;
  bool changes_systems = false;
  std::string effect;                    // key of a sentence in share/words
  std::vector<standing::Entry> entries;  // what holds once it is carried out
  std::vector<std::string> questions;    // beside the plan's own
  std::vector<Said> said;                // what a human must see to settle them
  std::vector<Difference> differences;
  answer::LetterKind letter = answer::LetterKind::nothing_held;
  bool package = false;  // the answer is a package
  std::string vault_of;  // of a release: the request whose vault holds the values; empty: this one
};

// What an access or portability request is limited to: its details "category" and "system".
plan::Scope asked_for(const Case& of);
// Each in its own file, by the law's word; portability is planned with access, information and complaint need no plan
// (answer.cpp). `language` for what people read.
Planned plan_access(House& house, const Case& of, Found& found, const std::string& language);
Planned plan_erasure(House& house, const Case& of, Found& found, const std::string& language);
Planned plan_rectification(House& house, const Case& of, Found& found, const std::string& language);
Planned plan_restriction(House& house, const Case& of, Found& found, const std::string& language);
Planned plan_objection(House& house, const Case& of, Found& found, const std::string& language);
Planned plan_automated_decision(House& house, const Case& of, Found& found, const std::string& language);
Planned plan_consent(House& house, const Case& of, Found& found, const std::string& language);
Planned plan_posthumous(House& house, const Case& of, Found& found, const std::string& language);
// After a withdrawal was carried out and proven, whichever came last: opens the erasure of what served that consent only, if there is anything (GDPR
// 17(1)(b)). And the reference of the one that was opened; empty: none.
void propose_erasure(House& house, const Case& of);
std::string erasure_after(const Case& withdrawal);
// What other measures say about an erasure: restrictions, in force or asked for in any request; disputes that hold data.
plan::ErasureScope scope_of(House& house, const Case& of);
std::vector<std::string> activities_of(const Case& of);  // that a restriction names; "" alone: all
// Restriction requests of hers, for this activity ("" = all) and ground, of which something still stands put away or
// marked in a system: not released yet. The permit does not open before (GDPR 18(2)).
std::vector<std::string> freezes_in_systems(House& house, const Case& of, const std::string& activity,
                                            const std::string& ground);
// What held since receipt holds no longer, where she withdrew it: with her word (let_go.cpp).
void let_go(House& house, const Case& of, const base::Personal<std::string>& reasons);
// The same when the day is over on which the letter that says so was posted.
void let_go_after_notice(House& house, const Case& of, const base::Personal<std::string>& reasons);
// Whoever in the register it holds for, or of whom it said so, that the person died.
bool says_dead(House& house, const Case& of);
// A decision of a named human on this request, by its word: "upheld", "entitled".
bool is_decided_as(const Case& of, std::string_view outcome);
// The letter of a refusal; what held only until then ends with it.
std::string send_refusal(House& house, const Case& of);
Planned planned(House& house, const Case& of, Found& found, const std::string& language);

// Before and after of every cell that the plan changes, in her words.
std::vector<Difference> differences_of(const map::Map& map, const plan::Plan& plan, Found& found,
                                       const std::vector<plan::Correction>& corrections,
                                       const std::string& language);

// --- small things that several files need -----------------------------------------------------------------------

using Facts = std::vector<std::pair<std::string, std::string>>;
request::Event event_of(const House& house, request::What what, std::string by, Facts facts = {},
                        base::Personal<std::string> text = {});
void record(House& house, const std::string& reference, const request::Event& event);
void in_ledger(House& house, const std::string& what, Facts facts);
standing::Entry entry_of(const House& house, standing::What what, const std::string& by);
// The day on which the retention rule `id` of the law library ends for what began on this day (share/law/retention.yaml).
base::Date ends(const House& house, const std::string& id, base::Date began);
// Refused by rule, in words, with its article.
[[noreturn]] void refuse_to(const std::string& reference, const std::string& rule);
std::vector<std::optional<relation::Catalogue>> catalogues_of(Systems& systems);

}  // namespace habeas::handle
