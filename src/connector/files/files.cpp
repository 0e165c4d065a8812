#include <habeas/connector/files/files.h>

#include <habeas/base/fault.h>
#include <habeas/connector/files/beneath.h>
#include <habeas/connector/files/journal.h>
#include <habeas/connector/files/scan.h>
#include <habeas/connector/files/table_file.h>
#include <habeas/connector/files/transaction.h>
#include <habeas/source/permissions.h>
#include <habeas/source/shell.h>

#include <map>

namespace habeas::files {

using base::Fault;
using base::FaultKind;
using source::Lookup;
using source::RowSink;

namespace {

// Records between two looks at the clock.
constexpr std::size_t records_between_looks = 512;

struct TableFile {
  std::string file;
  Stamp stamp;
};

// The CSV files of the folder by table. What is named like one and cannot be opened stays in, without a stamp,
// so that reading it says why.
std::map<std::string, TableFile> table_files(const Folder& folder) {
  std::map<std::string, TableFile> tables;
  for (const auto& name : folder.names()) {
    const auto table = table_of(name);
    if (table.empty()) continue;
    TableFile found{name, {}};
    try {
      if (const auto file = folder.open(name)) found.stamp = stamp_of(*file);
    } catch (const Fault&) {
    }
    tables.emplace(table, found);
  }
  return tables;
}

class FolderSnapshot final : public source::Snapshot {
 public:
  FolderSnapshot(const std::string& system, const std::string& path, const base::Clock& clock,
                 Settings settings)
      : folder_(system, path), settings_(settings), tables_(table_files(folder_)), taken_at_(clock.now()) {}

  base::Instant taken_at() const override { return taken_at_; }
  std::uint64_t statements_sent() const override { return scans_; }
  void read(std::span<const Lookup> level, RowSink& sink) override;
  bool document(const base::Personal<std::string>& path,
                const std::function<void(std::string_view)>& piece) override;

 private:
  void read_file(const std::string& table, std::span<const Lookup> level,
                 const std::vector<std::size_t>& numbers, RowSink& sink);
  void prepare(std::span<const Lookup> level, const std::vector<std::size_t>& numbers,
               const std::vector<std::string>& header, std::vector<Scan>& scans, RowSink& sink);
  void drop_late(std::vector<Scan>& scans, RowSink& sink);
  void give(std::vector<Scan>& scans, const relation::Row& record, RowSink& sink);
  void fail(std::size_t number, const Fault& fault, RowSink& sink);
  Descriptor open_table(const std::string& table) const;
  bool same(const std::string& table, const Descriptor& file) const;
  Fault moved(const std::string& table) const;

  Folder folder_;
  Settings settings_;
  std::map<std::string, TableFile> tables_;
  base::Instant taken_at_;
  std::uint64_t scans_ = 0;
  bool in_sink_ = false;  // an exception now is the sink's own
};

void FolderSnapshot::read(std::span<const Lookup> level, RowSink& sink) {
  std::map<std::string, std::vector<std::size_t>> by_table;
  for (std::size_t i = 0; i < level.size(); ++i) by_table[relation::to_string(level[i].table)].push_back(i);
  for (const auto& [table, numbers] : by_table) {
    in_sink_ = false;
    read_file(table, level, numbers, sink);
  }
}

void FolderSnapshot::fail(std::size_t number, const Fault& fault, RowSink& sink) {
  in_sink_ = true;
  sink.failed(number, std::make_exception_ptr(fault));
  in_sink_ = false;
}

void FolderSnapshot::read_file(const std::string& table, std::span<const Lookup> level,
                               const std::vector<std::size_t>& numbers, RowSink& sink) {
  std::vector<Scan> scans;
  bool begun = false;
  const auto fail_all = [&](const Fault& fault) {
    if (!begun) {
      for (const auto number : numbers) fail(number, fault, sink);
    }
    for (const Scan& scan : scans) fail(scan.number(), fault, sink);
  };
  std::optional<Descriptor> file;
  try {
    file.emplace(open_table(table));
    ++scans_;
    std::size_t records = 0;
    read_table(
        folder_, *file, table, settings_,
        [&](const std::vector<std::string>& header) {
          begun = true;
          prepare(level, numbers, header, scans, sink);
          return !scans.empty();
        },
        [&](relation::Row& record) {
          if (records++ % records_between_looks == 0) drop_late(scans, sink);
          give(scans, record, sink);
          return !scans.empty();
        });
  } catch (const Fault& fault) {
    if (in_sink_) throw;
    // What is broken because somebody writes it just now is not broken.
    if (!file || same(table, *file)) return fail_all(fault);
  }
  if (!same(table, *file)) fail_all(moved(table));
}

Fault FolderSnapshot::moved(const std::string& table) const {
  return {FaultKind::changed, folder_.system(), table + ".csv changed since the snapshot was taken"};
}

bool FolderSnapshot::same(const std::string& table, const Descriptor& file) const {
  return stamp_of(file) == tables_.at(table).stamp;
}

Descriptor FolderSnapshot::open_table(const std::string& table) const {
  const auto known = tables_.find(table);
  auto file = known == tables_.end() ? std::nullopt : folder_.open(known->second.file);
  if (!file) throw Fault(FaultKind::vanished, folder_.system(), "there is no " + table + ".csv");
  if (!same(table, *file)) throw moved(table);
  return std::move(*file);
}

void FolderSnapshot::prepare(std::span<const Lookup> level, const std::vector<std::size_t>& numbers,
                             const std::vector<std::string>& header, std::vector<Scan>& scans,
                             RowSink& sink) {
  for (const auto number : numbers) {
    try {
      scans.emplace_back(number, level[number], header, folder_.system());
    } catch (const Fault& fault) {
      fail(number, fault, sink);
    }
  }
}

void FolderSnapshot::drop_late(std::vector<Scan>& scans, RowSink& sink) {
  const Fault late(FaultKind::timed_out, folder_.system(), "a look-up took longer than its limit");
  std::erase_if(scans, [&](const Scan& scan) {
    if (!scan.late()) return false;
    fail(scan.number(), late, sink);
    return true;
  });
}

void FolderSnapshot::give(std::vector<Scan>& scans, const relation::Row& record, RowSink& sink) {
  for (const Scan& scan : scans) {
    if (!scan.wants(record)) continue;
    in_sink_ = true;
    sink.row(scan.number(), base::Personal<relation::Row>(scan.cells(record)));
    in_sink_ = false;
  }
}

bool FolderSnapshot::document(const base::Personal<std::string>& path,
                              const std::function<void(std::string_view)>& piece) {
  const auto file = folder_.open(path.reveal());
  if (!file) return false;
  const Stamp before = stamp_of(*file);
  std::int64_t size = 0;
  read_pieces(*file, folder_.system(), [&](std::string_view bytes) {
    size += static_cast<std::int64_t>(bytes.size());
    piece(bytes);
    return true;
  });
  if (size == before.size && stamp_of(*file) == before) return true;
  throw Fault(FaultKind::changed, folder_.system(), "a document changed while it was being read");
}

class FolderSource final : public source::Source {
 public:
  FolderSource(std::string system, std::string path, const base::Clock& clock, Settings settings)
      : system_(std::move(system)), path_(std::move(path)), clock_(clock), settings_(settings) {}

