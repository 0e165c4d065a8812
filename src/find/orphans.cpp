#include <habeas/find/find.h>

#include <habeas/base/fault.h>
#include <habeas/base/text.h>
#include <habeas/find/graph.h>
#include <habeas/find/reading.h>

#include <algorithm>
#include <functional>
#include <unordered_set>
#include <utility>

// Rows of nobody, over whole tables: ownership spreads from the rows that are persons, pass by pass, and only the
// hashes of the columns that links compare are kept. What no pass reaches is an orphan (docs/map.md, Semantics 4).
namespace habeas::find {
namespace {

using map::LinkKind;
using relation::Row;

// 128 bits of a tuple: two different tuples of one database never meet in practice.
struct Mark {
  std::uint64_t a = 0, b = 0;
  friend bool operator==(const Mark&, const Mark&) = default;
};
struct MarkHash {
  std::size_t operator()(const Mark& mark) const { return static_cast<std::size_t>(mark.a ^ mark.b); }
};

Mark mark_of(const Row& tuple) {
  const auto bytes = relation::encode(tuple);
  std::uint64_t fnv = 0xCBF29CE484222325;
  for (const char byte : bytes) fnv = (fnv ^ static_cast<unsigned char>(byte)) * 0x100000001B3;
  return {std::hash<std::string>{}(bytes), fnv};
}

class EachRow final : public source::RowSink {
 public:
  explicit EachRow(std::function<void(const Row&)> each) : each_(std::move(each)) {}
  void row(std::size_t, const base::Personal<Row>& cells) override { each_(cells.reveal()); }

 private:
  std::function<void(const Row&)> each_;
};

class OrphanSearch {
 public:
  OrphanSearch(Chart made, Reading::State& state, std::size_t show, const EachOrphan& each)
      : chart_(std::move(made)), state_(state), show_(show), each_(each), owned_(chart_.links.size()) {}

  std::vector<Orphans> run() {
    for (std::uint32_t at = 0; at < chart_.places.size(); ++at) {
      if (chart_.places[at].usable && chart_.places[at].is_person()) spread(at);
    }
    for (bool more = true; more;) {
      const auto before = marks();
      for (const auto at : places_of_nobody()) spread(at);
      more = marks() != before;
    }
    std::vector<Orphans> found;
    for (const auto at : places_of_nobody()) {
      auto orphans = count(at);
      if (orphans.count > 0) found.push_back(std::move(orphans));
    }
    return found;
  }

 private:
  std::vector<std::uint32_t> places_of_nobody() const {
    std::vector<std::uint32_t> result;
    for (std::uint32_t at = 0; at < chart_.places.size(); ++at) {
      const auto& place = chart_.places[at];
      if (place.usable && place.collection != nullptr && !place.is_person()) result.push_back(at);
    }
    return result;
  }

  std::size_t marks() const {
    std::size_t count = 0;
    for (const auto& set : owned_) count += set.size();
    return count;
  }

  void read(std::uint32_t at, const std::vector<ColumnName>& columns,
            const std::function<void(const Row&)>& each) {
    const auto& place = chart_.places[at];
    source::Lookup all;
    all.table = place.table;
    all.columns = columns;
    all.where = place.where;
    EachRow sink([&](const Row& row) {
      if (satisfies(place, place.where, row)) each(row);
    });
    state_.systems[place.system].snapshot->read({&all, 1}, sink);
  }

  // Marks what the owned rows of a place own.
  void spread(std::uint32_t at) {
    const auto& place = chart_.places[at];
    read(at, place.columns, [&](const Row& row) {
      if (!place.is_person() && !is_owned(place, row)) return;
      for (const auto number : place.links_to) mark(number, LinkKind::of, chart_.links[number].there, row);
      for (const auto number : place.links_here) {
        const auto& link = chart_.links[number];
        if (link.to != nowhere && active(chart_, link, row)) mark(number, LinkKind::owns, link.here, row);
      }
    });
  }

