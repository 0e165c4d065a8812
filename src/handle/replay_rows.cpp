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

// Whose work a tombstone is of, and whether this copy of its system knows of it.
struct Whose {
  std::string request;
  bool on_record = false;
};
// Keyed hashes of keys, with the hashes of the cells that must be there too.
using Stones = std::unordered_map<std::string, std::map<std::string, Whose>>;

// The columns by which a row is known again.
std::vector<ColumnName> key_of(const map::Collection& collection) {
  return collection.key.empty() ? map::columns_read(collection) : collection.key;
}

relation::RowKey known_again(const map::Collection& collection, const relation::RowKey& key) {
  relation::Row cells = key.reveal();
  cells.resize(std::min(cells.size(), key_of(collection).size()));
  return relation::RowKey(std::move(cells));
}

std::string emptied_key(const relation::RowKey& key) { return "emptied " + key.reveal_encoded(); }

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
    const Whose* whose = of_the_row(key, identifying);
    if (whose == nullptr) whose = of_its_cells(key, identifying, read);
    if (whose == nullptr) {
      if (stones_.contains(hash(key.reveal_encoded()))) ++back_.keys_of_others;
    } else if (whose->on_record) {
      ++back_.came_since[place()];
    } else {
      note(whose->request, key, identifying);
    }
  }

  const map::Collection& collection() const {
    return house_.map.systems[at_.system].collections[at_.collection];
  }

 private:
  const Whose* matching(const std::string& key, const std::string& cells) const {
    const auto stone = stones_.find(hash(key));
    if (stone == stones_.end()) return nullptr;
    const auto whose = stone->second.find(hash(cells));
    return whose == stone->second.end() ? nullptr : &whose->second;
  }
  // A row that went and is there again.
  const Whose* of_the_row(const relation::RowKey& key, const relation::Row& identifying) const {
    return matching(key.reveal_encoded(), relation::encode(identifying));
  }
  // A row that stayed, and holds again what was emptied in it. Of several, what this copy does not know of counts.
  const Whose* of_its_cells(const relation::RowKey& key, const relation::Row& identifying,
                            const relation::Row& read) const {
    const std::string emptied = emptied_key(key);
    if (!stones_.contains(hash(emptied))) return nullptr;
    const Whose* found = nullptr;
    for (std::size_t i = 0; i < read_.size(); ++i) {
      const Whose* whose = matching(emptied, act::emptied_bytes(read_[i], read[i], identifying).reveal());
      if (whose != nullptr && (found == nullptr || !whose->on_record)) found = whose;
    }
    return found;
  }

  void note(const std::string& request, const relation::RowKey& key, const relation::Row& identifying) {
    BackAgain& back = back_.by_request[request];
    back_.by_place[place()].insert(key.reveal_encoded());
    if (!back.by_index[{at_.system, at_.collection}].insert(key.reveal_encoded()).second) return;
    for (const map::Field& field : collection().fields) {
      if (!field.identifier || field.shared) continue;
      const auto column = std::find(identifying_.begin(), identifying_.end(), field.column);
      const auto values =
          map::read_values(field.codec, identifying[static_cast<std::size_t>(column - identifying_.begin())]);
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

using Run = std::pair<std::string, std::string>;  // request and plan

// The tombstones of one system, by collection. Where the same row was erased several times (she had come back, or an
// older copy had), the last time counts: if this copy does not know of that, the row is an older copy's.
std::map<std::string, Stones> stones_of(const std::string& system, source::Source& source,
                                        const std::vector<store::Tombstone>& all) {
  std::map<Run, bool> on_record;
  std::map<std::string, Stones> stones;
  for (const store::Tombstone& stone : all) {
    if (stone.system != system) continue;
    const auto [run, is_new] = on_record.try_emplace({stone.request, stone.plan}, false);
    if (is_new) run->second = source.committed(run_of(stone.request, stone.plan) + " " + stone.plan);
    stones[stone.collection][stone.key_hash][stone.cells_hash] = {stone.request, run->second};
  }
  return stones;
}

const map::Collection& collection_named(const map::Map& map, const map::SystemName& system,
                                        const map::CollectionName& name) {
  const map::SystemMap* of = map.system(system);
  const map::Collection* collection = of ? of->collection(name) : nullptr;
  base::must(collection != nullptr, "what was changed is in the map that it was changed by");
  return *collection;
}

std::uint64_t counted(const auto& keys_by_place) {
  std::uint64_t all = 0;
  for (const auto& [place, keys] : keys_by_place) all += keys.size();
  return all;
}

// Why a system or one of its collections is not read, where it is not.
template <class Does>
bool reads(AllBackAgain& back, const std::string& what, const Does& does) {
  try {
    does();
    return true;
  } catch (const base::Fault& fault) {
    back.not_read.push_back(what + ": " + fault.detail());
    return false;
  }
}

}  // namespace

std::uint64_t BackAgain::rows() const { return counted(by_index); }
std::uint64_t AllBackAgain::rows() const { return counted(by_place); }

bool BackAgain::has(const map::Map& map, const map::CollectionAt& at, const relation::RowKey& key) const {
  const auto found = by_index.find({at.system, at.collection});
  const map::Collection& collection = map.systems.at(at.system).collections.at(at.collection);
  return found != by_index.end() && found->second.contains(known_again(collection, key).reveal_encoded());
}

std::string bytes_of_row(const map::Map& map, const map::SystemName& system,
                         const map::CollectionName& collection, const relation::RowKey& key) {
  return known_again(collection_named(map, system, collection), key).reveal_encoded();
}

std::string bytes_of_emptied(const map::Map& map, const map::SystemName& system,
                             const map::CollectionName& collection, const relation::RowKey& key) {
  return emptied_key(known_again(collection_named(map, system, collection), key));
}

std::string run_of(const std::string& request, const std::string& plan) {
  return request + "/" + plan.substr(0, 16);
}

source::Source* source_of(Systems& systems, const std::string& system) {
  for (const auto& one : systems.sources) {
    if (one && one->system() == system) return one.get();
  }
  return nullptr;
}

AllBackAgain rows_back_again(const House& house, Systems& systems,
                             const std::vector<store::Tombstone>& stones) {
  AllBackAgain back;
  std::set<std::string> wanted;
  for (const store::Tombstone& stone : stones) wanted.insert(stone.system);
  for (std::size_t s = 0; s < house.map.systems.size(); ++s) {
    const map::SystemMap& system = house.map.systems[s];
    const std::string& name = system.system.text();
    if (wanted.count(name) == 0) continue;
    source::Source* source = source_of(systems, name);
    std::map<std::string, Stones> here;
    const bool known = reads(back, name, [&] {
      if (source == nullptr) throw base::Fault(base::FaultKind::unavailable, name, "cannot be opened");
      here = stones_of(name, *source, stones);
    });
    for (std::size_t c = 0; known && c < system.collections.size(); ++c) {
      const std::string& collection = system.collections[c].name.text();
      if (here.count(collection) == 0) continue;
      reads(back, name + "." + collection,
            [&] { read_collection(house, *source, s, c, here.at(collection), back); });
    }
  }
  return back;
}

}  // namespace habeas::handle
