// The walk over the map that yields Dossiers. Set-based: one look-up per collection, link and level; the
// look-ups of a level go to their systems together, systems in parallel. A fix-point on row keys, so that rings,
// diamonds and self-links are ordinary. Every proposed row is confirmed cell by cell before it is reached.
// Many people are walked at once: a row knows which of them reach it.
#pragma once

#include <habeas/dossier/dossier.h>
#include <habeas/source/source.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace habeas::find {

// The person sought, by what was supplied and proven, and what a human decided about rows.
struct Sought {
  std::vector<subject::Identifier> identifiers;
  std::vector<dossier::Decision> decisions{};
  // An earlier find, which was approved, told that these identifiers are one person's; since then, what joined their rows
  // may have been erased. Rows that contradict each other are a conflict all the same.
  bool settled = false;
};

struct Limits {
  std::chrono::milliseconds scan{20'000};  // longest read of one unindexed column
  std::size_t people_at_once = 200;        // more are walked in waves, so that memory stays bounded
  std::size_t rows_at_once = 100'000;  // …and fewer at once where they have more rows than this; one person
                                       // is walked whole, however many rows she has
  std::uint64_t rows_unindexed = 20'000'000;  // do not even begin to scan a larger table without an index
};

// The open snapshots of one find; kept open so that cells are read from the same instants.
class Reading {
 public:
  // How to reach one system. A source says its own system's name; without a source (`why_not` says why none could
  // be made) `system` does, or else the position does, in the order of Map::systems. Systems that only keep
  // documents, and have no map of their own, are given in the same way.
  struct Access {
    source::Source* source = nullptr;
    std::string why_not;
    map::SystemName system{};
  };
  // Opens every system, in parallel. One that cannot be opened is said in every Dossier, and the others stand.
  // `map` and the sources outlive the Reading.
  Reading(const map::Map& map, std::vector<Access> access, source::Inquiry inquiry);
  ~Reading();
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  // Cells of the reached rows of one collection or sight table, `columns` in this order; in the order of `where.rows`.
  // Of equal rows (`key: none`) the cells come once. A row that is gone cannot be (one snapshot), and is a Fault.
  void cells(const dossier::CollectionRows& where, const std::vector<relation::ColumnName>& columns,
             const std::function<void(std::size_t row, const base::Personal<relation::Row>&)>& each);
  // dossier::Cells::meeting. Of what a person searches, and of what could not be opened, no row is given.
  void meeting(
      const map::CollectionAt& at, const std::vector<relation::ColumnName>& match,
      const base::Personal<std::vector<relation::Row>>& keys, const relation::Condition& when,
      const std::function<void(const relation::RowKey&, const base::Personal<relation::Row>&)>& each);
  // A document of a system of the map. False: there is none by that path.
  bool document(const map::SystemName& system, const base::Personal<std::string>& path,
                const std::function<void(std::string_view)>& piece);

  struct State;
  State& state() { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

// One Dossier per person sought, in order, handed over as soon as its wave is done.
void find(const map::Map& map, Reading& reading, const std::vector<Sought>& people, const Limits& limits,
          const std::function<void(std::size_t person, dossier::Dossier)>& each);

// One person.
dossier::Dossier find_one(const map::Map& map, Reading& reading, const Sought& person,
                          const Limits& limits = {});

// Rows of nobody (Semantics 4): per collection the count and, up to `show`, their keys.
struct Orphans {
  map::CollectionAt at;
  std::uint64_t count = 0;
  std::vector<relation::RowKey> keys;
};
// `each` is told of every one of them. Fault when a system that was given cannot be read, or lacks a table or a column
// of the map: then nobody can say whose its rows are.
using EachOrphan = std::function<void(const map::CollectionAt& at, const relation::RowKey& key)>;
std::vector<Orphans> orphans(const map::Map& map, Reading& reading, std::size_t show = 20,
                             const EachOrphan& each = {});

}  // namespace habeas::find
