// Everything a package is about, while it is written: the plans, the tables, and what a first reading of every
// row found (facts): counts with undecodable cells told apart, documents, real retention dates, contact details.
#pragma once

#include <habeas/answer/cells.h>
#include <habeas/answer/package.h>
#include <habeas/answer/retention.h>
#include <habeas/answer/table.h>
#include <habeas/answer/vcard.h>
#include <habeas/plan/access.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace habeas::answer {

// What one table holds, by what was read.
struct TableFacts {
  plan::Counts access;
  plan::Counts portability;
  std::uint64_t copies = 0;  // rows, equal ones of a table without key counted each
  std::uint64_t mine = 0;
  std::uint64_t shared = 0;
  std::uint64_t anothers = 0;
  std::uint64_t dated = 0;            // rows that say something of their end
  std::uint64_t overdue = 0;          // rows that should be gone already…
  std::uint64_t perhaps_overdue = 0;  // …or perhaps: their earliest end is over
  std::uint64_t cells_overdue = 0;    // cells with a retention of their own that should be gone
  std::uint64_t start_missing = 0;    // rows that do not say what their time counts from
  // Withheld cells: (column index, ground) → how many.
  std::map<std::pair<std::size_t, std::string>, std::uint64_t> withheld;
  // Left out of what she takes away, likewise.
  std::map<std::pair<std::size_t, std::string>, std::uint64_t> left_out;
};

// Real ends of retention of an activity's rows.
struct RetentionFacts {
  std::optional<base::Date> first;
  std::optional<base::Date> last;
  std::uint64_t dated = 0;
  std::uint64_t undated = 0;
  std::uint64_t over = 0;  // of the dated, those whose end lies before the package's day
};

// A document named by a cell: where it lies in the package, or that it was not there.
struct Document {
  std::string name;  // "fichiers/scans/000001.jpg"; empty: missing
  std::uint64_t bytes = 0;
};

struct Facts {
  std::uint64_t rows = 0;          // that are about somebody: hers, shared, or naming her
  std::vector<TableFacts> tables;  // as Book::tables
  plan::Counts access;
  plan::Counts portability;
  std::map<map::ActivityName, RetentionFacts> retention;
  // By table, row and column (DocumentAt); one for each value of the cell.
  std::map<std::tuple<std::size_t, std::size_t, std::size_t>, std::vector<Document>> documents;
  std::uint64_t documents_given = 0;
  std::map<map::SystemName, std::uint64_t> documents_missing;
  VCard card;
};

struct Book {
  const map::Map& map;
  const law::Library& law;
  const dossier::Dossier& dossier;
  const PackageRequest& request;
  plan::Plan access;
  plan::Plan portability;
  plan::Information information;
  std::vector<Table> tables;
  Facts facts;
  std::vector<Retention> retention;  // as tables; filled, like the facts, by the survey

  // The day on which the package is written, where the organisation is.
  base::Date today() const { return base::date_in(map::zone_of(map.organisation, law), request.at); }
  bool nothing_held() const { return dossier.row_count() == 0; }
  // Something that should have been searched was not: nobody may say that the answer is whole. What only an
  // identifier that she did not give would reach is no such gap; it is listed all the same.
  bool unfinished() const {
    return std::any_of(dossier.not_searched.begin(), dossier.not_searched.end(), [](const auto& gap) {
      return gap.why != dossier::NotSearched::Why::identifier_not_supplied;
    });
  }
  const std::vector<plan::CellFate>& fates(const plan::Plan& plan, std::size_t table, std::size_t row) const {
    const plan::CollectionPlan& of = plan.collections[table];
    return of.patterns[of.rows[row].pattern];
  }
};

// A row of table number `table` as access shows it.
struct RowSeen {
  std::size_t row = 0;
  const dossier::ReachedRow& reached;
  const relation::Row& cells;
};
// Reads a table's rows in their order; a table of which nothing is disclosed is not read at all.
void each_row(const Book& book, std::size_t table, Cells& cells,
              const std::function<void(const RowSeen&)>& each);

// The row as access gives it, and as portability carries it.
std::vector<Shown> given(const Book& book, std::size_t table, const RowSeen& seen);
std::vector<Shown> carried(const Book& book, std::size_t table, const RowSeen& seen);

}  // namespace habeas::answer
