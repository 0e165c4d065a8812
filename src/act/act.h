// Acting: runs a plan under a Warrant. One transaction for one person in one system: re-finds under lock, plans
// again, and changes only if the result is what was approved; each change names the cells it relied on; counts
// must match. Every transaction carries its marker, so that a crash resolves on resume: before or after, never
// between, nothing twice. Upstream systems first (`feeds`). If one system fails, the others stand. DESIGN.md § 6.
#pragma once

#include <habeas/find/find.h>
#include <habeas/ledger/ledger.h>
#include <habeas/plan/fate.h>
#include <habeas/plan/rectification.h>

#include <functional>
#include <string>
#include <vector>

namespace habeas::act {

// What to run: the approved plan and how to make it again under lock.
struct Order {
  std::string run;  // our name for it: "R-2026-000001/1"; part of every marker
  const map::Map& map;
  find::Sought person;
  const plan::Plan& plan;
  const dossier::Dossier& dossier;            // that the plan was made on
  std::vector<plan::Correction> corrections;  // for Becomes::corrected
  // Plans again, over what stands now. Same right, same scope, same decisions.
  std::function<plan::Plan(const dossier::Dossier&, dossier::Cells&)> plan_again;
  // Vault: keeps a sealed value under a name, and gives it back. Must be durable before the source changes.
  std::function<void(const std::string& name, const base::Personal<std::string>& bytes)> put_away;
  std::function<base::Personal<std::string>(const std::string& name)> take_back;
  // Called for every row that is removed or loses its identifying cells, before the change: for tombstones.
  std::function<void(const map::SystemName&, const map::CollectionName&, const relation::RowKey& key,
                     const base::Personal<std::string>& identifying)>
      going;
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
  Kind kind = Kind::done;
  std::uint64_t rows_removed = 0;
  std::uint64_t rows_changed = 0;
  std::uint64_t cells_changed = 0;
  std::uint64_t documents_removed = 0;
  std::string why;  // of moved, failed and by_hand; never personal
};
std::string_view to_string(Outcome::Kind kind);

// `systems` as for find::Reading, opened for acting. Never throws for a system's own failure: it is its Outcome.
std::vector<Outcome> run(const Order& order, const std::vector<find::Reading::Access>& systems,
                         const ledger::Warrant& warrant, const base::Clock& clock);

// Where a crash can be injected, for tests: called before each statement that changes anything, with its number.
using Between = std::function<void(std::uint64_t)>;
void call_between_changes(Between between);

}  // namespace habeas::act
