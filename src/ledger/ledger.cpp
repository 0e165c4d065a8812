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

// The lock of other processes, for one append.
class Held {
 public:
  explicit Held(const File& file) : file_(file) { file_.lock(); }
  ~Held() {
    try {
      file_.unlock();
    } catch (const Fault&) {
      // It ends with the file.
    }
  }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;

 private:
  const File& file_;
};

class FileLedger final : public Ledger {
 public:
  FileLedger(std::string path, File file, const base::Clock& clock)
      : path_(std::move(path)), file_(std::move(file)), clock_(clock) {}

  // Reads what is there, and repairs a line that a crash cut short.
  void begin() {
    const std::lock_guard guard(mutex_);
    const Held held(file_);
    if (!file_.is_still_at_its_path())
      throw Fault(FaultKind::vanished, path_, "moved or removed while it was opened");
    read_on(file_, reading_);
    if (!reading_.damage.empty()) throw Fault(FaultKind::broken, path_, reading_.damage);
    repair();
  }

  std::uint64_t append(const Event& event) override {
    const std::lock_guard guard(mutex_);
    const Held held(file_);
    catch_up();
    return add(event);
  }

  std::uint64_t size() const override {
    const std::lock_guard guard(mutex_);
    return reading_.chain.size();
  }

  std::string head() const override {
    const std::lock_guard guard(mutex_);
    return reading_.chain.head();
  }

 private:
  std::uint64_t add(const Event& event) {
    const Line line = write_line(reading_.chain.size(), clock_.now(), event, reading_.chain.head());
    put(line.text);
    reading_.good += line.text.size();
    reading_.chain.add(line);
    return reading_.chain.size() - 1;
  }

  // What other processes appended since; whatever does not follow from what we know is somebody else's.
  void catch_up() {
    if (unusable_)
      throw Fault(FaultKind::broken, path_, "an earlier failure left it in doubt: open it again");
    if (!file_.is_still_at_its_path())
      throw Fault(FaultKind::vanished, path_, "moved or removed while in use");
    const std::uint64_t size = file_.size();
    if (size == reading_.good) return;
    if (size > reading_.good) read_on(file_, reading_);
    if (size < reading_.good || !reading_.damage.empty()) {
      unusable_ = true;
      throw Fault(FaultKind::changed, path_, "written to by somebody else while in use");
    }
    repair();
  }

  // A last line without its end: its append never returned, so nobody relies on it.
  void repair() {
    if (reading_.torn.empty()) return;
    const std::string torn = std::move(reading_.torn);
    reading_.torn.clear();
    file_.cut(reading_.good);
    file_.sync();
    add({"ledger.repaired",
         {{"bytes-cut-off", std::to_string(torn.size())}, {"their-sha256", base::sha256_hex(torn)}}});
  }

  // All of the line and durable, or none of it. Where not even that can be said, no more events.
  void put(const std::string& text) {
    unusable_ = true;
    try {
      file_.write(text);
    } catch (const Fault&) {
      file_.cut(reading_.good);
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
  Reading reading_;  // all that is known of the file
  bool unusable_ = false;
  const base::Clock& clock_;
};

}  // namespace

std::unique_ptr<Ledger> Ledger::open(const std::string& path, const base::Clock& clock) {
  auto ledger = std::make_unique<FileLedger>(path, File::open_to_append(path), clock);
  ledger->begin();
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
