#include <habeas/connector/files/transaction.h>

#include <habeas/base/fault.h>
#include <habeas/connector/files/changed_table.h>
#include <habeas/connector/files/durable.h>
#include <habeas/connector/files/journal.h>
#include <habeas/connector/files/table_file.h>
#include <habeas/source/step.h>

#include <fcntl.h>
#include <sys/stat.h>

#include <map>
#include <set>

namespace habeas::files {

using base::Fault;
using base::FaultKind;
using source::RowChange;

namespace {

class FolderTransaction final : public source::Transaction {
 public:
  FolderTransaction(const std::string& system, const std::string& path, const base::Clock& clock,
                    const Settings& settings)
      : folder_(system, path), settings_(settings), clock_(clock), workshop_(folder_, settings.wait) {
    for (const auto& name : folder_.names()) {
      if (const auto table = table_of(name); !table.empty()) stamps_.emplace(table, Known{name, stamp(name)});
    }
  }

  std::size_t apply(const RowChange& change) override {
    check_alive();
    source::step();
    alive_ = false;  // a fault in the middle ends it
    const auto rows = table(relation::to_string(change.table)).apply(change);
    alive_ = true;
    return rows;
  }

  bool remove_document(const base::Personal<std::string>& path) override;

  void mark(const std::string& run) override {
    check_alive();
    source::step();
    if (workshop_.has_run(run))
      throw Fault(FaultKind::changed, folder_.system(), "this run has taken effect before");
    journal_.run = run;
  }

  void commit() override;

 private:
  struct Known {
    std::string file;
    std::optional<Stamp> stamp;
  };

  void check_alive() const {
    if (alive_) return;
    throw Fault(FaultKind::cancelled, folder_.system(), "the transaction has already ended");
  }
  Fault moved(const std::string& file) const {
    return {FaultKind::changed, folder_.system(), file + " changed since the transaction began"};
  }

  std::optional<Stamp> stamp(const std::string& file) const {
    try {
      const auto opened = folder_.open(file);
      return opened ? std::optional(stamp_of(*opened)) : std::nullopt;
    } catch (const Fault&) {
      return std::nullopt;  // said when it is to be changed
    }
  }

  ChangedTable& table(const std::string& name) {
    if (const auto found = tables_.find(name); found != tables_.end()) return found->second;
    const auto known = stamps_.find(name);
    const auto file = known == stamps_.end() ? std::nullopt : folder_.open(known->second.file);
    if (!file) throw Fault(FaultKind::vanished, folder_.system(), "there is no " + name + ".csv");
    check_plain(known->second.file);
    if (!known->second.stamp || stamp_of(*file) != *known->second.stamp) throw moved(known->second.file);
    return tables_.try_emplace(name, folder_, *file, name, settings_).first->second;
  }

  // A link would be replaced, and what it points at would stay.
  void check_plain(const std::string& path) const {
    const auto parent = folder_.parent_of(path);
    struct stat status{};
    if (!parent ||
        ::fstatat(parent->folder.number(), parent->name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
      return;
    if (!S_ISREG(status.st_mode)) throw Fault(FaultKind::refused, folder_.system(), "a link is not changed");
    if (status.st_nlink > 1) {
      throw Fault(FaultKind::refused, folder_.system(),
                  "a file that has another name too: its content would stay there");
    }
  }

  Folder folder_;
  Settings settings_;
  const base::Clock& clock_;
  Workshop workshop_;
  std::map<std::string, Known> stamps_;  // by table, when the transaction began
  std::map<std::string, ChangedTable> tables_;
  std::set<std::string> documents_;
  Journal journal_;
  bool alive_ = true;
};

bool FolderTransaction::remove_document(const base::Personal<std::string>& path) {
  check_alive();
  source::step();
  const auto file = folder_.open(path.reveal());
  if (!file) return false;
  check_plain(path.reveal());
  if (documents_.insert(path.reveal()).second) journal_.removed.push_back({path.reveal(), stamp_of(*file)});
  return true;
}

void FolderTransaction::commit() {
  check_alive();
  alive_ = false;
  int number = 0;
  for (const auto& [name, table] : tables_) {
    if (!table.changed()) continue;
    const Known& known = stamps_.at(name);
    const auto file = folder_.open(known.file);
    if (!file || stamp_of(*file) != *known.stamp) throw moved(known.file);
    const std::string fresh = "new-" + std::to_string(++number);
    workshop_.write(fresh, table.content(), *file);
    journal_.replaced.push_back({known.file, fresh, *known.stamp});
  }
  for (const auto& [name, known] : stamps_) {
    if (tables_.contains(name) && stamp(known.file) != known.stamp) throw moved(known.file);
  }
  workshop_.commit(journal_, base::to_rfc3339(clock_.now()));
}

}  // namespace

std::unique_ptr<source::Transaction> begin_transaction(const std::string& system, const std::string& path,
                                                       const base::Clock& clock, const Settings& settings) {
  return std::make_unique<FolderTransaction>(system, path, clock, settings);
}

}  // namespace habeas::files
