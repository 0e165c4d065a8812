#include <habeas/verify/reader.h>

#include <habeas/base/fault.h>

#include <algorithm>
#include <map>
#include <set>

namespace habeas::verify {
namespace {

struct Given final : source::RowSink {
  std::vector<relation::Row> rows;
  void row(std::size_t, const base::Personal<relation::Row>& cells) override {
    rows.push_back(cells.reveal());
  }
};

}  // namespace

Reader::Reader(const map::SystemMap& map, source::Source* source, const source::Inquiry& inquiry,
               Report& report)
    : map_(map), report_(report) {
  std::string why = "no way to reach it was given";
  try {
    if (source != nullptr) {
      auto opening = source->open(inquiry);
      if (auto* snapshot = std::get_if<std::unique_ptr<source::Snapshot>>(&opening)) {
        snapshot_ = std::move(*snapshot);
        return;
      }
      const auto& task = std::get<source::Pending>(opening);
      why = "task " + task.task + ": " + task.who + " has until " + base::to_iso(task.due);
    }
  } catch (const base::Fault& fault) {
    why = fault.detail();
  }
  Finding finding;
  finding.kind = Finding::Kind::not_checked;
  finding.system = map_.system;
  finding.why = why;
  report_.findings.push_back(std::move(finding));
}

Finding& Reader::add(Finding::Kind kind, const map::Collection& collection, std::string column) {
  Finding finding;
  finding.kind = kind;
  finding.system = map_.system;
  finding.collection = collection.name;
  finding.column = std::move(column);
  report_.findings.push_back(std::move(finding));
  return report_.findings.back();
}

void Reader::rows(const Asked& asked, const std::vector<relation::Row>& keys,
                  const std::function<void(const relation::Row& cells)>& each) {
  std::map<std::vector<bool>, std::vector<relation::Row>> by_filled;  // a look-up's NULL matches nothing
  std::set<std::string> wanted;
  for (const auto& key : keys) {
    std::vector<bool> filled;
    relation::Row cells;
    for (const auto& cell : key) {
      filled.push_back(!relation::is_null(cell));
      if (filled.back()) cells.push_back(cell);
    }
    by_filled[filled].push_back(std::move(cells));
    wanted.insert(as_text(key));
  }
  const auto width = static_cast<std::ptrdiff_t>(asked.match.size());
  for (auto& [filled, some] : by_filled) {
    source::Lookup lookup;
    lookup.table = asked.collection->table;
    lookup.where = relation::all_of({asked.collection->where, asked.when});
    lookup.form = asked.form;
    lookup.columns = asked.match;
    lookup.columns.insert(lookup.columns.end(), asked.columns.begin(), asked.columns.end());
    for (std::size_t i = 0; i < filled.size(); ++i) {
      if (filled[i]) lookup.match.push_back(asked.match[i]);
    }
    lookup.keys = base::Personal(std::move(some));
    Given given;
    try {
      snapshot_->read({&lookup, 1}, given);
    } catch (const base::Fault& fault) {
      add(Finding::Kind::not_checked, *asked.collection).why = fault.detail();
      return;
    }
    for (const auto& row : given.rows) {
      const bool same = asked.form == source::Form::as_text || asked.form == source::Form::exact;
      if (same && !wanted.contains(as_text(relation::Row(row.begin(), row.begin() + width)))) continue;
      each(relation::Row(row.begin() + width, row.end()));
    }
  }
}

std::string as_text(const relation::Row& row) {
  relation::Row texts;
  for (const auto& cell : row) {
    const auto text = relation::canonical_text(cell);
    texts.push_back(text ? relation::Value(relation::Text{*text}) : relation::Value(relation::Null{}));
  }
  return relation::encode(texts);
}

std::vector<relation::ColumnName> key_columns(const map::Collection& collection) {
  return collection.key.empty() ? map::columns_read(collection) : collection.key;
}

relation::Row key_cells(const map::Collection& collection, const relation::RowKey& key) {
  auto cells = key.reveal();
  cells.resize(std::min(cells.size(), key_columns(collection).size()));
  return cells;
}

}  // namespace habeas::verify
