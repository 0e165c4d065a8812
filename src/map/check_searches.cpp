// Searches: every look-up that finding a person needs, and whether an index serves it. One un-indexed column
// ruins a whole walk: about a second for ten million rows, each time, in each table.
#include <habeas/map/judging.h>

#include <fmt/format.h>

#include <optional>
#include <set>
#include <string>
#include <tuple>

namespace habeas::map {
namespace {

using relation::Family;
using relation::Table;
using subject::Shape;

// Below this a scan costs less than the round trip.
constexpr std::int64_t small_table = 1000;

bool compares_exactly(Family family) { return family == Family::text || family == Family::integer; }

class Searches {
 public:
  Searches(const Judged& judged, Findings& findings) : judged_(judged), findings_(findings) {}

  void fields(const Collection& collection, const Table& table) {
    for (const auto& field : collection.fields) {
      if (!field.identifier) continue;
      if (inside(field.codec)) {
        unserved(table, {field.column}, {}, field.place);
      } else {
        identifier(table, field.column, *field.identifier, field.place);
      }
    }
  }

  void link(const Table& table, const Link& link) {
    if (link.columns.empty()) return;
    if (link.identifier) return identifier(table, link.columns.front().first, *link.identifier, link.place);
    const auto* target = judged_.table_of(link);
    if (target == nullptr) return;
    std::vector<ColumnName> here, there;
    for (const auto& pair : link.columns) {
      here.push_back(pair.first);
      there.push_back(pair.second);
    }
    // What is owned is searched from both ends: for her rows, and for who else owns them.
    const bool forwards = link.kind != LinkKind::mentions;
    const bool backwards = link.kind != LinkKind::shows;
    if (backwards) columns(table, here, form(table, here, *target, there), link.place);
    if (forwards) columns(*target, there, form(*target, there, table, here), link.place);
  }

 private:
  static bool inside(const Codec& codec) {
    return codec.kind != Codec::Kind::plain && codec.kind != Codec::Kind::rows;
  }

  static std::string form(const Table& searched, const std::vector<ColumnName>& columns, const Table& other,
                          const std::vector<ColumnName>& its) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto* one = searched.column(columns[i]);
      const auto* two = other.column(its[i]);
      if (one == nullptr || two == nullptr) continue;
      if (one->family != two->family && !compares_exactly(one->family)) return "as_text";
    }
    return "exact";
  }

  void identifier(const Table& table, const ColumnName& name, const subject::KindName& kind,
                  const Place& place) {
    const auto shape = judged_.map.organisation.kinds.shape(kind);
    const auto* column = table.column(name);
    if (!shape || column == nullptr) return;
    switch (*shape) {
      case Shape::email:
      case Shape::text: return columns(table, {name}, "lower_trim", place);
      case Shape::phone: return columns(table, {name}, "digits_tail", place);
      case Shape::number:
        return columns(table, {name}, compares_exactly(column->family) ? "exact" : "as_text", place);
      case Shape::name_birthdate: return;
    }
  }

  // An index on any of the columns narrows the search enough.
  void columns(const Table& table, const std::vector<ColumnName>& names, const std::string& form,
               const Place& place) {
    if (!judged_.indexes.serves) return;
    for (const auto& name : names) {
      if (table.column(name) == nullptr || judged_.indexes.serves(table, name, form)) return;
    }
    unserved(table, names, form, place);
  }

  void unserved(const Table& table, const std::vector<ColumnName>& names, const std::string& form,
                const Place& place) {
    if (!judged_.indexes.serves || !said_.emplace(table.name, names, form).second) return;
    const auto index = judged_.indexes.index_for && !form.empty()
                           ? judged_.indexes.index_for(table.name, names.front(), form)
                           : std::string();
    const auto rows = table.estimated_rows;
    const auto size = rows ? fmt::format(" (about {} rows)", *rows) : std::string();
    const auto what = fmt::format("A search by {} reads the whole table{}: no index serves it",
                                  dotted(table.name, names), size);
    const auto hint =
        index.empty() ? std::string("No index of this engine can: the search takes the time of a full read")
                      : "Run: " + index;
    if (rows && *rows < small_table) return findings_.note(place, what, hint);
    findings_.warning(place, what, hint);
  }

  const Judged& judged_;
  Findings& findings_;
  std::set<std::tuple<relation::TableName, std::vector<ColumnName>, std::string>> said_;
};

}  // namespace

void check_searches(const Judged& judged, Findings& findings) {
  Searches searches(judged, findings);
  for (const auto& collection : judged.system.collections) {
    const auto* table = judged.table_of(collection);
    if (table == nullptr || !holds_rows(*table)) continue;
    searches.fields(collection, *table);
    for (const auto& link : collection.links) searches.link(*table, link);
  }
}

}  // namespace habeas::map
