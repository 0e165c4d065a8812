#include <habeas/act/act.h>

#include <habeas/act/compare.h>
#include <habeas/act/marks.h>
#include <habeas/act/rows_now.h>
#include <habeas/act/sequence.h>
#include <habeas/base/fault.h>
#include <habeas/base/must.h>
#include <habeas/find/cells_of_reading.h>
#include <habeas/find/chart.h>
#include <habeas/source/step.h>

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <random>
#include <set>

namespace habeas::act {
namespace {

using Kind = Outcome::Kind;

constexpr std::size_t longest_run = 100;
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

// The part of a run that happens in one system.
struct Part {
  Turn turn;
  std::size_t system = nowhere;  // in the map; nowhere: it only keeps documents
  source::Source* source = nullptr;
  std::string why_not;
  bool concerned = false;                            // the plan changes something there
  std::unique_ptr<source::Transaction> transaction;  // open: still to be done
  std::optional<relation::Catalogue> catalogue;
  std::vector<RowsNow> rows;
  Compiled compiled;
  Outcome outcome;

  void end(Kind kind, std::string why = {}) {
    transaction.reset();
    outcome.kind = kind;
    outcome.why = std::move(why);
  }
};

std::string random_digits() {
  std::random_device chance;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", chance(), chance(), chance(), chance());
}

relation::RowKey key_of(const Change& change) {
  relation::Row row;
  for (const auto& [name, value] : change.row.key.reveal()) row.push_back(value);
  return relation::RowKey(row);
}

class Run {
 public:
  Run(const Order& order, const std::vector<find::Reading::Access>& systems, const ledger::Warrant& warrant,
      const base::Clock& clock)
      : order_(order), systems_(systems), warrant_(warrant), clock_(clock), marker_(marker_of(order)) {}

  std::vector<Outcome> all() {
    make_parts();
    for (Part& part : parts_) guarded(part, [&] { begin(part); });
    if (any_open()) find_again();
    if (any_open()) carry_out();
    std::vector<Outcome> outcomes;
    for (Part& part : parts_) {
      part.outcome.at = clock_.now();
      outcomes.push_back(std::move(part.outcome));
    }
    return outcomes;
  }

 private:
  // What fails here is this system's own: its transaction is rolled back.
  static void guarded(Part& part, const std::function<void()>& step) {
    try {
      step();
    } catch (const base::Fault& fault) {
      const bool changed = fault.kind() == base::FaultKind::changed;
      part.end(changed ? Kind::moved : Kind::failed, fault.where() + ": " + fault.detail());
    }
  }

  bool any_open() const {
    return std::any_of(parts_.begin(), parts_.end(),
                       [](const Part& part) { return part.transaction != nullptr; });
  }

  Part* part_of(const map::SystemName& name) {
    for (Part& part : parts_) {
      if (part.turn.system == name) return &part;
    }
    return nullptr;
  }

  void make_parts();
  void begin(Part& part);
  bool resumed() const;
  find::Sought sought() const;
  void find_again();
  void judge(const dossier::Dossier& dossier, const plan::Plan& plan);
  void compile_all(const dossier::Dossier& dossier, const plan::Plan& plan, find::Reading& reading);
  void compile_part(Part& part, const dossier::Dossier& dossier, const plan::Plan& plan,
                    const find::Chart& chart, dossier::Cells& cells, const Means& means);
  void check_others(Part& part);
  void carry_out();
  void apply(Part& part);
  void remove_documents(const Part& owner);
  void commit(Part& part);

