#include <habeas/handle/replay_rows.h>

#include <habeas/act/compile.h>
#include <habeas/base/fault.h>
#include <habeas/base/must.h>
#include <habeas/map/codec.h>

#include <algorithm>
#include <unordered_map>

namespace habeas::handle {
namespace {

using relation::ColumnName;

// Keyed hashes of keys, with the hashes of the cells that must be there too, and whose work it was.
using Stones = std::unordered_map<std::string, std::map<std::string, std::string>>;

// The columns by which a row is known again.
std::vector<ColumnName> key_of(const map::Collection& collection) {
  return collection.key.empty() ? map::columns_read(collection) : collection.key;
}

relation::RowKey known_again(const map::Collection& collection, const relation::RowKey& key) {
  relation::Row cells = key.reveal();
  cells.resize(std::min(cells.size(), key_of(collection).size()));
  return relation::RowKey(std::move(cells));
}

class Matching final : public source::RowSink {
 public:
  Matching(const House& house, std::size_t system, std::size_t collection, const Stones& stones,
           AllBackAgain& back)
      : house_(house),
        at_{system, collection},
        stones_(stones),
        back_(back),
        key_(key_of(this->collection())),
        identifying_(map::identifying_columns(this->collection())),
        read_(map::columns_read(this->collection())) {}

  // What is read: the key, what identifies, and all that may have been emptied.
  std::vector<ColumnName> columns() const {
    std::vector<ColumnName> columns = key_;
    columns.insert(columns.end(), identifying_.begin(), identifying_.end());
    columns.insert(columns.end(), read_.begin(), read_.end());
    return columns;
  }

  void row(std::size_t, const base::Personal<relation::Row>& cells) override {
    const auto cut = [&](std::size_t from, std::size_t count) {
      const auto begin = cells.reveal().begin() + static_cast<std::ptrdiff_t>(from);
      return relation::Row(begin, begin + static_cast<std::ptrdiff_t>(count));
    };
    const relation::RowKey key(cut(0, key_.size()));
    const relation::Row identifying = cut(key_.size(), identifying_.size());
    const relation::Row read = cut(key_.size() + identifying_.size(), read_.size());
    const bool back = row_is_back(key, identifying) || cells_are_back(key, identifying, read);
    if (!back && stones_.contains(hash(key.reveal_encoded()))) ++back_.keys_of_others;
  }

  const map::Collection& collection() const {
    return house_.map.systems[at_.system].collections[at_.collection];
  }

 private:
  bool row_is_back(const relation::RowKey& key, const relation::Row& identifying) {
    const auto stone = stones_.find(hash(key.reveal_encoded()));
    if (stone == stones_.end()) return false;
    const auto whose = stone->second.find(hash(relation::encode(identifying)));
    if (whose == stone->second.end()) return false;
    note(whose->second, key, identifying);
    return true;
  }

  bool cells_are_back(const relation::RowKey& key, const relation::Row& identifying, const relation::Row& read) {
    const auto stone = stones_.find(hash("emptied " + key.reveal_encoded()));
    if (stone == stones_.end()) return false;
    bool any = false;
    for (std::size_t i = 0; i < read_.size(); ++i) {
      const auto whose = stone->second.find(hash(act::emptied_bytes(read_[i], read[i], identifying).reveal()));
      if (whose == stone->second.end()) continue;
      note(whose->second, key, identifying);
      any = true;
    }
    return any;
  }

  void note(const std::string& request, const relation::RowKey& key, const relation::Row& identifying) {
    BackAgain& back = back_.by_request[request];
    back_.by_place[place()].insert(key.reveal_encoded());
    if (!back.by_index[{at_.system, at_.collection}].insert(key.reveal_encoded()).second) return;
    for (const map::Field& field : collection().fields) {
      if (!field.identifier || field.shared) continue;
      const auto column = std::find(identifying_.begin(), identifying_.end(), field.column);
      const auto values = map::read_values(
          field.codec, identifying[static_cast<std::size_t>(column - identifying_.begin())]);
      if (!values) continue;
      for (const std::string& value : *values)
        back.identifiers.push_back({*field.identifier, base::Personal<std::string>(value)});
    }
  }

  std::string hash(const std::string& bytes) const {
    return house_.people.hash(house_.map.systems[at_.system].system.text(), collection().name.text(), bytes);
  }
  std::string place() const {
    return house_.map.systems[at_.system].system.text() + "." + collection().name.text();
  }

  const House& house_;
  map::CollectionAt at_;
  const Stones& stones_;
  AllBackAgain& back_;
  std::vector<ColumnName> key_, identifying_, read_;
};

void read_collection(const House& house, source::Source& source, std::size_t system, std::size_t at,
                     const Stones& stones, AllBackAgain& back) {
  Matching matching(house, system, at, stones, back);
  const map::Collection& collection = matching.collection();
  source::Lookup everything;
  everything.table = collection.table;
  everything.columns = matching.columns();
  everything.where = collection.where;
  source::Opening opening = source.open({"replay", {}});
  if (auto* snapshot = std::get_if<std::unique_ptr<source::Snapshot>>(&opening))
    (*snapshot)->read(std::vector<source::Lookup>{everything}, matching);
}

}  // namespace

std::uint64_t BackAgain::rows() const {
  std::uint64_t all = 0;
  for (const auto& [at, keys] : by_index) all += keys.size();
  return all;
}

std::uint64_t AllBackAgain::rows() const {
  std::uint64_t all = 0;
  for (const auto& [place, keys] : by_place) all += keys.size();
  return all;
}

namespace {
const map::Collection& collection_named(const map::Map& map, const map::SystemName& system,
                                        const map::CollectionName& name) {
  const map::SystemMap* of = map.system(system);
  const map::Collection* collection = of ? of->collection(name) : nullptr;
  base::must(collection != nullptr, "what was changed is in the map that it was changed by");
  return *collection;
}
}  // namespace

std::string bytes_of_row(const map::Map& map, const map::SystemName& system, const map::CollectionName& collection,
                         const relation::RowKey& key) {
  return known_again(collection_named(map, system, collection), key).reveal_encoded();
}

std::string bytes_of_emptied(const map::Map& map, const map::SystemName& system,
                             const map::CollectionName& collection, const relation::RowKey& key) {
  return "emptied " + bytes_of_row(map, system, collection, key);
}

bool BackAgain::has(const map::Map& map, const map::CollectionAt& at, const relation::RowKey& key) const {
  const auto found = by_index.find({at.system, at.collection});
  const map::Collection& collection = map.systems.at(at.system).collections.at(at.collection);
  return found != by_index.end() && found->second.contains(known_again(collection, key).reveal_encoded());
}

AllBackAgain rows_back_again(const House& house, Systems& systems,
                             const std::vector<store::Tombstone>& stones) {
  AllBackAgain back;
  std::map<std::pair<std::string, std::string>, Stones> by_place;
  for (const store::Tombstone& stone : stones)
    by_place[{stone.system, stone.collection}][stone.key_hash][stone.cells_hash] = stone.request;
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
