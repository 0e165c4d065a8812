#include <habeas/map/map.h>

#include <algorithm>

namespace habeas::map {

namespace {

// The element of `all` that bears this name: in `name`, or in `system` for a system's map.
template <class All, class Name, class Of>
auto named(const All& all, const Name& name, Of of) -> const typename All::value_type* {
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return of(one) == name; });
  return found == all.end() ? nullptr : &*found;
}

constexpr auto its_name = [](const auto& one) -> const auto& { return one.name; };

// Columns in the order of first appearance.
class Columns {
 public:
  void add(const ColumnName& column) {
    if (column.empty()) return;
    if (std::find(columns_.begin(), columns_.end(), column) == columns_.end()) columns_.push_back(column);
  }
  void add(const std::vector<ColumnName>& columns) {
    for (const auto& column : columns) add(column);
  }
  std::vector<ColumnName> take() && { return std::move(columns_); }

 private:
  std::vector<ColumnName> columns_;
};

}  // namespace

const System* Organisation::system(const SystemName& name) const { return named(systems, name, its_name); }

std::string zone_of(const Organisation& organisation, const law::Library& library) {
  if (!organisation.time_zone.empty()) return organisation.time_zone;
  const law::Calendar* calendar = library.calendar(organisation.calendar);
  return calendar ? calendar->zone : law::Calendar{}.zone;
}

const Recipient* Organisation::recipient(const RecipientName& name) const {
  return named(recipients, name, its_name);
}

const Field* Collection::field(const FieldName& wanted) const { return named(fields, wanted, its_name); }

const Collection* SystemMap::collection(const CollectionName& name) const {
  return named(collections, name, its_name);
}

const NotPersonal* SystemMap::sight_table(const CollectionName& name) const {
  return named(not_personal, name, its_name);
}

const Activity* Map::activity(const ActivityName& name) const { return named(activities, name, its_name); }

const SystemMap* Map::system(const SystemName& name) const {
  return named(systems, name, [](const SystemMap& one) -> const SystemName& { return one.system; });
}

std::string_view to_string(LinkKind kind) {
  switch (kind) {
    case LinkKind::of: return "of";
    case LinkKind::owns: return "owns";
    case LinkKind::mentions: return "mentions";
    case LinkKind::shows: return "shows";
  }
  return "";
}

std::vector<ColumnName> identifying_columns(const Collection& collection) {
  std::vector<ColumnName> names;
  const auto add = [&](const ColumnName& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const Field& field : collection.fields) {
    if (field.identifier) add(field.column);
  }
  for (const Link& link : collection.links) {
    for (const auto& pair : link.columns) add(pair.first);
  }
  return names.empty() ? columns_read(collection) : names;
}

std::vector<ColumnName> columns_read(const Collection& collection) {
  Columns columns;
  columns.add(collection.key);
  for (const auto& field : collection.fields) {
    columns.add(field.column);
    columns.add(field.codec.name_column);
  }
  for (const auto& link : collection.links) {
    for (const auto& [here, there] : link.columns) columns.add(here);
    columns.add(relation::columns_of(link.when));
  }
  columns.add(relation::columns_of(collection.where));
  columns.add(collection.technical);
  return std::move(columns).take();
}

}  // namespace habeas::map
