#include <habeas/handle/replay_rows.h>

#include <habeas/base/fault.h>
#include <habeas/map/codec.h>

#include <algorithm>
#include <unordered_map>

namespace habeas::handle {
namespace {

using relation::ColumnName;

// Keyed hashes of the keys that went, with the hashes of what identified them.
using Stones = std::unordered_map<std::string, std::set<std::string>>;

class Matching final : public source::RowSink {
 public:
  Matching(const House& house, std::size_t system, std::size_t collection, const Stones& stones,
           BackAgain& back)
      : house_(house), at_{system, collection}, stones_(stones), back_(back) {}

  void row(std::size_t, const base::Personal<relation::Row>& cells) override {
    const relation::Row& all = cells.reveal();
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(key_width());
    const relation::RowKey key(relation::Row(all.begin(), end));
    const auto stone = stones_.find(hash(key.reveal_encoded()));
    if (stone == stones_.end()) return;
    const relation::Row identifying(end, all.end());
    if (stone->second.count(hash(relation::encode(identifying))) == 0) {
      ++back_.keys_of_others;
      return;
    }
    back_.by_place[place()].insert(key.reveal_encoded());
    back_.by_index[{at_.system, at_.collection}].insert(key.reveal_encoded());
    note_person(identifying);
  }

  std::size_t key_width() const {
    return collection().key.empty() ? map::columns_read(collection()).size() : collection().key.size();
  }
  const map::Collection& collection() const {
    return house_.map.systems[at_.system].collections[at_.collection];
  }

 private:
  std::string hash(const std::string& bytes) const {
    return house_.people.hash(house_.map.systems[at_.system].system.text(), collection().name.text(), bytes);
  }
  std::string place() const {
    return house_.map.systems[at_.system].system.text() + "." + collection().name.text();
  }

  void note_person(const relation::Row& identifying) {
    const std::vector<ColumnName> columns = map::identifying_columns(collection());
    find::Sought sought;
    for (const map::Field& field : collection().fields) {
      if (!field.identifier || field.shared) continue;
      const auto column = std::find(columns.begin(), columns.end(), field.column);
      const auto values =
          map::read_values(field.codec, identifying[static_cast<std::size_t>(column - columns.begin())]);
      if (!values) continue;
      for (const std::string& value : *values)
        sought.identifiers.push_back({*field.identifier, base::Personal<std::string>(value)});
    }
    if (!sought.identifiers.empty()) back_.people.push_back(std::move(sought));
  }

  const House& house_;
  map::CollectionAt at_;
  const Stones& stones_;
  BackAgain& back_;
};

void read_collection(const House& house, source::Source& source, std::size_t system, std::size_t at,
                     const Stones& stones, BackAgain& back) {
  Matching matching(house, system, at, stones, back);
  const map::Collection& collection = matching.collection();
  source::Lookup everything;
  everything.table = collection.table;
  everything.columns = collection.key.empty() ? map::columns_read(collection) : collection.key;
  const auto identifying = map::identifying_columns(collection);
  everything.columns.insert(everything.columns.end(), identifying.begin(), identifying.end());
  everything.where = collection.where;
  source::Opening opening = source.open({"replay", {}});
  if (auto* snapshot = std::get_if<std::unique_ptr<source::Snapshot>>(&opening))
    (*snapshot)->read(std::vector<source::Lookup>{everything}, matching);
}

}  // namespace

std::uint64_t BackAgain::rows() const {
  std::uint64_t all = 0;
  for (const auto& [place, keys] : by_place) all += keys.size();
  return all;
}

bool BackAgain::has(const map::CollectionAt& at, const relation::RowKey& key) const {
  const auto found = by_index.find({at.system, at.collection});
  return found != by_index.end() && found->second.count(key.reveal_encoded()) != 0;
}

BackAgain rows_back_again(const House& house, Systems& systems, const std::vector<store::Tombstone>& stones) {
  BackAgain back;
  std::map<std::pair<std::string, std::string>, Stones> by_place;
  for (const store::Tombstone& stone : stones)
    by_place[{stone.system, stone.collection}][stone.key_hash].insert(stone.cells_hash);
  for (std::size_t s = 0; s < house.map.systems.size(); ++s) {
    const map::SystemMap& system = house.map.systems[s];
    const auto source = std::find_if(systems.sources.begin(), systems.sources.end(), [&](const auto& one) {
      return one && one->system() == system.system.text();
    });
    for (std::size_t c = 0; c < system.collections.size(); ++c) {
      const auto wanted = by_place.find({system.system.text(), system.collections[c].name.text()});
      if (wanted == by_place.end()) continue;
      try {
        if (source == systems.sources.end())
          throw base::Fault(base::FaultKind::unavailable, system.system.text(), "cannot be opened");
        read_collection(house, **source, s, c, wanted->second, back);
      } catch (const base::Fault& fault) {
        back.not_read.push_back(system.system.text() + "." + system.collections[c].name.text() + ": " +
                                fault.detail());
      }
    }
  }
  return back;
}

}  // namespace habeas::handle
