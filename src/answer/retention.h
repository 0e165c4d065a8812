// Until when a row, or a cell of it with a retention of its own, is kept (GDPR 15(1)(d)): what plan::Claims says, which
// erasure goes by too, so that a person is told the dates that will be kept. A start that is NULL, no date or not
// plausible gives no date, and is said (docs/map.md, Semantics 8).
#pragma once

#include <habeas/answer/cells.h>
#include <habeas/answer/table.h>
#include <habeas/plan/claims.h>

#include <optional>
#include <utility>
#include <vector>

namespace habeas::answer {

// The last end of several claims; nothing if none has a date. `at_least`: some claim has none, or an earliest one only.
struct Last {
  std::optional<base::Date> date;
  bool at_least = false;
  bool open = false;           // some claim has no date: the row may be kept for it whatever the others say
  bool start_missing = false;  // and one, because the row does not say what its time counts from
};

struct Until {
  Last row;
  std::vector<std::pair<std::size_t, Last>>
      cells;  // those with a retention of their own, by column of the table
  bool says_anything() const;
};

// Should it be gone by that day (GDPR 5(1)(e))? Perhaps: only the earliest date that there can be is over.
enum class Overdue { no, perhaps, yes };
Overdue overdue(const Last& last, base::Date today);

class Retention {
 public:
  // What the dates are read from joins Table::read.
  Retention(const map::Map& map, const dossier::Dossier& dossier, Table& table, Cells& cells,
            base::Date today);

  // One for each activity of the row, then of its fields; none of another's row. `row` as Table::read says.
  std::vector<plan::KeptFor> claims(const dossier::ReachedRow& reached, const relation::Row& row) const;
  Until until(const std::vector<plan::KeptFor>& claims) const;

 private:
  plan::Claims claims_;
  base::Date today_;
  std::vector<std::size_t> read_at_;                            // of what Claims reads, in Table::read
  std::vector<std::pair<int, std::size_t>> columns_of_fields_;  // fields with a retention of their own
};

}  // namespace habeas::answer
