// The rows that change, read under lock, and what the databases would do to others by themselves.
#pragma once

#include <habeas/act/compile.h>
#include <habeas/dossier/cells.h>
#include <habeas/find/chart.h>
#include <habeas/plan/fate.h>

#include <optional>
#include <string>
#include <vector>

namespace habeas::act {

// Of one system of the map. `plan` and `dossier` must outlive what is returned. `chart` says what a key holds.
std::vector<RowsNow> rows_now(const map::Map& map, const plan::Plan& plan, const dossier::Dossier& dossier,
                              std::size_t system, const std::optional<relation::Catalogue>& catalogue,
                              const find::Chart& chart, dossier::Cells& cells);

// Does this database change rows by itself when others go?
bool acts_by_itself(const relation::Catalogue& catalogue);

// Rows that nobody planned to change and that the database would remove or empty by itself when these go (ON DELETE
// CASCADE, SET NULL, SET DEFAULT): why they must not go; empty if there are none.
std::vector<std::string> would_fall(const std::vector<RowsNow>& rows, const std::vector<Change>& changes,
                                    const relation::Catalogue& catalogue, source::Snapshot& snapshot);

// Documents that a row which stays names too: they stay, and are taken out.
void keep_shared(std::vector<Document>& documents, const std::vector<RowsNow>& rows,
                 const std::vector<Change>& changes, source::Snapshot& snapshot);

}  // namespace habeas::act