  const std::string& system() const override { return system_; }
  source::Capabilities capabilities() const override {
    return {.reads_rows = true, .holds_documents = true, .one_instant = false, .changes = true};
  }
  relation::Catalogue catalogue() override;
  source::Opening open(const source::Inquiry&) override {
    complete_leftover(Folder(system_, path_), settings_.wait);
    return std::make_unique<FolderSnapshot>(system_, path_, clock_, settings_);
  }
  std::vector<source::Excess> excess_privileges() const override { return source::excess_of(path_); }
  std::string grants(std::span<const relation::TableName>) const override {
    const std::string folder = source::shell_word(path_);
    return "# Reading: the folder and what lies in it, now and later.\n"
           "setfacl -R -m u:habeas-read:rX " +
           folder +
           "\n"
           "setfacl -R -d -m u:habeas-read:rX " +
           folder +
           "\n"
           "# Acting, as another user, who gives new files the owner of the old: the files' owner, or root.\n"
           "setfacl -R -m u:habeas-act:rwX " +
           folder + "\n";
  }
  std::unique_ptr<source::Transaction> begin(const ledger::Warrant&) override {
    return begin_transaction(system_, path_, clock_, settings_);
  }
  std::vector<std::string> preparation() override {
    if (is_prepared(Folder(system_, path_))) return {};
    const auto workshop = source::shell_word(path_) + "/" + std::string(workshop_name);
    return {"mkdir -p -m 700 " + workshop + " " + workshop + "/runs"};
  }
  void prepare(const ledger::Warrant&) override { make_workshop(Folder(system_, path_)); }
  bool committed(const std::string& run) override {
    const Folder folder(system_, path_);
    return is_prepared(folder) && Workshop(folder, settings_.wait).has_run(run);
  }

 private:
  std::string system_;
  std::string path_;
  const base::Clock& clock_;
  Settings settings_;
};

relation::Table table_from(const std::string& name, const std::vector<std::string>& header) {
  relation::Table table;
  table.name = {"", name};
  for (const auto& column : header) {
    table.columns.emplace_back();
    table.columns.back().name = relation::ColumnName(column);
    table.columns.back().type = "csv";
    table.columns.back().family = relation::Family::text;
  }
  return table;
}

relation::Catalogue FolderSource::catalogue() {
  relation::Catalogue catalogue;
  catalogue.engine = "files";
  const Folder folder(system_, path_);
  complete_leftover(folder, settings_.wait);
  for (const auto& [name, found] : table_files(folder)) {
    try {
      const auto file = folder.open(found.file);
      if (!file) continue;
      const auto take = [&](const std::vector<std::string>& header) {
        catalogue.tables.push_back(table_from(name, header));
        return false;
      };
      read_table(folder, *file, name, settings_, take, [](relation::Row&) { return false; });
    } catch (const Fault& fault) {
      catalogue.remarks.push_back(found.file + " cannot be read: " + fault.detail());
    }
  }
  return catalogue;
}

}  // namespace

std::unique_ptr<source::Source> make(std::string system, std::string folder, const base::Clock& clock,
                                     Settings settings) {
  return std::make_unique<FolderSource>(std::move(system), std::move(folder), clock, settings);
}

}  // namespace habeas::files
