// Verify: was the promise kept? Reads the systems anew and shares nothing with find and plan but values: every row
// that was to go is looked up by its key, every changed cell is compared with what it was to become, every link
// column is probed for keys that went, and all identifiers of the person are searched in the declared identifier
// and text columns.
#pragma once

#include <habeas/dossier/dossier.h>
#include <habeas/plan/fate.h>
#include <habeas/plan/rectification.h>
#include <habeas/source/source.h>

#include <functional>
#include <string>
#include <vector>

namespace habeas::verify {

struct Finding {
  enum class Kind {
    row_survives,        // was to be removed and is there
    cell_unchanged,      // was to change and did not, or not to what was planned
    row_gone,            // was to be kept and is not there
    dangling_link,       // points at a key that went
    identifier_remains,  // in a row that is not among those kept, withheld or another's
    not_checked,         // the system could not be read: says why
  };
  Kind kind = Kind::row_survives;
  map::SystemName system;
  map::CollectionName collection;
  std::string column;
  relation::RowKey key;  // of row_survives, cell_unchanged, row_gone
  std::uint64_t count = 1;
  std::string why;
};
std::string_view to_string(Finding::Kind kind);

struct Report {
  std::uint64_t rows_checked = 0;
  std::uint64_t cells_checked = 0;
  std::uint64_t links_probed = 0;
  std::uint64_t columns_searched = 0;
  std::vector<Finding> findings;  // empty: the promise was kept

  bool kept() const { return findings.empty(); }
};

struct System {
  map::SystemName name;
  source::Source* source = nullptr;
};

// Does this cell still hold what was written in the place of a value that was put away? Of a release alone.
using StillAway =
    std::function<bool(const map::SystemName&, const map::Collection&, const relation::ColumnName&,
                       const relation::RowKey&, const relation::Value& now)>;

// `asked` is what a person who searches by hand was asked before; where the plan changes what she found, she is asked
// anew. A withdrawal and a contested decision are looked at where they change something, every other right everywhere.
Report check(const map::Map& map, const plan::Plan& plan, const dossier::Dossier& dossier,
             const std::vector<plan::Correction>& corrections, const std::vector<System>& systems,
             const source::Inquiry& asked, const StillAway& still_away = {});

}  // namespace habeas::verify
