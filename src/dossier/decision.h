// Decision: what a human decided of one row, where habeas cannot know who is who: it is this person, or it is somebody
// else. Who decided, when and why belong to it. Read from a file that names rows by their keys (docs/finding.md, § 6);
// the reason is an operator's own words and may be personal.
#pragma once

#include <habeas/base/personal.h>
#include <habeas/base/problem.h>
#include <habeas/base/time.h>
#include <habeas/map/map.h>
#include <habeas/relation/row_key.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace habeas::dossier {

struct Decision {
  enum class Says { this_person, somebody_else };

  map::CollectionAt at;
  // Integers, texts, and bytes where the file says {hex: …}: a cell of either text or bytes is then meant.
  relation::RowKey key;
  Says says = Says::somebody_else;
  std::string by;
  base::Date on{};
  base::Personal<std::string> because;
  base::Place place;  // in the file
};
std::string_view to_string(Decision::Says says);

// A decision as the finder met it.
struct DecisionTaken {
  enum class Fate {
    used,
    no_such_row,  // nothing has that key: nothing is disclosed until the file is put right
    not_read,     // its system or table could not be read, which is said under "not searched"
  };
  Decision decision;
  Fate fate = Fate::used;
};

// The rows of a collection that a human can decide upon: it is a person, or bears an identifier, and has a key.
bool decidable(const map::Collection& collection);

struct Decisions {
  std::vector<Decision> decisions;
  base::Problems problems;  // all of them, in order of place; when there is one, nothing is to be used
};
Decisions read_decisions(const map::Map& map, std::string_view text, const std::string& file);

// The line that decides upon a row, as read_decisions reads it, with empty places for what a human has to say. Fit
// for a terminal, whatever the key holds. Empty when its collection is not decidable, or the key has a NULL.
std::string line_to_fill(const map::Map& map, const map::CollectionAt& at, const relation::RowKey& key);

// How the cell of a key is compared with the one in the file: 12 meets "12".
std::optional<std::string> key_text(const relation::Value& cell);

}  // namespace habeas::dossier
