// A Source that fails when it is told to: the n-th opening, the n-th look-up or the n-th row of its snapshots,
// with a fault of the kind asked for. What is not told to fail goes through to the source behind it.
#pragma once

#include <habeas/base/fault.h>
#include <habeas/source/source.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace habeas::support {

struct FaultPlan {
  base::FaultKind kind = base::FaultKind::unavailable;
  std::uint64_t opening = 0;    // the n-th open() throws; from 1, 0: never
  std::uint64_t catalogue = 0;  // the n-th catalogue() throws
  std::uint64_t lookup = 0;     // the n-th look-up, over all levels, fails through RowSink::failed
  std::uint64_t row = 0;        // the look-up that gives the n-th row fails instead of giving it
  std::uint64_t dies = 0;       // from the n-th look-up on, read() itself throws: the system is gone
};

class FaultySource final : public source::Source {
 public:
  FaultySource(std::unique_ptr<source::Source> behind, FaultPlan plan)
      : behind_(std::move(behind)), plan_(plan) {}

  const std::string& system() const override { return behind_->system(); }
  source::Capabilities capabilities() const override { return behind_->capabilities(); }
  relation::Catalogue catalogue() override {
    if (++catalogues_ == plan_.catalogue) throw fault();
    return behind_->catalogue();
  }
  source::Opening open(const source::Inquiry& inquiry) override;
  std::unique_ptr<source::Transaction> begin(const ledger::Warrant& warrant) override {
    return behind_->begin(warrant);
  }
  std::string index_for(const relation::TableName& table, const relation::ColumnName& column,
                        source::Form form) const override {
    return behind_->index_for(table, column, form);
  }
  bool serves(const relation::Table& table, const relation::ColumnName& column,
              source::Form form) const override {
    return behind_->serves(table, column, form);
  }
  std::string grants(std::span<const relation::TableName> tables) const override {
    return behind_->grants(tables);
  }

  base::Fault fault() const { return {plan_.kind, system(), "a failure that the test asked for"}; }
  const FaultPlan& plan() const { return plan_; }
  std::uint64_t next_lookup() { return ++lookups_; }
  std::uint64_t next_row() { return ++rows_; }

 private:
  std::unique_ptr<source::Source> behind_;
  FaultPlan plan_;
  std::uint64_t openings_ = 0;
  std::uint64_t catalogues_ = 0;
  std::uint64_t lookups_ = 0;
  std::uint64_t rows_ = 0;
};

// Borrows its source, which must outlive it.
class FaultySnapshot final : public source::Snapshot {
 public:
  FaultySnapshot(std::unique_ptr<source::Snapshot> behind, FaultySource& source)
      : behind_(std::move(behind)), source_(source) {}

  base::Instant taken_at() const override { return behind_->taken_at(); }
  std::uint64_t statements_sent() const override { return behind_->statements_sent(); }
  bool document(const base::Personal<std::string>& path,
                const std::function<void(std::string_view)>& piece) override {
    return behind_->document(path, piece);
  }
  void read(std::span<const source::Lookup> level, source::RowSink& sink) override {
    for (std::size_t i = 0; i < level.size(); ++i) read_one(i, level[i], sink);
  }

 private:
  // Gives rows on under their number, until the one that is to fail.
  struct Through final : source::RowSink {
    Through(FaultySource& faulty, source::RowSink& next, std::size_t number)
        : source(faulty), sink(next), as(number) {}
    void row(std::size_t, const base::Personal<relation::Row>& cells) override {
      if (stopped) return;
      stopped = source.next_row() == source.plan().row;
      if (!stopped) return sink.row(as, cells);
      sink.failed(as, std::make_exception_ptr(source.fault()));
    }
    void failed(std::size_t, const std::exception_ptr& fault) override {
      if (!stopped) sink.failed(as, fault);
    }
    FaultySource& source;
    source::RowSink& sink;
    std::size_t as;
    bool stopped = false;
  };

  void read_one(std::size_t number, const source::Lookup& lookup, source::RowSink& sink) {
    const auto count = source_.next_lookup();
    if (source_.plan().dies != 0 && count >= source_.plan().dies) throw source_.fault();
    if (count == source_.plan().lookup) return sink.failed(number, std::make_exception_ptr(source_.fault()));
    Through through(source_, sink, number);
    behind_->read({&lookup, 1}, through);
  }

  std::unique_ptr<source::Snapshot> behind_;
  FaultySource& source_;
};

inline source::Opening FaultySource::open(const source::Inquiry& inquiry) {
  if (++openings_ == plan_.opening) throw fault();
  auto opening = behind_->open(inquiry);
  if (auto* snapshot = std::get_if<std::unique_ptr<source::Snapshot>>(&opening)) {
    return std::make_unique<FaultySnapshot>(std::move(*snapshot), *this);
  }
  return opening;
}

}  // namespace habeas::support