  void mark(std::uint32_t number, LinkKind kind, const std::vector<std::size_t>& positions, const Row& row) {
    const auto& link = chart_.links[number];
    if (link.link->kind != kind) return;
    if (const auto tuple = compared(link, positions, row)) owned_[number].insert(mark_of(*tuple));
  }

  bool is_owned(const Place& place, const Row& row) const {
    for (const auto number : place.links_here) {
      const auto& link = chart_.links[number];
      if (link.link->kind != LinkKind::of) continue;
      if (link.to == nowhere ? text_of(chart_, link, row).has_value()
                             : active(chart_, link, row) && is_marked(number, link.here, row)) {
        return true;
      }
    }
    for (const auto number : place.links_to) {
      const auto& link = chart_.links[number];
      if (link.link->kind == LinkKind::owns && is_marked(number, link.there, row)) return true;
    }
    return bears_an_identifier(place, row);
  }

  bool is_marked(std::uint32_t number, const std::vector<std::size_t>& positions, const Row& row) const {
    const auto tuple = compared(chart_.links[number], positions, row);
    return tuple && owned_[number].contains(mark_of(*tuple));
  }

  // Whoever bears it can claim the row.
  bool bears_an_identifier(const Place& place, const Row& row) const {
    for (const auto& field : place.collection->fields) {
      if (field.shared || !searches(field)) continue;
      bool undecodable = false;
      for (const auto& text : identifiers_of(place, field, row, undecodable)) {
        if (subject::normal_form(chart_.map->organisation.kinds, *field.identifier, text)) return true;
      }
    }
    return false;
  }

  Orphans count(std::uint32_t at) {
    const auto& place = chart_.places[at];
    auto columns = place.columns;
    for (const auto& field : place.collection->fields) {
      if (std::find(columns.begin(), columns.end(), field.column) == columns.end())
        columns.push_back(field.column);
    }
    Orphans orphans;
    orphans.at = place.at();
    read(at, columns, [&](const Row& row) {
      if (is_owned(place, row) || !says_something(place, columns, row)) return;
      ++orphans.count;
      auto key = key_of(place, row);
      if (each_) each_(orphans.at, key);
      keep(orphans.keys, std::move(key));
    });
    return orphans;
  }

  // A filled personal cell: an emptied shell has none.
  static bool says_something(const Place& place, const std::vector<ColumnName>& columns, const Row& row) {
    return std::any_of(
        place.collection->fields.begin(), place.collection->fields.end(), [&](const map::Field& field) {
          if (!field.personal()) return false;
          const auto at = std::find(columns.begin(), columns.end(), field.column) - columns.begin();
          const auto text = relation::canonical_text(row[static_cast<std::size_t>(at)]);
          return text && !base::trim(*text).empty();
        });
  }

  // The first few, in key order.
  void keep(std::vector<relation::RowKey>& keys, relation::RowKey key) const {
    const relation::RowKey::Order before;
    keys.insert(std::upper_bound(keys.begin(), keys.end(), key, before), std::move(key));
    if (keys.size() > show_) keys.pop_back();
  }

  Chart chart_;
  Reading::State& state_;
  std::size_t show_;
  const EachOrphan& each_;
  std::vector<std::unordered_set<Mark, MarkHash>>
      owned_;  // per link: the tuples that owned rows have at its far end
};

}  // namespace

std::vector<Orphans> orphans(const map::Map& map, Reading& reading, std::size_t show,
                             const EachOrphan& each) {
  auto& state = reading.state();
  for (std::size_t s = 0; s < state.systems.size(); ++s) {
    const auto& system = state.systems[s];
    if (system.source == nullptr || !system.trouble) continue;
    throw base::Fault(base::FaultKind::unavailable, map.systems[s].system.text(), system.trouble->detail);
  }
  auto made = chart(map, state.catalogues(), {});
  if (!made.gaps.empty()) {
    const auto& gap = made.gaps.front();
    throw base::Fault(base::FaultKind::vanished, gap.system.text(),
                      "the map names what is not there: " + gap.detail);
  }
  return OrphanSearch(std::move(made), state, show, each).run();
}

}  // namespace habeas::find
