#include <habeas/act/rows_now.h>

#include <habeas/base/fault.h>
#include <habeas/base/must.h>
#include <habeas/map/codec.h>
#include <habeas/plan/cells.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_set>

namespace habeas::act {

using relation::ColumnName;
using source::RowChange;

namespace {

void add(std::vector<ColumnName>& columns, const ColumnName& column) {
  if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
}

// What the map reads, and what others refer to: by link or by foreign key.
std::vector<ColumnName> columns_needed(const map::SystemMap& system, const map::Collection& collection,
                                       const std::optional<relation::Catalogue>& catalogue) {
  auto columns = map::columns_read(collection);
  for (const auto& other : system.collections) {
    for (const auto& link : other.links) {
      if (link.target != collection.name || link.identifier) continue;
      for (const auto& pair : link.columns) add(columns, pair.second);
    }
  }
  if (!catalogue) return columns;
  for (const auto& table : catalogue->tables) {
    for (const auto& key : table.foreign_keys) {
      if (table.name == collection.table) {
        for (const auto& column : key.columns) add(columns, column);
      }
      if (key.target != collection.table) continue;
      for (const auto& column : key.target_columns) add(columns, column);
    }
  }
  return columns;
}

// Only the rows that change, in their order.
dossier::CollectionRows changing(const dossier::CollectionRows& where, const plan::CollectionPlan& plan,
                                 std::vector<const plan::RowFate*>& fates) {
  dossier::CollectionRows result;
  result.at = where.at;
  for (const auto& row : plan.rows) {
    if (!changes(plan.patterns.at(row.pattern))) continue;
    result.rows.push_back(where.rows.at(row.row));
    fates.push_back(&row);
  }
  return result;
}

// What a RowKey of that collection holds: its key, or, where it has none, all that the walk keeps of a row.
std::vector<ColumnName> key_of(const find::Chart& chart, const map::CollectionAt& at) {
  std::vector<ColumnName> key;
  for (const auto& place : chart.places) {
    if (place.sight != nullptr || place.at() != at) continue;
    for (const auto position : place.key) key.push_back(place.columns[position]);
  }
  return key;
}

bool by_itself(const relation::ForeignKey& key) {
  return key.on_delete != relation::OnDelete::no_action && key.on_delete != relation::OnDelete::restrict;
}

// Collects the first cells of rows, whatever look-up gave them.
struct Gathered final : source::RowSink {
  std::vector<relation::Row> rows;
  void row(std::size_t, const base::Personal<relation::Row>& cells) override {
    rows.push_back(cells.reveal());
  }
};

std::string text_of(const relation::Row& row) {
  relation::Row texts;
  for (const auto& cell : row) {
    const auto text = relation::canonical_text(cell);
    texts.push_back(text ? relation::Value(relation::Text{*text}) : relation::Value(relation::Null{}));
  }
  return relation::encode(texts);
}

// The keys of changed rows of one table, by `columns` of it; of updates only those that write one of `written`.
class Changed {
 public:
  Changed(const std::vector<RowsNow>& rows, const std::vector<Change>& changes)
      : rows_(rows), changes_(changes) {}

  const RowsNow* rows_of(const relation::TableName& table) const {
    for (const auto& rows : rows_) {
      if (rows.collection->table == table) return &rows;
    }
    return nullptr;
  }

  // Of rows that go, or, with `written`, that also lose those columns.
  std::unordered_set<std::string> keys(const relation::TableName& table,
                                       const std::vector<ColumnName>& written) const {
    std::unordered_set<std::string> keys;
    for (const auto& change : changes_) {
      if (change.row.table != table) continue;
      if (change.row.kind == RowChange::Kind::update && !writes(change.row, written)) continue;
      keys.insert(text_of(rows_[change.rows_of].rows[change.number].row->key.reveal()));
    }
    return keys;
  }

  // The cells by which others refer to rows that go.
  std::vector<relation::Row> targets(const relation::TableName& table,
                                     const std::vector<ColumnName>& columns) const {
    std::vector<relation::Row> result;
    for (const auto& change : changes_) {
      if (change.row.table != table || change.row.kind != RowChange::Kind::remove) continue;
      const auto& where = rows_[change.rows_of];
      relation::Row target;
      for (const auto& column : columns) {
        const auto at = std::find(where.columns.begin(), where.columns.end(), column);
        base::must(at != where.columns.end(), "what foreign keys refer to was read");
        target.push_back(
            where.rows[change.number].cells[static_cast<std::size_t>(at - where.columns.begin())]);
      }
      result.push_back(std::move(target));
    }
    return result;
  }

