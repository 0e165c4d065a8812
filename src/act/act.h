// Acting: runs a plan under a Warrant. One transaction for one person in one system: all of them are begun, which takes
// the locks; the person is found and planned for again; a system whose rows and fates are what was approved is changed,
// each change naming the cells it relied on, and counts must match. Every transaction carries its marker, so that a crash
// resolves on resume: before or after, never between, nothing twice. Documents go before the rows that name them, and
// upstream systems (`feeds`) before those that copy from them, which otherwise wait. If one system fails, the others
// stand. docs/acting.md.
#pragma once

#include <habeas/find/find.h>
#include <habeas/ledger/ledger.h>
#include <habeas/plan/fate.h>
#include <habeas/plan/rectification.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace habeas::act {

// What to run: the approved plan and how to make it again under lock.
struct Order {
  // Our name for it: "R-2026-000001/1"; with the plan's digest it is every marker. At most 100 bytes.
  std::string run;
  const map::Map& map;
  find::Sought person;
  const plan::Plan& plan;
  const dossier::Dossier& dossier;            // that the plan was made on
  std::vector<plan::Correction> corrections;  // for Becomes::corrected
  // Plans again, over what stands now. Same right, same scope, same decisions.
  std::function<plan::Plan(const dossier::Dossier&, dossier::Cells&)> plan_again;
  // Vault: keeps a sealed value under a name, and gives it back, or an empty one if there is none. Must be durable when
  // it returns. Beside frozen cells (act/compile.h, vault_name) it keeps "names/RUN" while a run redacts texts, so that a
  // resumed one still knows what to look for: destroy both when they are not needed any more. Not needed for other plans.
  std::function<void(const std::string& name, const base::Personal<std::string>& bytes)> put_away;
  std::function<base::Personal<std::string>(const std::string& name)> take_back;
  // Called for every row that is removed, before its system commits: for tombstones.
  // After a crash it may be called again for the same row.
  std::function<void(const map::SystemName&, const map::CollectionName&, const relation::RowKey& key,
                     const base::Personal<std::string>& identifying)>
      going;
  // Called likewise for every column that an erasure empties or replaces in a row that stays: `bytes` are its name, its
  // old content and what identified the row (act/compile.h, Emptied).
  std::function<void(const map::SystemName&, const map::CollectionName&, const relation::RowKey& key,
                     const base::Personal<std::string>& bytes)>
      emptied{};
  source::Inquiry inquiry{};  // as the find's: what a person who searches by hand was asked
  find::Limits limits{};      // likewise
};

struct Outcome {
  enum class Kind {
    done,
    nothing_to_do,
    already_done,  // a marker says so: resumed after a crash
    moved,         // what stands now is not what was approved: a human looks
    failed,        // the system could not be reached, or refused
    by_hand,       // a person was asked (manual), has until a date
  };
  map::SystemName system;
  Kind kind = Kind::nothing_to_do;
  std::uint64_t rows_removed = 0;
  std::uint64_t rows_changed = 0;
  std::uint64_t cells_changed = 0;
  std::uint64_t documents_removed = 0;
  std::uint64_t rows_added = 0;     // that came since and that the approved plan covers: its addendum
  std::string why;                  // of moved, failed and by_hand; never personal
  std::optional<base::Date> due{};  // of by_hand
  base::Instant at{};
};
std::string_view to_string(Outcome::Kind kind);

// The marker of a run in every system.
std::string marker_of(const Order& order);

// `systems` as for find::Reading, opened for acting. Never throws for a system's own failure: it is its Outcome. One for
// each system of the map and each that keeps documents, in the order in which they are changed.
std::vector<Outcome> run(const Order& order, const std::vector<find::Reading::Access>& systems,
                         const ledger::Warrant& warrant, const base::Clock& clock);

// Where a crash can be injected, for tests: called before each statement and each durable write, with its number
// (source/step.h).
using Between = std::function<void(std::uint64_t)>;
void call_between_changes(Between between);

}  // namespace habeas::act
