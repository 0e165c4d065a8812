#include <habeas/act/compile.h>

#include <habeas/act/in_order.h>
#include <habeas/base/digest.h>
#include <habeas/base/must.h>
#include <habeas/map/codec.h>

#include <algorithm>
#include <set>

namespace habeas::act {

using plan::Becomes;
using plan::CellFate;
using plan::Fate;
using relation::ColumnName;
using relation::Value;
using source::RowChange;
using Cells = RowChange::Cells;

namespace {

bool contains(const std::vector<ColumnName>& columns, const ColumnName& column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

class Compiler {
 public:
  Compiler(const map::SystemName& system, const std::vector<RowsNow>& rows, const Means& means,
           const TakeBack& take_back)
      : system_(system), rows_(rows), means_(means), take_back_(take_back) {}

  Compiled all() {
    for (std::size_t at = 0; at < rows_.size(); ++at) {
      for (std::size_t number = 0; number < rows_[at].rows.size(); ++number) compile_row(at, number);
    }
    auto ordered = in_order(std::move(result_.changes), rows_);
    if (ordered) {
      result_.changes = std::move(*ordered);
    } else {
      result_.changes.clear();
      refuse(ordered.error());
    }
    return std::move(result_);
  }

 private:
  void refuse(const std::string& why) {
    if (std::find(result_.refusals.begin(), result_.refusals.end(), why) == result_.refusals.end())
      result_.refusals.push_back(why);
  }

  void compile_row(std::size_t at, std::size_t number) {
    const RowsNow& where = rows_[at];
    const RowNow& row = where.rows[number];
    const auto erased = std::count_if(row.fates->begin(), row.fates->end(),
                                      [](const CellFate& fate) { return fate.fate == Fate::erase; });
    Change change;
    change.rows_of = at;
    change.number = number;
    change.row.table = where.collection->table;
    change.row.copies = row.row->copies;
    change.row.key = base::Personal(key_of(where, row));
    if (erased == 0) return update(where, row, std::move(change));
    if (erased != static_cast<std::ptrdiff_t>(row.fates->size()))
      return refuse(where.collection->name.text() + ": a row goes whole or not at all");
    remove(where, row, std::move(change));
  }

  void remove(const RowsNow& where, const RowNow& row, Change change) {
    change.row.kind = RowChange::Kind::remove;
    change.row.expected = base::Personal(relied_on(where, row, {}));
    change.cells = row.fates->size();
    change.going = identifying(where, row);
    for (const CellFate& fate : *row.fates) take_documents(where, row, fate, change.rows_of);
    result_.changes.push_back(std::move(change));
  }

  void update(const RowsNow& where, const RowNow& row, Change change) {
    Cells cells;
    std::set<ColumnName> made_from;  // the old content
    std::set<ColumnName> done;
    for (const CellFate& first : *row.fates) {
      if (first.becomes == Becomes::same || !done.insert(first.column).second) continue;
      const auto became = become_of(where, row, first.column, change);
      if (!became || became->value == cell(where, row, first.column)) continue;
      cells.emplace_back(first.column, became->value);
      change.cells += became->cells;
      if (became->relied_on_content) made_from.insert(first.column);
    }
    if (cells.empty()) return;
    for (const CellFate& fate : *row.fates) {
      if (document_goes(fate)) take_documents(where, row, fate, change.rows_of);
    }
    change.row.kind = RowChange::Kind::update;
    change.row.expected = base::Personal(relied_on(where, row, made_from));
    note_emptied(where, row, change, cells);
    change.row.cells = base::Personal(std::move(cells));
    result_.changes.push_back(std::move(change));
  }

  std::optional<Became> become_of(const RowsNow& where, const RowNow& row, const ColumnName& name,
                                  Change& change) {
    Column column;
    column.collection = where.collection;
    column.name = name;
    column.declared = where.table != nullptr ? where.table->column(name) : nullptr;
    column.unique = is_unique(where.table, name);
    column.value = cell(where, row, name);
    column.cell = [&](const ColumnName& other) -> const Value& { return cell(where, row, other); };
    std::vector<const CellFate*> fates;
    for (const CellFate& fate : *row.fates) {
      if (fate.column == name) fates.push_back(&fate);
    }
    const auto vault = vault_name(system_, *where.collection, name, row.row->key);
    // What lies inside one column was put away with it as a whole, beside what stayed.
    const auto back = std::count_if(fates.begin(), fates.end(),
                                    [](const CellFate* fate) { return fate->becomes == Becomes::put_back; });
    if (back != 0) return take_from(vault, column, static_cast<std::size_t>(back));
    auto became = become(column, fates, means_);
    if (!became) {
      refuse(where.collection->name.text() + "." + became.error());
      return std::nullopt;
    }
    if (became->put_away) change.sealed.emplace_back(vault, sealed(column.value, became->value));
    return *became;
  }

  std::optional<Became> take_from(const std::string& vault, const Column& column, std::size_t cells) {
    base::must(static_cast<bool>(take_back_), "a release is given the way to what was put away");
    const auto kept = take_back_(vault);
    if (kept.reveal().empty()) return std::nullopt;  // there was nothing to put away
    const auto before = put_back(kept, column.value);
    if (!before) {
      refuse(column.collection->name.text() + "." + column.name.text() + ": " + before.error());
      return std::nullopt;
    }
    return Became{*before, true, false, cells};
  }

  static bool is_unique(const relation::Table* table, const ColumnName& name) {
    if (table == nullptr) return false;
    return std::any_of(table->indexes.begin(), table->indexes.end(), [&](const relation::Index& index) {
      return index.unique && index.parts.size() == 1 && index.parts[0].column == name;
    });
  }

  static const Value& cell(const RowsNow& where, const RowNow& row, const ColumnName& name) {
    const auto at = std::find(where.columns.begin(), where.columns.end(), name);
    base::must(at != where.columns.end(), "every column that the map speaks of was read");
    return row.cells.at(static_cast<std::size_t>(at - where.columns.begin()));
  }

  static Cells key_of(const RowsNow& where, const RowNow& row) {
    Cells cells;
    const auto values = row.row->key.reveal();
    base::must(values.size() == where.key.size(), "a key is as wide as its collection says");
    for (std::size_t i = 0; i < values.size(); ++i) cells.emplace_back(where.key[i], values[i]);
    return cells;
  }

  // What made the row hers, and what its new contents are made from. What is in the key is asked for already.
  static Cells relied_on(const RowsNow& where, const RowNow& row, const std::set<ColumnName>& made_from) {
    std::vector<ColumnName> names;
    const auto add = [&](const ColumnName& name) {
      if (!contains(names, name) && !contains(where.key, name)) names.push_back(name);
    };
    for (const auto& link : where.collection->links) {
      for (const auto& pair : link.columns) add(pair.first);
      for (const auto& column : relation::columns_of(link.when)) add(column);
    }
    for (const auto& column : relation::columns_of(where.collection->where)) add(column);
    for (const auto& field : where.collection->fields) {
      if (field.identifier) add(field.column);
      if (field.codec.kind == map::Codec::Kind::rows) add(field.codec.name_column);
    }
    for (const auto& column : made_from) add(column);
    Cells cells;
    for (const auto& name : names) cells.emplace_back(name, cell(where, row, name));
    return cells;
  }

  // Of a cell that was to be forgotten, whatever stands there now: a restored copy of the row holds it again.
  static void note_emptied(const RowsNow& where, const RowNow& row, Change& change, const Cells& cells) {
    for (const auto& [name, value] : cells) {
      const bool forgotten = std::any_of(row.fates->begin(), row.fates->end(), [&](const CellFate& fate) {
        return fate.column == name && (fate.fate == Fate::clear || fate.fate == Fate::mask ||
                                       fate.fate == Fate::redact || fate.fate == Fate::replace);
      });
      if (forgotten)
        change.emptied.push_back(emptied_bytes(name, cell(where, row, name), identifying_cells(where, row)));
    }
  }

  static relation::Row identifying_cells(const RowsNow& where, const RowNow& row) {
    relation::Row cells;
    for (const auto& name : map::identifying_columns(*where.collection))
      cells.push_back(cell(where, row, name));
    return cells;
  }

  static base::Personal<std::string> identifying(const RowsNow& where, const RowNow& row) {
    return base::Personal<std::string>(relation::encode(identifying_cells(where, row)));
  }

  void take_documents(const RowsNow& where, const RowNow& row, const CellFate& fate, std::size_t at) {
    if (fate.field < 0) return;
    const auto& field = where.collection->fields.at(static_cast<std::size_t>(fate.field));
    if (!field.file) return;
    const bool in_rows = field.codec.kind == map::Codec::Kind::rows;
    if (in_rows && relation::canonical_text(cell(where, row, field.codec.name_column)) != field.codec.is)
      return;
    const auto paths = map::read_values(field.codec, cell(where, row, field.column));
    if (!paths)
      return refuse(where.collection->name.text() + "." + field.name.text() +
                    ": a cell that does not decode");
    for (const auto& path : *paths) {
      if (path.empty()) continue;
      result_.documents.push_back({*field.file, base::Personal<std::string>(path), at, field.column});
    }
  }

  const map::SystemName& system_;
  const std::vector<RowsNow>& rows_;
  const Means& means_;
  const TakeBack& take_back_;
  Compiled result_;
};

}  // namespace

bool document_goes(const CellFate& fate) {
  const bool stays = fate.becomes == Becomes::same || fate.becomes == Becomes::put_away ||
                     fate.becomes == Becomes::put_back || fate.becomes == Becomes::corrected;
  return fate.fate == plan::Fate::erase || !stays;
}

bool changes(const std::vector<CellFate>& fates) {
  return std::any_of(fates.begin(), fates.end(), [](const CellFate& fate) {
    return fate.fate == Fate::erase || fate.becomes != Becomes::same;
  });
}

base::Personal<std::string> emptied_bytes(const ColumnName& column, const Value& held,
                                          const relation::Row& identifying) {
  relation::Row cells = identifying;
  cells.emplace_back(relation::Text{column.text()});
  cells.push_back(held);
  return base::Personal<std::string>(relation::encode(cells));
}

std::string vault_name(const map::SystemName& system, const map::Collection& collection,
                       const ColumnName& column, const relation::RowKey& key) {
  return system.text() + "/" + collection.name.text() + "/" + column.text() + "/" +
         base::sha256_hex(key.reveal_encoded()).substr(0, 32);
}

Compiled compile(const map::SystemName& system, const std::vector<RowsNow>& rows, const Means& means,
                 const TakeBack& take_back) {
  return Compiler(system, rows, means, take_back).all();
}

}  // namespace habeas::act
