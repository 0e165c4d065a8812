#include <habeas/find/reading.h>

#include <habeas/base/fault.h>
#include <habeas/find/graph.h>
#include <habeas/find/map_catalogue.h>

#include <algorithm>
#include <exception>
#include <set>
#include <thread>
#include <unordered_map>
#include <utility>

namespace habeas::find {
namespace {

using dossier::NotSearched;
using Clock = std::chrono::steady_clock;

constexpr std::size_t rows_at_once = 2'000;  // of cells(): what is held before it is handed over in order

NotSearched said(NotSearched::Why why, const map::SystemName& system, std::string detail) {
  NotSearched result;
  result.why = why;
  result.system = system;
  result.detail = std::move(detail);
  return result;
}

NotSearched pending(const map::SystemName& system, const source::Pending& task) {
  return said(NotSearched::Why::manual_pending, system,
              "task " + task.task + ": " + task.who + " has until " + base::to_iso(task.due));
}

// `mapped` is the system's map, if it has one.
void open(OpenSystem& system, const map::SystemName& name, const map::SystemMap* mapped,
          const source::Inquiry& inquiry) {
  const auto begun = Clock::now();
  try {
    auto opening = system.source->open(inquiry);
    if (const auto* task = std::get_if<source::Pending>(&opening)) {
      system.trouble = pending(name, *task);
    } else {
      system.snapshot = std::move(std::get<std::unique_ptr<source::Snapshot>>(opening));
      system.own_catalogue = system.source->capabilities().has_catalogue;
      if (system.own_catalogue)
        system.catalogue = system.source->catalogue();
      else if (mapped != nullptr)
        system.catalogue = catalogue_of(*mapped);
    }
  } catch (const base::Fault& fault) {
    system.snapshot.reset();
    system.trouble = said(NotSearched::Why::system_unavailable, name, fault.detail());
  }
  system.spent += std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun);
}

// The keys of `where.rows[begin, end)` as look-ups. A key with a NULL is asked for by its other columns.
struct KeyLookups {
  std::vector<source::Lookup> lookups;
  std::unordered_map<std::string, std::size_t> rows;  // encoded key → index in where.rows
};

KeyLookups lookups_of(const Place& place, const dossier::CollectionRows& where, std::size_t begin,
                      std::size_t end, const std::vector<ColumnName>& wanted) {
  KeyLookups result;
  std::map<std::vector<bool>, std::vector<relation::Row>> by_shape;
  for (std::size_t i = begin; i < end; ++i) {
    auto key = where.rows[i].key.reveal();
    std::vector<bool> filled;
    for (const auto& cell : key) filled.push_back(!is_null(cell));
    std::erase_if(key, [](const relation::Value& cell) { return is_null(cell); });
    by_shape[filled].push_back(std::move(key));
    result.rows.emplace(where.rows[i].key.reveal_encoded(), i);
  }
  for (auto& [filled, keys] : by_shape) {
    source::Lookup lookup;
    lookup.table = place.table;
    lookup.where = place.where;
    for (const auto position : place.key) lookup.columns.push_back(place.columns[position]);
    lookup.columns.insert(lookup.columns.end(), wanted.begin(), wanted.end());
    for (std::size_t i = 0; i < filled.size(); ++i) {
      if (filled[i]) lookup.match.push_back(place.columns[place.key[i]]);
    }
    lookup.keys = base::Personal<std::vector<relation::Row>>(std::move(keys));
    result.lookups.push_back(std::move(lookup));
  }
  return result;
}

// Hands each row on as its key and what follows it.
class Met final : public source::RowSink {
 public:
  using Each = std::function<void(const relation::RowKey&, const base::Personal<relation::Row>&)>;
  Met(std::size_t width, const Each& each) : width_(static_cast<std::ptrdiff_t>(width)), each_(each) {}
  void row(std::size_t, const base::Personal<relation::Row>& cells) override {
    const auto& all = cells.reveal();
    each_(relation::RowKey(relation::Row(all.begin(), all.begin() + width_)),
          base::Personal<relation::Row>(relation::Row(all.begin() + width_, all.end())));
  }

 private:
  std::ptrdiff_t width_;
  const Each& each_;
};

// Keeps the wanted cells of each row asked for, once.
class KeptCells final : public source::RowSink {
 public:
  KeptCells(const KeyLookups& asked, std::size_t key_width) : asked_(asked), key_width_(key_width) {}

  void row(std::size_t, const base::Personal<relation::Row>& cells) override {
    const auto& all = cells.reveal();
    const auto cut = all.begin() + static_cast<std::ptrdiff_t>(key_width_);
    const relation::RowKey key(relation::Row(all.begin(), cut));
    const auto found = asked_.rows.find(key.reveal_encoded());
    if (found != asked_.rows.end()) kept_.try_emplace(found->second, relation::Row(cut, all.end()));
  }

  std::map<std::size_t, relation::Row>& kept() { return kept_; }

 private:
  const KeyLookups& asked_;
  std::size_t key_width_;
  std::map<std::size_t, relation::Row> kept_;
};

std::uint32_t place_of(const Chart& chart, const dossier::CollectionRows& where) {
  for (std::uint32_t at = 0; at < chart.places.size(); ++at) {
    if (chart.places[at].at() == where.at && (chart.places[at].sight != nullptr) == where.sight_table)
      return at;
  }
  return nowhere;
}

}  // namespace