  const Order& order_;
  const std::vector<find::Reading::Access>& systems_;
  const ledger::Warrant& warrant_;
  const base::Clock& clock_;
  std::string marker_;
  std::vector<Part> parts_;
};

void Run::make_parts() {
  std::vector<map::CollectionAt> changed;
  std::set<map::SystemName> loses_documents;
  for (const auto& planned : order_.plan.collections) {
    const auto& where = order_.dossier.collections.at(planned.rows_of);
    const bool any = std::any_of(planned.rows.begin(), planned.rows.end(), [&](const plan::RowFate& row) {
      return changes(planned.patterns.at(row.pattern));
    });
    if (!any || where.sight_table) continue;
    changed.push_back(where.at);
    const auto& fields = order_.map.systems[where.at.system].collections[where.at.collection].fields;
    for (const auto& pattern : planned.patterns) {
      for (const auto& cell : pattern) {
        if (cell.field < 0 || !document_goes(cell)) continue;
        if (const auto& file = fields.at(static_cast<std::size_t>(cell.field)).file)
          loses_documents.insert(*file);
      }
    }
  }
  for (auto& turn : sequence(order_.map, changed)) {
    Part part;
    part.outcome.system = turn.system;
    part.turn = std::move(turn);
    for (std::size_t s = 0; s < order_.map.systems.size(); ++s) {
      if (order_.map.systems[s].system == part.turn.system) part.system = s;
    }
    part.concerned = loses_documents.contains(part.turn.system);
    for (const auto& at : changed) part.concerned = part.concerned || at.system == part.system;
    for (std::size_t i = 0; i < systems_.size(); ++i) {
      const auto& access = systems_[i];
      auto name = access.source != nullptr ? map::SystemName(access.source->system()) : access.system;
      if (name.empty() && i < order_.map.systems.size()) name = order_.map.systems[i].system;
      if (name != part.turn.system) continue;
      part.source = access.source;
      part.why_not = access.why_not;
    }
    parts_.push_back(std::move(part));
  }
}

// The marker first: what a crash left is completed or taken back before anybody looks.
void Run::begin(Part& part) {
  if (!part.concerned) return;
  if (part.source == nullptr)
    return part.end(Kind::failed, part.why_not.empty() ? "no way to reach it was given" : part.why_not);
  if (part.source->committed(marker_)) return part.end(Kind::already_done);
  if (const auto task = part.source->pending(marker_)) {
    part.outcome.due = task->due;
    return part.end(Kind::by_hand,
                    "task " + task->task + ": " + task->who + " has until " + base::to_iso(task->due));
  }
  part.transaction = part.source->begin(warrant_);
}

// Is some of the plan done, or out of reach? Then what led from there to here is perhaps not to be seen any more.
bool Run::resumed() const {
  return std::any_of(parts_.begin(), parts_.end(),
                     [](const Part& part) { return part.concerned && part.transaction == nullptr; });
}

find::Sought Run::sought() const {
  find::Sought result = order_.person;
  if (!resumed()) return result;
  result.settled = true;
  for (const auto& known : order_.dossier.identifiers) {
    if (!known.supplied && known.followed) result.identifiers.push_back(known.identifier);
  }
  return result;
}

void Run::find_again() {
  std::string trouble;
  try {
    find::Reading reading(order_.map, systems_, order_.inquiry);
    const auto dossier = find::find_one(order_.map, reading, sought(), order_.limits);
    find::CellsOfReading cells(reading);
    const auto plan = order_.plan_again(dossier, cells);
    judge(dossier, plan);
    compile_all(dossier, plan, reading);
    return;
  } catch (const base::Fault& fault) {
    trouble = fault.where() + ": " + fault.detail();
  }
  for (Part& part : parts_) {
    if (part.transaction) part.end(Kind::failed, trouble);
  }
}

void Run::judge(const dossier::Dossier& dossier, const plan::Plan& plan) {
  std::string moved;
  if (dossier.outcome != dossier::Outcome::found) moved = "she is no longer found as one person";
  if (plan.map_digest != order_.plan.map_digest || plan.law_digest != order_.plan.law_digest)
    moved = "the map or the law's data is not that of the approved plan";
  for (Part& part : parts_) {
    if (!part.transaction) continue;
    if (!moved.empty()) {
      part.end(Kind::moved, moved);
    } else if (part.system != nowhere) {
      const auto comparison =
          compare(order_.map, {order_.plan, order_.dossier}, {plan, dossier}, part.system);
      part.outcome.rows_added = comparison.added;
      if (!comparison.moved.empty()) part.end(Kind::moved, comparison.moved);
    }
  }
}

void Run::compile_all(const dossier::Dossier& dossier, const plan::Plan& plan, find::Reading& reading) {
  std::vector<std::optional<relation::Catalogue>> catalogues(order_.map.systems.size());
  for (Part& part : parts_) {
    if (!part.transaction || part.system == nowhere) continue;
    guarded(part, [&] { part.catalogue = part.source->catalogue(); });
    catalogues[part.system] = part.catalogue;
  }
  const auto chart = find::chart(order_.map, catalogues, {});
  find::CellsOfReading cells(reading);
  const Means means{order_.map.organisation.kinds, marks_of(order_, plan, dossier, cells), order_.corrections,
                    random_digits};
  for (Part& part : parts_) {
    if (!part.transaction || part.system == nowhere) continue;
    guarded(part, [&] { compile_part(part, dossier, plan, chart, cells, means); });
  }
}

void Run::compile_part(Part& part, const dossier::Dossier& dossier, const plan::Plan& plan,
                       const find::Chart& chart, dossier::Cells& cells, const Means& means) {
  auto catalogue = part.catalogue;
  if (catalogue && catalogue->tables.empty()) catalogue.reset();  // a person has none
  part.rows = rows_now(order_.map, plan, dossier, part.system, catalogue, chart, cells);
  part.compiled = compile(part.turn.system, part.rows, means, order_.take_back);
  if (!part.compiled.refusals.empty())
    return part.end(Kind::failed, fmt::format("{}", fmt::join(part.compiled.refusals, "; ")));
  check_others(part);
  for (RowsNow& rows : part.rows) rows.rows.clear();  // they point into what ends here
}

void Run::check_others(Part& part) {
  if (part.source->capabilities().by_hand) return;
  if (part.compiled.documents.empty() && !acts_by_itself(*part.catalogue)) return;
  auto opening = part.source->open(order_.inquiry);
  auto* snapshot = std::get_if<std::unique_ptr<source::Snapshot>>(&opening);
  if (snapshot == nullptr) return part.end(Kind::failed, "it cannot be read any more");
  const auto reasons = would_fall(part.rows, part.compiled.changes, *part.catalogue, **snapshot);
  if (!reasons.empty()) return part.end(Kind::moved, fmt::format("{}", fmt::join(reasons, "; ")));
  keep_shared(part.compiled.documents, part.rows, part.compiled.changes, **snapshot);
}

void Run::carry_out() {
  for (Part& part : parts_) {
    if (part.transaction) guarded(part, [&] { apply(part); });
  }
  for (Part& part : parts_) {
    if (part.transaction && part.system != nowhere) remove_documents(part);
  }
  for (Part& part : parts_) {
    if (part.transaction) guarded(part, [&] { commit(part); });
  }
}

void Run::apply(Part& part) {
  for (const Change& change : part.compiled.changes) {
    if (part.transaction->apply(change.row) != change.row.copies) {
      return part.end(Kind::moved,
                      "a row of " + relation::to_string(change.row.table) + " is not what was approved");
    }
    part.outcome.cells_changed +=
        change.row.kind == source::RowChange::Kind::update ? change.cells * change.row.copies : 0;
    const bool opens_ring = change.cells == 0;
    if (opens_ring) continue;
    auto& rows = change.row.kind == source::RowChange::Kind::remove ? part.outcome.rows_removed
                                                                    : part.outcome.rows_changed;
    rows += change.row.copies;
  }
}

void Run::remove_documents(const Part& owner) {
  for (const Document& document : owner.compiled.documents) {
    Part* keeper = part_of(document.system);
    base::must(keeper != nullptr, "a system that keeps documents has its turn");
    if (!keeper->transaction) continue;  // its outcome says why, and the owner waits for it
    guarded(*keeper, [&] {
      if (keeper->transaction->remove_document(document.path)) ++keeper->outcome.documents_removed;
    });
  }
}

void Run::commit(Part& part) {
  for (const auto& name : part.turn.waits_for) {
    const Part* other = part_of(name);
    const auto kind = other->outcome.kind;
    if (!other->concerned || kind == Kind::done || kind == Kind::already_done) continue;
    if (kind == Kind::nothing_to_do) continue;
    return part.end(Kind::failed, "waits for " + name.text() + ", which is not done");
  }
  for (const Change& change : part.compiled.changes) {
    const RowsNow& where = part.rows.at(change.rows_of);
    for (const auto& [name, bytes] : change.sealed) {
      base::must(static_cast<bool>(order_.put_away), "a restriction is given where to put values away");
      order_.put_away(name, bytes);
    }
    if (change.going && order_.going)
      order_.going(part.turn.system, where.collection->name, key_of(change), *change.going);
    for (const auto& bytes : change.emptied) {
      if (order_.emptied) order_.emptied(part.turn.system, where.collection->name, key_of(change), bytes);
    }
  }
  const bool nothing = part.compiled.changes.empty() && part.outcome.documents_removed == 0;
  if (nothing && (part.system == nowhere || part.source->capabilities().by_hand))
    return part.end(Kind::nothing_to_do);
  part.transaction->mark(marker_);
  part.transaction->commit();
  part.transaction.reset();
  part.outcome.kind = Kind::done;
  const auto task = part.source->capabilities().by_hand ? part.source->pending(marker_) : std::nullopt;
  if (!task) return;
  part.outcome.kind = Kind::by_hand;
  part.outcome.due = task->due;
  part.outcome.why = "task " + task->task + ": " + task->who + " has until " + base::to_iso(task->due);
}

}  // namespace

std::string marker_of(const Order& order) { return order.run + " " + order.plan.digest; }

std::vector<Outcome> run(const Order& order, const std::vector<find::Reading::Access>& systems,
                         const ledger::Warrant& warrant, const base::Clock& clock) {
  base::must(!order.run.empty() && order.run.size() <= longest_run, "a run has a short name of ours");
  base::must(warrant.plan_digest() == order.plan.digest, "a warrant is for the plan that is carried out");
  return Run(order, systems, warrant, clock).all();
}

void call_between_changes(Between between) { source::call_before_steps(std::move(between)); }

}  // namespace habeas::act
