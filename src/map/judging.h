// What the parts of check() share: the findings so far, and one system seen together with its catalogue.
// Each part judges one question and adds findings; the order in which they run does not show.
#pragma once

#include <habeas/map/check.h>

#include <string>
#include <string_view>
#include <vector>

namespace habeas::map {

class Findings {
 public:
  void error(const Place& place, std::string what, std::string hint = {});
  void warning(const Place& place, std::string what, std::string hint = {});
  void note(const Place& place, std::string what, std::string hint = {});
  void add(const base::Problems& more);
  base::Problems take() &&;  // sorted, each once

 private:
  base::Problems found_;
};

struct Judged {
  const Map& map;
  const SystemMap& system;
  const relation::Catalogue& catalogue;
  const IndexOracle& indexes;

  const relation::Table* table_of(const Collection& collection) const;
  // The table a link leads to, in this system; none for an identifier or an unknown target.
  const relation::Table* table_of(const Link& link) const;
  // The table's name that a link leads to, even if the catalogue has no such table.
  const relation::TableName* target_table(const Link& link) const;
  std::vector<const Collection*> collections_of(const relation::TableName& table) const;
  bool sight_only(const relation::TableName& table) const;
  bool declared_copy(const relation::TableName& table) const;
  // A place for what is missing from the file.
  Place whole_file() const;
};

// One column of a map, and where the map names it.
struct Mention {
  ColumnName column;
  Place place;
};
std::vector<Mention> mentions(const Collection& collection);

// Does the table hold rows of its own that a map must speak of? Views show those of others.
bool holds_rows(const relation::Table& table);

// "customer.email", quoted where a name would not read as one.
std::string dotted(const relation::TableName& table, const ColumnName& column);
std::string dotted(const relation::TableName& table, const std::vector<ColumnName>& columns);
// "a, b and c".
std::string listed(const std::vector<std::string>& names, std::string_view last = "and");
// A name in quotes: names come from databases and may hold anything.
std::string shown(const std::string& name);

void check_columns(const Judged& judged, Findings& findings);   // tables and columns: there, and spoken of
void check_links(const Judged& judged, Findings& findings);     // types, and foreign keys nobody used
void check_searches(const Judged& judged, Findings& findings);  // indexes
void check_erasure(const Judged& judged, Findings& findings);  // what the database would refuse, or do itself
void check_copies(const Judged& judged, Findings& findings);   // where an engine keeps the same data again
void check_people(const Judged& judged, Findings& findings);   // which collection is really the person
void check_register(const Map& map, Findings& findings);       // what people must be told of each activity
void check_reach(const Map& map, Findings& findings);          // from identifiers to every collection

}  // namespace habeas::map
