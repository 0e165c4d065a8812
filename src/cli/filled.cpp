#include <habeas/cli/filled.h>

#include <habeas/base/fault.h>

#include <algorithm>
#include <chrono>
#include <map>

namespace habeas::cli {
namespace {

constexpr std::chrono::seconds longest_count{20};  // of one link

// Ends a reading: one filled row is enough.
struct Enough {};

class Filled final : public source::RowSink {
 public:
  explicit Filled(map::LinkCount& count) : count_(count) {}

  void row(std::size_t, const base::Personal<relation::Row>& cells) override {
    const auto& row = cells.reveal();
    ++count_.rows;
    if (std::any_of(row.begin(), row.end(), relation::is_null)) return;
    count_.filled = 1;
    throw Enough{};
  }

 private:
  map::LinkCount& count_;
};

map::LinkCount count(source::Snapshot& snapshot, const map::LinkToCount& link) {
  map::LinkCount result;
  result.link = link;
  source::Lookup lookup;
  lookup.table = link.table;
  lookup.columns = link.columns;
  lookup.where = link.where;
  lookup.limit = longest_count;
  Filled sink(result);
  try {
    snapshot.read({&lookup, 1}, sink);
  } catch (const Enough&) {
  }
  return result;
}

// A table or column that is missing was told by the map's check.
bool is_there(const map::Known& known, const map::LinkToCount& link) {
  const auto* table = known.catalogue.table(link.table);
  return table != nullptr && std::all_of(link.columns.begin(), link.columns.end(), [&](const auto& column) {
           return table->column(column) != nullptr;
         });
}

class Counting {
 public:
  Counting(const map::Map& map, const map::KnownSystems& known, const Systems& systems)
      : map_(map), known_(known), systems_(systems) {}

  base::Problems run() {
    std::vector<map::LinkCount> counts;
    for (const auto& link : map::owner_links(map_)) {
      const auto known = known_.find(link.system);
      if (known == known_.end() || !is_there(known->second, link)) continue;
      try {
        if (auto* snapshot = snapshot_of(link.system)) counts.push_back(count(*snapshot, link));
      } catch (const base::Fault& fault) {
        problems_.push_back({link.place,
                             "whether this link is ever filled could not be counted: " + fault.detail(), "",
                             base::Gravity::warning});
      }
    }
    auto judged = map::check_filled(counts);
    problems_.insert(problems_.end(), judged.begin(), judged.end());
    return std::move(problems_);
  }

 private:
  // None: it was said that the system cannot be read, or a person has to read it.
  source::Snapshot* snapshot_of(const map::SystemName& name) {
    if (const auto opened = snapshots_.find(name); opened != snapshots_.end()) return opened->second.get();
    auto& snapshot = snapshots_[name];
    for (std::size_t i = 0; i < systems_.all.size(); ++i) {
      const auto& system = map_.organisation.systems[i];
      if (system.name == name && systems_.all[i].source) snapshot = open(system, *systems_.all[i].source);
    }
    return snapshot.get();
  }

  std::unique_ptr<source::Snapshot> open(const map::System& system, source::Source& source) {
    try {
      auto opening = source.open({"check", {}});
      if (auto* snapshot = std::get_if<std::unique_ptr<source::Snapshot>>(&opening))
        return std::move(*snapshot);
    } catch (const base::Fault& fault) {
      problems_.push_back({system.place,
                           "the rows of system '" + system.name.text() +
                               "' cannot be read, so that its links were not counted: " + fault.detail(),
                           "", base::Gravity::warning});
    }
    return nullptr;
  }

  const map::Map& map_;
  const map::KnownSystems& known_;
  const Systems& systems_;
  std::map<map::SystemName, std::unique_ptr<source::Snapshot>> snapshots_;
  base::Problems problems_;
};

}  // namespace

base::Problems check_filled(const map::Map& map, const map::KnownSystems& known, const Systems& systems) {
  return Counting(map, known, systems).run();
}

}  // namespace habeas::cli
