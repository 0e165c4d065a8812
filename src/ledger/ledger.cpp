#include <habeas/ledger/ledger.h>

#include <habeas/base/digest.h>
#include <habeas/base/fault.h>
#include <habeas/base/must.h>
#include <habeas/ledger/file.h>
#include <habeas/ledger/line.h>
#include <habeas/ledger/reading.h>

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

namespace habeas::ledger {
namespace {

using base::Fault;
using base::FaultKind;

class FileLedger final : public Ledger {
 public:
  FileLedger(std::string path, File file, Reading reading, const base::Clock& clock)
      : path_(std::move(path)),
        file_(std::move(file)),
        chain_(std::move(reading.chain)),
        bytes_(reading.good),
        clock_(clock) {}

  std::uint64_t append(const Event& event) override {
    const std::lock_guard guard(mutex_);
    refuse_if_not_ours();
    const Line line = write_line(chain_.size(), clock_.now(), event, chain_.head());
    put(line.text);
    bytes_ += line.text.size();
    chain_.add(line);
    return chain_.size() - 1;
  }

  std::uint64_t size() const override {
    const std::lock_guard guard(mutex_);
    return chain_.size();
  }

  std::string head() const override {
    const std::lock_guard guard(mutex_);
    return chain_.head();
  }

 private:
  void refuse_if_not_ours() {
    if (unusable_)
      throw Fault(FaultKind::broken, path_, "an earlier failure left it in doubt: open it again");
    if (!file_.is_still_at_its_path())
      throw Fault(FaultKind::vanished, path_, "moved or removed while in use");
    if (file_.size() != bytes_)
      throw Fault(FaultKind::changed, path_, "written to by somebody else while in use");
  }

  // All of the line and durable, or none of it. Where not even that can be said, no more events.
  void put(const std::string& text) {
    unusable_ = true;
    try {
      file_.write(text);
    } catch (const Fault&) {
      file_.cut(bytes_);
      file_.sync();
      unusable_ = false;
      throw;
    }
    file_.sync();
    unusable_ = false;
  }

  const std::string path_;
  const File file_;
  mutable std::mutex mutex_;
  Chain chain_;
  std::uint64_t bytes_;
  bool unusable_ = false;
  const base::Clock& clock_;
};

}  // namespace

std::unique_ptr<Ledger> Ledger::open(const std::string& path, const base::Clock& clock) {
  File file = File::open_to_append(path);
  file.lock();
  if (!file.is_still_at_its_path())
    throw Fault(FaultKind::vanished, path, "moved or removed while it was opened");
  Reading reading = read_chain(file);
  if (!reading.damage.empty()) throw Fault(FaultKind::broken, path, reading.damage);
  const std::string torn = reading.torn;
  if (!torn.empty()) {
    file.cut(reading.good);
    file.sync();
  }
  auto ledger = std::make_unique<FileLedger>(path, std::move(file), std::move(reading), clock);
  if (!torn.empty()) {
    ledger->append(
        {"ledger.repaired",
         {{"bytes-cut-off", std::to_string(torn.size())}, {"their-sha256", base::sha256_hex(torn)}}});
  }
  return ledger;
}

Warrant Ledger::warrant(const std::string& plan_digest, const Event& intent) {
  base::must(!plan_digest.empty(), "a warrant is for one plan");
  Event event = intent;
  const auto named = std::ranges::find(event.facts, "plan", [](const auto& fact) { return fact.first; });
  if (named == event.facts.end()) {
    event.facts.emplace_back("plan", plan_digest);
  } else {
    base::must(named->second == plan_digest, "an intent states the plan that its warrant is for");
  }
  const std::uint64_t position = append(event);
  return {position, plan_digest};
}

Verdict verify(const std::string& path) {
  const File file = File::open_to_read(path);
  Reading reading = read_chain(file);
  Verdict verdict{true, reading.chain.size(), reading.damage, reading.chain.head()};
  if (verdict.problem.empty() && !reading.torn.empty()) {
    verdict.problem = fmt::format("line {} is cut short, or being written", verdict.events + 1);
  }
  verdict.intact = verdict.problem.empty();
  return verdict;
}

}  // namespace habeas::ledger
