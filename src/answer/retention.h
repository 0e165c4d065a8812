// Until when a row is kept: the real date where the map says what its time counts from and for how long,
// words otherwise (GDPR 15(1)(d)). A start that is NULL or no date gives no date (MAP.md, Semantics 8).
#pragma once

#include <habeas/answer/cells.h>
#include <habeas/answer/table.h>

#include <optional>
#include <unordered_map>
#include <vector>

namespace habeas::answer {

// The whole time of an activity's retention: active and archive. Nothing if a part of it is only words.
std::optional<base::Date> end_of(const map::Retention& retention, base::Date start);

class Retention {
 public:
  // `retention_since` may lie over a link (`order_id.placed_at`): then the dates of the rows pointed at are read
  // here, once.
  Retention(const map::Map& map, const dossier::Dossier& dossier, const Table& table, Cells& cells);

  struct End {
    const map::Activity* activity = nullptr;
    std::optional<base::Date> date;
    // The activity counts from something in words ("end of the financial year"), which is not before the row's
    // own start: the date is the earliest there can be.
    bool at_least = false;
  };
  // One for each activity that the collection is processed for, in the map's order.
  std::vector<End> ends(const dossier::ReachedRow& reached, const relation::Row& row) const;

  // The last of them; nothing if none has a date. `at_least`: some activity has none, or an earliest one only.
  struct Last {
    std::optional<base::Date> date;
    bool at_least = false;
    bool open = false;  // some activity has no date: the row may be kept for it whatever the others say
  };
  // Should the row be gone by that day (GDPR 5(1)(e))? Perhaps: only the earliest date that there can be is over.
  enum class Overdue { no, perhaps, yes };
  static Overdue overdue(const Last& last, base::Date today);
  static Last last(const std::vector<End>& ends);

 private:
  // Where a start comes from: a column of the row, or of a row that it points at.
  struct Start {
    std::vector<std::size_t> columns;  // of this row: the date's, or the link's
    std::optional<std::unordered_map<std::string, base::Date>>
        pointed_at;  // by the encoded cells of the link
  };
  std::optional<Start> start_of(const dossier::Dossier& dossier, const std::string& since,
                                Cells& cells) const;
  std::optional<Start> over_link(const dossier::Dossier& dossier, const std::string& column,
                                 const std::string& field, Cells& cells) const;
  std::optional<base::Date> read(const Start& start, const relation::Row& row) const;
  std::optional<std::size_t> index(const relation::ColumnName& column) const;

  const Table& table_;
  struct Rule {
    const map::Activity* activity;
    std::optional<Start> start;
  };
  std::vector<Rule> rules_;
};

}  // namespace habeas::answer
