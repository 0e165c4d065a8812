// Which activities keep the rows of a collection, and until when: what Facts gathers and the answer's pages show.
// The start of a row's time is a field of it, a field over a link (`order_id.placed_at`), or the request.
#pragma once

#include <habeas/plan/facts.h>
#include <habeas/relation/value.h>

#include <unordered_map>

namespace habeas::plan {

class Claims {
 public:
  // The dates of rows that are pointed at are read here, once.
  Claims(const map::Map& map, const dossier::Dossier& dossier, const dossier::CollectionRows& where,
         dossier::Cells& cells);

  // What to read of each row, without repetition; empty when no start lies in the row.
  const std::vector<relation::ColumnName>& columns() const { return columns_; }
  // One for each activity (and field with a retention of its own), in the map's order; `cells` as columns() says.
  std::vector<KeptFor> of(const relation::Row& cells) const;

 private:
  // Where a start comes from.
  struct Start {
    enum class From { nowhere, request, row, pointed_at } from = From::nowhere;
    std::vector<std::size_t> columns;                         // in columns_: the date's, or the link's
    std::unordered_map<std::string, base::Date> dates_there;  // by the link's cells
  };
  struct Rule {
    const map::Activity* activity = nullptr;
    int field = -1;
    std::size_t start = 0;  // in starts_
  };
  struct Place;  // map, dossier, collection and cells, while the rules are made

  void add_rules(const Place& place, const std::vector<map::ActivityName>& purposes, int field,
                 const std::string& since);
  Start start_of(const Place& place, const std::string& since);
  Start over_link(const Place& place, const std::string& column, const std::string& field);
  std::size_t column(const relation::ColumnName& name);
  std::optional<base::Date> read(const Start& start, const relation::Row& cells) const;

  std::vector<relation::ColumnName> columns_;
  std::vector<Start> starts_;
  std::vector<Rule> rules_;
};

}  // namespace habeas::plan
