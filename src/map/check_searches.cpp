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
        value_inside(table, field);
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

  // The form in which identifiers of that shape are searched in such a column; empty: everything is read.
  static std::string form(Shape shape, Family family) {
    switch (shape) {
      case Shape::email:
      case Shape::text: return "lower_trim";
      case Shape::phone: return "digits_tail";
      case Shape::number: return compares_exactly(family) ? "exact" : "as_text";
      case Shape::name_birthdate: return {};
    }
    return {};
  }

  void value_inside(const Table& table, const Field& field) {
    const auto shape = judged_.map.organisation.kinds.shape(*field.identifier);
    const auto& indexes = judged_.indexes;
    const auto compared = shape ? form(*shape, Family::text) : std::string();
    const bool by_path = field.codec.kind == Codec::Kind::json && !compared.empty() && indexes.serves_inside;
    if (!by_path) return unserved(table, {field.column}, {}, field.place);
    if (indexes.serves_inside(table, field.column, compared, field.codec.path)) return;
    const auto index = indexes.index_inside(table.name, field.column, compared, field.codec.path);
    if (said_.emplace(table.name, std::vector{field.column}, field.codec.path).second)
      tell(table, {field.column}, index, field.place);
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
    const auto compared = form(*shape, column->family);
    if (!compared.empty()) columns(table, {name}, compared, place);
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
    tell(table, names, index, place);
  }

  void tell(const Table& table, const std::vector<ColumnName>& names, const std::string& index,
            const Place& place) {
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
