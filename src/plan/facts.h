// What a plan must know of the rows beside their keys: until when each is kept and for which activity, which row
// points at which, and which part of a key-value row is there. Read once, through dossier::Cells, from the
// snapshots of the find; the plan itself stays a pure function of values.
#pragma once

#include <habeas/base/time.h>
#include <habeas/dossier/cells.h>
#include <habeas/dossier/dossier.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace habeas::plan {

// One activity's claim on a row: kept until `end`, which is a date only where the map says what its time counts
// from and the row holds a plausible one (docs/map.md, Semantics 8).
struct KeptFor {
  const map::Activity* activity = nullptr;
  std::optional<base::Date> end{};
  bool start_missing = false;  // the map names a start and this row has none, or one before 1900
  bool at_least = false;       // counts from something in words, not before the row's own start
  // Of a field that has a retention of its own, its index; -1: of the row and all its other fields.
  int field = -1;
  std::optional<base::Date>
      start{};  // what the time counts from; whether it lies in the future is for who knows today
  bool from_request = false;  // counts from the request: the start is today

  friend bool operator==(const KeptFor&, const KeptFor&) = default;
};

// A row whose link leads to another row of the dossier. Collections and rows by their index in the dossier.
struct Reference {
  std::size_t collection = 0;
  std::size_t row = 0;
  std::size_t link = 0;  // index in the collection's links
  std::size_t to_collection = 0;
  std::size_t to_row = 0;

  friend auto operator<=>(const Reference&, const Reference&) = default;
};

struct Facts {
  // By CollectionRows of the dossier, then by row: one for each activity that the collection serves. Empty for
  // another's rows and for tables about nobody.
  std::vector<std::vector<std::vector<KeptFor>>> kept;
  // Likewise: key-value fields whose name this row does not bear; it holds no cell of theirs.
  std::vector<std::vector<std::vector<std::uint32_t>>> elsewhere;
  std::vector<Reference> references;  // sorted, each once
  // Rows (collection, row) that a row outside the dossier points at: somebody else's, which she has no sight of. Sorted.
  std::vector<std::pair<std::size_t, std::size_t>> held_from_outside{};

  const std::vector<KeptFor>& of(std::size_t collection, std::size_t row) const {
    return kept.at(collection).at(row);
  }
};

Facts gather(const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells);

// The whole time of an activity's retention from a start: active and archive. Nothing if a part of it is only words.
std::optional<base::Date> end_of(const map::Retention& retention, base::Date start);

}  // namespace habeas::plan
