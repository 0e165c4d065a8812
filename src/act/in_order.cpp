#include <habeas/act/in_order.h>

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_map>

namespace habeas::act {

using relation::ColumnName;
using relation::Value;
using source::RowChange;

namespace {

// `from` refers to `to` and goes before it.
struct Edge {
  std::size_t from = 0;  // indexes of removals
  std::size_t to = 0;
  bool enforced = false;            // by the database; otherwise the map's wish
  std::vector<ColumnName> columns;  // by which it refers
};

class Ordering {
 public:
  Ordering(std::vector<Change> changes, const std::vector<RowsNow>& rows) : rows_(rows) {
    for (Change& change : changes) {
      (change.row.kind == RowChange::Kind::remove ? removals_ : before_).push_back(std::move(change));
    }
    edges_.resize(removals_.size());
    waited_for_.resize(removals_.size());
    for (std::size_t at = 0; at < rows_.size(); ++at) add_edges(at);
    for (std::size_t i = 0; i < removals_.size(); ++i) {
      if (waited_for_[i] == 0) ready_.insert(i);
    }
  }

  tl::expected<std::vector<Change>, std::string> all() {
    std::set<std::size_t> left;
    for (std::size_t i = 0; i < removals_.size(); ++i) left.insert(i);
    std::vector<std::size_t> order;
    while (!left.empty()) {
      const auto next =
          std::find_if(ready_.begin(), ready_.end(), [&](std::size_t i) { return left.contains(i); });
      if (next != ready_.end()) {
        const auto row = *next;
        ready_.erase(ready_.begin(), std::next(next));
        order.push_back(row);
        left.erase(row);
        drop(row, [](const Edge&) { return true; });
      } else if (!forget_wishes() && !open_ring(left)) {
        return tl::unexpected<std::string>(
            "rows hang on each other in a ring, and no reference in it may be NULL");
      }
    }
    std::vector<Change> result = std::move(before_);
    for (const auto i : order) result.push_back(std::move(removals_[i]));
    return result;
  }

 private:
  using Pairs = std::vector<std::pair<ColumnName, ColumnName>>;  // here, there

  const Value* cell(const RowsNow& where, std::size_t number, const ColumnName& name) const {
    const auto at = std::find(where.columns.begin(), where.columns.end(), name);
    return at == where.columns.end()
               ? nullptr
               : &where.rows[number].cells[static_cast<std::size_t>(at - where.columns.begin())];
  }

  // Nothing when a cell is NULL or was not read.
  std::optional<std::string> tuple(const RowsNow& where, std::size_t number,
                                   const std::vector<ColumnName>& columns) const {
    relation::Row row;
    for (const auto& column : columns) {
      const Value* value = cell(where, number, column);
      if (value == nullptr || relation::is_null(*value)) return std::nullopt;
      row.emplace_back(relation::Text{*relation::canonical_text(*value)});
    }
    return relation::encode(row);
  }

  void add_edges(std::size_t at) {
    const RowsNow& where = rows_[at];
    if (where.table != nullptr) {
      for (const auto& key : where.table->foreign_keys) {
        Pairs pairs;
        for (std::size_t i = 0; i < std::min(key.columns.size(), key.target_columns.size()); ++i)
          pairs.emplace_back(key.columns[i], key.target_columns[i]);
        connect(at, key.target, pairs, true);
      }
    }
    for (const auto& link : where.collection->links) {
      if (link.identifier || link.target_is_sight_only) continue;
      for (const auto& other : rows_) {
        if (other.collection->name == link.target) connect(at, other.collection->table, link.columns, false);
      }
    }
  }

  void connect(std::size_t at, const relation::TableName& target, const Pairs& pairs, bool enforced) {
    std::vector<ColumnName> here;
    std::vector<ColumnName> there;
    for (const auto& [one, other] : pairs) {
      here.push_back(one);
      there.push_back(other);
    }
    std::unordered_multimap<std::string, std::size_t> targets;
    for (std::size_t i = 0; i < removals_.size(); ++i) {
      const RowsNow& where = rows_[removals_[i].rows_of];
      if (where.collection->table != target) continue;
      if (const auto key = tuple(where, removals_[i].number, there)) targets.emplace(*key, i);
    }
    for (std::size_t i = 0; i < removals_.size() && !targets.empty(); ++i) {
      if (removals_[i].rows_of != at) continue;
      const auto key = tuple(rows_[at], removals_[i].number, here);
      if (!key) continue;
      const auto [begin, end] = targets.equal_range(*key);
      for (auto found = begin; found != end; ++found) {
        if (found->second != i) add({i, found->second, enforced, here});
      }
    }
  }

  void add(Edge edge) {
    ++waited_for_[edge.to];
    edges_[edge.from].push_back(std::move(edge));
  }

  // Of the edges of one row: those are forgotten. True if there were any.
  bool drop(std::size_t from, const std::function<bool(const Edge&)>& which) {
    return std::erase_if(edges_[from], [&](const Edge& edge) {
             if (!which(edge)) return false;
             if (--waited_for_[edge.to] == 0) ready_.insert(edge.to);
             return true;
           }) > 0;
  }

  bool forget_wishes() {
    bool any = false;
    for (std::size_t from = 0; from < edges_.size(); ++from)
      any = drop(from, [](const Edge& edge) { return !edge.enforced; }) || any;
    return any;
  }

  // Empties one reference that may be NULL, of the first row in the ring that has one.
  bool open_ring(const std::set<std::size_t>& left) {
    for (const auto from : left) {
      const RowsNow& where = rows_[removals_[from].rows_of];
      for (const Edge& edge : edges_[from]) {
        const auto column =
            std::find_if(edge.columns.begin(), edge.columns.end(), [&](const ColumnName& name) {
              const auto* declared = where.table->column(name);
              return declared != nullptr && declared->nullable && !is_in_key(where, name);
            });
        if (column == edge.columns.end()) continue;
        empty(from, *column);
        return true;
      }
    }
    return false;
  }

  static bool is_in_key(const RowsNow& where, const ColumnName& name) {
    return std::find(where.key.begin(), where.key.end(), name) != where.key.end();
  }

  void empty(std::size_t from, ColumnName column) {
    Change& removal = removals_[from];
    Change first;
    first.rows_of = removal.rows_of;
    first.number = removal.number;
    first.row = removal.row;
    first.row.kind = RowChange::Kind::update;
    first.row.cells = base::Personal(RowChange::Cells{{column, relation::Null{}}});
    auto expected = removal.row.expected.reveal();
    for (auto& [name, value] : expected) {
      if (name == column) value = relation::Null{};
    }
    removal.row.expected = base::Personal(std::move(expected));
    before_.push_back(std::move(first));
    drop(from, [&](const Edge& edge) {
      return std::find(edge.columns.begin(), edge.columns.end(), column) != edge.columns.end();
    });
  }

  const std::vector<RowsNow>& rows_;
  std::vector<Change> before_;
  std::vector<Change> removals_;
  std::vector<std::vector<Edge>> edges_;  // by the removal that refers
  std::vector<std::size_t> waited_for_;   // by removal: how many that refer to it have not gone
  std::set<std::size_t> ready_;
};

}  // namespace

tl::expected<std::vector<Change>, std::string> in_order(std::vector<Change> changes,
                                                        const std::vector<RowsNow>& rows) {
  return Ordering(std::move(changes), rows).all();
}

}  // namespace habeas::act
