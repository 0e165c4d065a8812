#include <habeas/connector/manual/transaction.h>

#include <habeas/base/fault.h>
#include <habeas/connector/manual/task_store.h>
#include <habeas/source/step.h>

namespace habeas::manual {

using base::Fault;
using base::FaultKind;
using relation::Value;
using source::RowChange;

namespace {

std::string reference_of_run(const std::string& system, const Settings& settings, const std::string& run) {
  return reference_for(settings.folder, system, "change " + run, {});
}

std::string in_words(const Value& value) {
  const auto text = relation::canonical_text(value);
  return text ? "\"" + *text + "\"" : "empty";
}

std::string in_words(const RowChange::Cells& cells, const std::string& between, const std::string& verb) {
  std::string words;
  for (const auto& [name, value] : cells) {
    words += (words.empty() ? "" : between) + name.text() + " " + verb + " " + in_words(value);
  }
  return words;
}

std::string in_words(const RowChange& change) {
  const auto key = in_words(change.key.reveal(), " and ", "is");
  const auto rows =
      change.copies > 1 ? "the " + std::to_string(change.copies) + " rows" : std::string("the row");
  switch (change.kind) {
    case RowChange::Kind::remove:
      return "remove " + rows + " of " + relation::to_string(change.table) + " where " + key;
    case RowChange::Kind::update:
      return "in " + rows + " of " + relation::to_string(change.table) + " where " + key + ": " +
             in_words(change.cells.reveal(), ", ", "becomes");
    case RowChange::Kind::insert:
      return "add a row to " + relation::to_string(change.table) + ": " + key + ", " +
             in_words(change.cells.reveal(), ", ", "is");
  }
  return {};
}

class AskedOfAPerson final : public source::Transaction {
 public:
  AskedOfAPerson(std::string system, const base::Clock& clock, Settings settings)
      : system_(std::move(system)), clock_(clock), settings_(std::move(settings)) {}

  std::size_t apply(const RowChange& change) override {
    source::step();
    lines_.push_back(in_words(change));
    return change.copies;
  }
  bool remove_document(const base::Personal<std::string>& path) override {
    source::step();
    lines_.push_back("remove the document " + path.reveal());
    return true;
  }
  void mark(const std::string& run) override {
    if (task_of_run(system_, settings_, run))
      throw Fault(FaultKind::changed, system_, "a person was asked for this run before");
    run_ = run;
  }
  void commit() override;

 private:
  std::string system_;
  const base::Clock& clock_;
  Settings settings_;
  std::string run_;
  std::vector<std::string> lines_;
  bool alive_ = true;
};

void AskedOfAPerson::commit() {
  if (!alive_) throw Fault(FaultKind::cancelled, system_, "the transaction has already ended");
  if (run_.empty()) throw Fault(FaultKind::refused, system_, "a person is asked for a marked run only");
  alive_ = false;
  Task task;
  task.system = system_;
  task.reference = reference_of_run(system_, settings_, run_);
  task.what = What::change;
  task.purpose = run_;
  task.who = settings_.who;
  task.created = clock_.now();
  task.due = base::Date(std::chrono::sys_days(base::date_of(task.created)) +
                        std::chrono::days(settings_.within_days));
  create_task(path_of(settings_.folder, system_, task.reference), task, base::Personal(lines_));
}

}  // namespace

std::unique_ptr<source::Transaction> begin_transaction(const std::string& system, const base::Clock& clock,
                                                       const Settings& settings) {
  return std::make_unique<AskedOfAPerson>(system, clock, settings);
}

std::optional<Task> task_of_run(const std::string& system, const Settings& settings, const std::string& run) {
  return read_task(path_of(settings.folder, system, reference_of_run(system, settings, run)));
}

}  // namespace habeas::manual
