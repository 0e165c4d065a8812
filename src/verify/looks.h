// The three ways of looking: planned rows by their keys, links for keys that went, identifiers wherever they may stand.
// Internal to verify/.
#pragma once

#include <habeas/verify/promise.h>
#include <habeas/verify/reader.h>

#include <set>
#include <string>

namespace habeas::verify {

// What was planned for one system.
struct Planned {
  const map::Map& map;
  const plan::Plan& plan;
  const dossier::Dossier& dossier;
  std::size_t system = 0;
  const StillAway& still_away;
};

bool goes(const std::vector<plan::CellFate>& fates);  // the row as a whole
bool loses_key(const map::Collection& collection, const std::vector<plan::CellFate>& fates);

// Rows and cells that were named already: nothing is said twice.
struct Named {
  std::set<std::string> rows;   // "collection key"
  std::set<std::string> cells;  // "collection column key"

  static std::string row(const map::Collection& collection, const relation::Row& key);
  static std::string cell(const map::Collection& collection, const relation::ColumnName& column,
                          const relation::Row& key);
};

void look_at_rows(const Planned& planned, const Known& known, Reader& reader, Report& report, Named& named);
void probe_links(const Planned& planned, Reader& reader, Report& report, const Named& named);
void search_identifiers(const Planned& planned, const Known& known, Reader& reader, Report& report,
                        const Named& named);

}  // namespace habeas::verify
