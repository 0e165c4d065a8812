// What a plan must know of the rows beside their keys: until when each is kept and for which activity. Read once,
// through dossier::Cells, from the snapshots of the find; the plan itself stays a pure function of values.
#pragma once

#include <habeas/base/time.h>
#include <habeas/dossier/cells.h>
#include <habeas/dossier/dossier.h>

#include <optional>
#include <string>
#include <vector>

namespace habeas::plan {

// One activity's claim on a row: kept until `end`, which is a date only where the map says what its time counts
// from and the row holds a plausible one (MAP.md, Semantics 8).
struct KeptFor {
  const map::Activity* activity = nullptr;
  std::optional<base::Date> end;
  bool start_missing = false;  // the map names a start and this row has none, or an implausible one
  bool at_least = false;       // counts from something in words, not before the row's own start

  friend bool operator==(const KeptFor&, const KeptFor&) = default;
};

struct Facts {
  // By CollectionRows of the dossier, then by row: one for each activity that the collection serves.
  std::vector<std::vector<std::vector<KeptFor>>> kept;

  const std::vector<KeptFor>& of(std::size_t collection, std::size_t row) const {
    return kept.at(collection).at(row);
  }
};

Facts gather(const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells);

}  // namespace habeas::plan
