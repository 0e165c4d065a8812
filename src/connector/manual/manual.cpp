#include <habeas/connector/manual/manual.h>

#include <habeas/base/digest.h>
#include <habeas/base/fault.h>
#include <habeas/connector/files/beneath.h>
#include <habeas/connector/files/files.h>
#include <habeas/connector/manual/task_store.h>
#include <habeas/connector/manual/transaction.h>

#include <filesystem>

namespace habeas::manual {

using base::Fault;
using base::FaultKind;

namespace {

// What was searched and not found: no rows in any table, no documents.
class NothingFound final : public source::Snapshot {
 public:
  explicit NothingFound(base::Instant taken_at) : taken_at_(taken_at) {}
  base::Instant taken_at() const override { return taken_at_; }
  void read(std::span<const source::Lookup>, source::RowSink&) override {}
  std::uint64_t statements_sent() const override { return 0; }
  bool holds_nothing() const override { return true; }

 private:
  base::Instant taken_at_;
};

// The evidence is read as of the day it was handed in.
class FoundByAPerson final : public source::Snapshot {
 public:
  FoundByAPerson(std::unique_ptr<source::Snapshot> evidence, base::Instant taken_at)
      : evidence_(std::move(evidence)), taken_at_(taken_at) {}
  base::Instant taken_at() const override { return taken_at_; }
  void read(std::span<const source::Lookup> level, source::RowSink& sink) override {
    evidence_->read(level, sink);
  }
  bool document(const base::Personal<std::string>& path,
                const std::function<void(std::string_view)>& piece) override {
    return evidence_->document(path, piece);
  }
  std::uint64_t statements_sent() const override { return evidence_->statements_sent(); }

 private:
  std::unique_ptr<source::Snapshot> evidence_;
  base::Instant taken_at_;
};

void check_evidence(const std::string& system, const std::string& folder, const Task& task) {
  const files::Folder evidence(system, folder);
  for (const auto& known : task.evidence) {
    base::Sha256 digest;
    const auto file = evidence.open(known.name.reveal());
    if (file) {
      files::read_pieces(*file, system, [&](std::string_view piece) {
        digest.add(piece);
        return true;
      });
    }
    if (file && digest.hex() == known.sha256) continue;
    throw Fault(FaultKind::changed, system,
                "the evidence of task " + task.reference + " is not what was handed in");
  }
}

base::Date after(base::Instant from, int days) {
  return base::Date(std::chrono::sys_days(base::date_of(from)) + std::chrono::days(days));
}

class ManualSource final : public source::Source {
 public:
  ManualSource(std::string system, const base::Clock& clock, Settings settings)
      : system_(std::move(system)), clock_(clock), settings_(std::move(settings)) {}

  const std::string& system() const override { return system_; }
  source::Capabilities capabilities() const override {
    return {.reads_rows = true,
            .holds_documents = true,
            .one_instant = false,
            .changes = true,
            .by_hand = true,
            .has_catalogue = false};
  }
  relation::Catalogue catalogue() override {
    return {"manual",
            {},
            {"a person searches this system: it has no catalogue, and its map is taken at its word"}};
  }
  source::Opening open(const source::Inquiry& inquiry) override;
  std::unique_ptr<source::Transaction> begin(const ledger::Warrant&) override {
    return begin_transaction(system_, clock_, settings_);
  }
  void prepare(const ledger::Warrant&) override {}  // nothing to prepare: a person is asked
  bool committed(const std::string& run) override {
    const auto task = task_of_run(system_, settings_, run);
    return task && task->state == State::done;
  }
  std::optional<source::Pending> pending(const std::string& run) override {
    const auto task = task_of_run(system_, settings_, run);
    if (!task || task->state == State::done) return std::nullopt;
    return source::Pending{task->reference, task->due, task->who};
  }

 private:
  Task task_for(const source::Inquiry& inquiry) const;
  std::string system_;
  const base::Clock& clock_;
  Settings settings_;
};

Task ManualSource::task_for(const source::Inquiry& inquiry) const {
  const auto reference = reference_for(settings_.folder, system_, inquiry.purpose, inquiry.identifiers);
  const auto path = path_of(settings_.folder, system_, reference);
  if (auto known = read_task(path)) return *known;
  Task task;
  task.system = system_;
  task.reference = reference;
  task.purpose = inquiry.purpose;
  task.who = settings_.who;
  task.created = clock_.now();
  task.due = after(task.created, settings_.within_days);
  create_task(path, task, inquiry.identifiers);
  auto made = read_task(path);
  if (!made) throw Fault(FaultKind::unavailable, system_, "the task that was just made cannot be read");
  return *made;
}

source::Opening ManualSource::open(const source::Inquiry& inquiry) {
  const Task task = task_for(inquiry);
  if (task.state == State::open) return source::Pending{task.reference, task.due, task.who};
  const auto taken_at = task.done.value_or(task.created);
  if (task.evidence.empty()) return std::make_unique<NothingFound>(taken_at);
  const auto folder = (path_of(settings_.folder, system_, task.reference) / "evidence").string();
  check_evidence(system_, folder, task);
  auto evidence = files::make(system_, folder, clock_)->open(inquiry);
  return std::make_unique<FoundByAPerson>(std::move(std::get<std::unique_ptr<source::Snapshot>>(evidence)),
                                          taken_at);
}

}  // namespace

std::unique_ptr<source::Source> make(std::string system, const base::Clock& clock, Settings settings) {
  return std::make_unique<ManualSource>(std::move(system), clock, std::move(settings));
}

}  // namespace habeas::manual