void in_parallel(std::size_t count, const std::function<void(std::size_t)>& job) {
  std::vector<std::exception_ptr> failures(count);
  const auto guarded = [&](std::size_t i) {
    try {
      job(i);
    } catch (...) {
      failures[i] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < count; ++i) threads.emplace_back(guarded, i);
    if (count > 0) guarded(0);
  }
  for (const auto& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

std::vector<std::optional<relation::Catalogue>> Reading::State::catalogues() const {
  std::vector<std::optional<relation::Catalogue>> result;
  for (const auto& system : systems) {
    result.push_back(system.snapshot ? system.catalogue : std::optional<relation::Catalogue>{});
  }
  return result;
}

void Reading::State::lost(std::size_t system, const std::string& why) {
  systems[system].snapshot.reset();
  systems[system].trouble = said(NotSearched::Why::system_unavailable, map.systems[system].system, why);
  forget_chart();
  whole_.reset();
}

Chart& Reading::State::charted() {
  if (!charted_) charted_ = chart(map, catalogues(), exclusions);
  return *charted_;
}

const Chart& Reading::State::whole() {
  if (!whole_) whole_ = chart(map, catalogues(), {});
  return *whole_;
}

OpenSystem* Reading::State::find(const map::SystemName& name) {
  for (std::size_t s = 0; s < systems.size(); ++s) {
    if (map.systems[s].system == name) return &systems[s];
  }
  const auto found = documents.find(name);
  return found == documents.end() ? nullptr : &found->second;
}

Reading::Reading(const map::Map& map, std::vector<Access> access, source::Inquiry inquiry)
    : state_(std::make_unique<State>(map, std::move(inquiry))) {
  auto& state = *state_;
  state.systems.resize(map.systems.size());
  for (std::size_t s = 0; s < map.systems.size(); ++s) {
    state.systems[s].trouble =
        said(NotSearched::Why::no_map, map.systems[s].system, "no way to reach it was given");
  }
  for (std::size_t i = 0; i < access.size(); ++i) {
    auto name = access[i].source != nullptr ? map::SystemName(access[i].source->system()) : access[i].system;
    if (name.empty() && i < map.systems.size()) name = map.systems[i].system;
    auto* system = state.find(name);
    if (system == nullptr) system = &state.documents[name];
    system->source = access[i].source;
    system->trouble.reset();
    if (access[i].source == nullptr) {
      system->trouble =
          said(access[i].why_not.empty() ? NotSearched::Why::no_map : NotSearched::Why::system_unavailable,
               name, access[i].why_not);
    }
  }
  struct ToOpen {
    map::SystemName name;
    const map::SystemMap* mapped;
    OpenSystem* system;
  };
  std::vector<ToOpen> to_open;
  for (std::size_t s = 0; s < map.systems.size(); ++s) {
    if (state.systems[s].source != nullptr)
      to_open.push_back({map.systems[s].system, &map.systems[s], &state.systems[s]});
  }
  for (auto& [name, system] : state.documents) {
    if (system.source != nullptr) to_open.push_back({name, nullptr, &system});
  }
  in_parallel(to_open.size(), [&](std::size_t i) {
    open(*to_open[i].system, to_open[i].name, to_open[i].mapped, state.inquiry);
  });
}

Reading::~Reading() = default;

void Reading::cells(const dossier::CollectionRows& where, const std::vector<ColumnName>& columns,
                    const std::function<void(std::size_t, const base::Personal<relation::Row>&)>& each) {
  const auto& made = state_->whole();
  const auto& name = state_->map.systems[where.at.system].system.text();
  const auto at = place_of(made, where);
  auto& system = state_->systems[where.at.system];
  if (at == nowhere || !system.snapshot) {
    throw base::Fault(base::FaultKind::unavailable, name, "its rows can no longer be read");
  }
  const auto& place = made.places[at];
  for (std::size_t begin = 0; begin < where.rows.size(); begin += rows_at_once) {
    const auto end = std::min(begin + rows_at_once, where.rows.size());
    const auto asked = lookups_of(place, where, begin, end, columns);
    KeptCells sink(asked, place.key.size());
    system.snapshot->read(asked.lookups, sink);
    if (sink.kept().size() != end - begin) {
      throw base::Fault(base::FaultKind::vanished, name, "a row that was found is not there any more");
    }
    for (auto& [row, cells] : sink.kept()) each(row, base::Personal<relation::Row>(std::move(cells)));
  }
}

void Reading::meeting(
    const map::CollectionAt& at, const std::vector<ColumnName>& match,
    const base::Personal<std::vector<relation::Row>>& keys, const relation::Condition& when,
    const std::function<void(const relation::RowKey&, const base::Personal<relation::Row>&)>& each) {
  dossier::CollectionRows where;
  where.at = at;
  const auto& made = state_->whole();
  const auto found = place_of(made, where);
  auto& system = state_->systems[at.system];
  if (found == nowhere || !system.snapshot || system.source->capabilities().by_hand) return;
  const auto& place = made.places[found];
  source::Lookup lookup;
  lookup.table = place.table;
  for (const auto position : place.key) lookup.columns.push_back(place.columns[position]);
  lookup.columns.insert(lookup.columns.end(), match.begin(), match.end());
  lookup.match = match;
  lookup.form = source::Form::as_text;
  lookup.keys = keys;
  lookup.where = relation::all_of({place.where, when});
  Met sink(place.key.size(), each);
  system.snapshot->read({&lookup, 1}, sink);
}

bool Reading::document(const map::SystemName& system, const base::Personal<std::string>& path,
                       const std::function<void(std::string_view)>& piece) {
  auto* open = state_->find(system);
  if (open == nullptr || !open->snapshot) {
    throw base::Fault(base::FaultKind::unavailable, system.text(), "its documents cannot be read");
  }
  return open->snapshot->document(path, piece);
}

}  // namespace habeas::find
