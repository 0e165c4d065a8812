#include <habeas/verify/looks.h>

#include <algorithm>
#include <map>

namespace habeas::verify {

using plan::CellFate;
using relation::ColumnName;
using relation::Row;

namespace {

using Fates = std::vector<CellFate>;

struct Expected {
  const dossier::ReachedRow* row = nullptr;
  const Fates* fates = nullptr;
  std::uint64_t met = 0;
};

class Rows {
 public:
  Rows(const map::Collection& collection, const Known& known, const StillAway& still_away, Reader& reader,
       Report& report, Named& named)
      : collection_(collection),
        known_(known),
        still_away_(still_away),
        reader_(reader),
        report_(report),
        named_(named) {}

  void look(const plan::CollectionPlan& planned, const dossier::CollectionRows& where) {
    std::vector<Row> keys;
    for (const auto& fate : planned.rows) {
      const auto& row = where.rows.at(fate.row);
      keys.push_back(key_cells(collection_, row.key));
      expected_.emplace(as_text(keys.back()), Expected{&row, &planned.patterns.at(fate.pattern), 0});
    }
    const auto key = key_columns(collection_);
    Asked asked{&collection_, key, key, source::Form::as_text, {}};
    const auto columns = map::columns_read(collection_);
    asked.columns.insert(asked.columns.end(), columns.begin(), columns.end());
    const auto before = report_.findings.size();
    reader_.rows(asked, keys, [&](const Row& cells) {
      const auto cut = cells.begin() + static_cast<std::ptrdiff_t>(key.size());
      met(Row(cells.begin(), cut), columns, Row(cut, cells.end()));
    });
    report_.rows_checked += keys.size();
    const bool unread =
        report_.findings.size() > before && report_.findings.back().kind == Finding::Kind::not_checked;
    if (!unread) say_gone();
  }

 private:
  void met(const Row& key, const std::vector<ColumnName>& columns, const Row& cells) {
    const auto found = expected_.find(as_text(key));
    if (found == expected_.end()) return;
    Expected& row = found->second;
    ++row.met;
    const auto cell = [&](const ColumnName& name) -> const relation::Value& {
      return cells.at(
          static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin()));
    };
    if (goes(*row.fates)) return survives(row, key);
    if (loses_key(collection_, *row.fates)) {
      // A row without a key is met again by all its cells: nothing changed in it, and perhaps nothing had to.
      if (!collection_.key.empty() || !kept_promises(*row.fates, collection_, cell, known_))
        survives(row, key);
      return;
    }
    for (const CellFate& fate : *row.fates) check(row, key, fate, cell);
  }

  void survives(const Expected& row, const Row& key) {
    if (!named_.rows.insert(Named::row(collection_, key)).second) {
      ++again(key).count;
      return;
    }
    reader_.add(Finding::Kind::row_survives, collection_).key = row.row->key;
  }

  // Equal rows without a key are one finding.
  Finding& again(const Row& key) {
    const auto found =
        std::find_if(report_.findings.rbegin(), report_.findings.rend(), [&](const Finding& finding) {
          return finding.kind == Finding::Kind::row_survives && finding.collection == collection_.name &&
                 as_text(key_cells(collection_, finding.key)) == as_text(key);
        });
    return *found;
  }

  void check(const Expected& row, const Row& key, const CellFate& fate, const CellOf& cell) {
    if (fate.becomes == plan::Becomes::same) return;
    const map::Field* field =
        fate.field < 0 ? nullptr : &collection_.fields.at(static_cast<std::size_t>(fate.field));
    if (!speaks_of(field, cell)) return;
    ++report_.cells_checked;
    if (kept_promise(fate, field, cell(fate.column), known_) && !is_still_away(row, fate, cell)) return;
    if (!named_.cells.insert(Named::cell(collection_, fate.column, key)).second) return;
    reader_.add(Finding::Kind::cell_unchanged, collection_, fate.column.text()).key = row.row->key;
  }

  bool is_still_away(const Expected& row, const CellFate& fate, const CellOf& cell) const {
    return fate.becomes == plan::Becomes::put_back && still_away_ &&
           still_away_(reader_.map().system, collection_, fate.column, row.row->key, cell(fate.column));
  }

  void say_gone() {
    for (const auto& [key, row] : expected_) {
      const bool stays = !goes(*row.fates) && !loses_key(collection_, *row.fates);
      // Rows without a key are known by their cells, and these may have changed.
      const bool changed = collection_.key.empty() &&
                           std::any_of(row.fates->begin(), row.fates->end(),
                                       [](const auto& fate) { return fate.becomes != plan::Becomes::same; });
      if (stays && !changed && row.met == 0)
        reader_.add(Finding::Kind::row_gone, collection_).key = row.row->key;
    }
  }

  const map::Collection& collection_;
  const Known& known_;
  const StillAway& still_away_;
  Reader& reader_;
  Report& report_;
  Named& named_;
  std::map<std::string, Expected> expected_;
};

}  // namespace

bool goes(const Fates& fates) {
  return std::any_of(fates.begin(), fates.end(),
                     [](const CellFate& fate) { return fate.fate == plan::Fate::erase; });
}

bool loses_key(const map::Collection& collection, const Fates& fates) {
  const auto key = key_columns(collection);
  return std::any_of(fates.begin(), fates.end(), [&](const CellFate& fate) {
    return fate.becomes != plan::Becomes::same && std::find(key.begin(), key.end(), fate.column) != key.end();
  });
}

std::string Named::row(const map::Collection& collection, const Row& key) {
  return collection.name.text() + " " + as_text(key);
}
std::string Named::cell(const map::Collection& collection, const ColumnName& column, const Row& key) {
  return collection.name.text() + " " + column.text() + " " + as_text(key);
}

void look_at_rows(const Planned& planned, const Known& known, Reader& reader, Report& report, Named& named) {
  for (const auto& collection : planned.plan.collections) {
    const auto& where = planned.dossier.collections.at(collection.rows_of);
    if (where.sight_table || where.at.system != planned.system) continue;
    Rows(reader.map().collections.at(where.at.collection), known, planned.still_away, reader, report, named)
        .look(collection, where);
  }
}

}  // namespace habeas::verify