 private:
  static bool writes(const RowChange& change, const std::vector<ColumnName>& columns) {
    return std::any_of(change.cells.reveal().begin(), change.cells.reveal().end(), [&](const auto& cell) {
      return std::find(columns.begin(), columns.end(), cell.first) != columns.end();
    });
  }
  const std::vector<RowsNow>& rows_;
  const std::vector<Change>& changes_;
};

}  // namespace

std::vector<RowsNow> rows_now(const map::Map& map, const plan::Plan& plan, const dossier::Dossier& dossier,
                              std::size_t system, const std::optional<relation::Catalogue>& catalogue,
                              const find::Chart& chart, dossier::Cells& cells) {
  std::vector<RowsNow> result;
  for (const auto& planned : plan.collections) {
    const auto& where = dossier.collections.at(planned.rows_of);
    if (where.sight_table || where.at.system != system) continue;
    std::vector<const plan::RowFate*> fates;
    const auto asked = changing(where, planned, fates);
    if (asked.rows.empty()) continue;
    RowsNow now;
    now.collection = plan::collection_of(map, where);
    now.key = key_of(chart, where.at);
    now.columns = columns_needed(map.systems.at(system), *now.collection, catalogue);
    now.table = catalogue ? catalogue->table(now.collection->table) : nullptr;
    cells.rows(asked, now.columns, [&](std::size_t row, const base::Personal<relation::Row>& content) {
      const auto& fate = *fates.at(row);
      now.rows.push_back({&where.rows.at(fate.row), &planned.patterns.at(fate.pattern), content.reveal()});
    });
    result.push_back(std::move(now));
  }
  return result;
}

bool acts_by_itself(const relation::Catalogue& catalogue) {
  return std::any_of(catalogue.tables.begin(), catalogue.tables.end(), [](const relation::Table& table) {
    return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), by_itself);
  });
}

std::vector<std::string> would_fall(const std::vector<RowsNow>& rows, const std::vector<Change>& changes,
                                    const relation::Catalogue& catalogue, source::Snapshot& snapshot) {
  std::vector<std::string> reasons;
  const Changed changed(rows, changes);
  for (const auto& child : catalogue.tables) {
    for (const auto& key : child.foreign_keys) {
      auto targets =
          by_itself(key) ? changed.targets(key.target, key.target_columns) : std::vector<relation::Row>();
      if (targets.empty()) continue;
      const RowsNow* planned = changed.rows_of(child.name);
      source::Lookup lookup;
      lookup.table = child.name;
      lookup.columns = planned != nullptr ? planned->key : key.columns;
      lookup.match = key.columns;
      lookup.keys = base::Personal(std::move(targets));
      Gathered found;
      snapshot.read({&lookup, 1}, found);
      const auto known =
          planned != nullptr ? changed.keys(child.name, key.columns) : std::unordered_set<std::string>();
      const auto others = std::count_if(found.rows.begin(), found.rows.end(),
                                        [&](const auto& row) { return !known.contains(text_of(row)); });
      if (others > 0) {
        reasons.push_back(
            fmt::format("the database itself would change or remove {} row(s) of {} that the plan leaves",
                        others, relation::to_string(child.name)));
      }
    }
  }
  return reasons;
}

void keep_shared(std::vector<Document>& documents, const std::vector<RowsNow>& rows,
                 const std::vector<Change>& changes, source::Snapshot& snapshot) {
  const Changed changed(rows, changes);
  std::erase_if(documents, [&](const Document& document) {
    const RowsNow& where = rows.at(document.rows_of);
    source::Lookup lookup;
    lookup.table = where.collection->table;
    lookup.columns = where.key;
    lookup.match = {document.column};
    lookup.form = source::Form::contains;  // a list of paths names each of them
    lookup.keys = base::Personal(std::vector<relation::Row>{{relation::Text{document.path.reveal()}}});
    Gathered found;
    snapshot.read({&lookup, 1}, found);
    const auto going = changed.keys(where.collection->table, {document.column});
    return std::any_of(found.rows.begin(), found.rows.end(),
                       [&](const auto& row) { return !going.contains(text_of(row)); });
  });
}

}  // namespace habeas::act
