#include <habeas/map/judging.h>

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace habeas::map {

using base::Gravity;
using base::Problem;
using relation::Table;
using relation::TableKind;
using relation::TableName;

void Findings::error(const Place& place, std::string what, std::string hint) {
  found_.push_back({place, std::move(what), std::move(hint), Gravity::error});
}

void Findings::warning(const Place& place, std::string what, std::string hint) {
  found_.push_back({place, std::move(what), std::move(hint), Gravity::warning});
}

void Findings::note(const Place& place, std::string what, std::string hint) {
  found_.push_back({place, std::move(what), std::move(hint), Gravity::note});
}

void Findings::add(const base::Problems& more) { found_.insert(found_.end(), more.begin(), more.end()); }

base::Problems Findings::take() && {
  const auto rank = [](const Problem& p) { return std::tie(p.place, p.gravity, p.what, p.hint); };
  std::sort(found_.begin(), found_.end(),
            [&](const Problem& a, const Problem& b) { return rank(a) < rank(b); });
  found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
  return std::move(found_);
}

const Table* Judged::table_of(const Collection& collection) const {
  return catalogue.table(collection.table);
}

const TableName* Judged::target_table(const Link& link) const {
  if (link.identifier) return nullptr;
  if (link.target_is_sight_only) {
    const auto* sight = system.sight_table(link.target);
    return sight == nullptr ? nullptr : &sight->table;
  }
  const auto* target = system.collection(link.target);
  return target == nullptr ? nullptr : &target->table;
}

const Table* Judged::table_of(const Link& link) const {
  const auto* name = target_table(link);
  return name == nullptr ? nullptr : catalogue.table(*name);
}

std::vector<const Collection*> Judged::collections_of(const TableName& table) const {
  std::vector<const Collection*> found;
  for (const auto& collection : system.collections) {
    if (collection.table == table) found.push_back(&collection);
  }
  return found;
}

bool Judged::sight_only(const TableName& table) const {
  return std::ranges::any_of(system.not_personal, [&](const NotPersonal& out) { return out.table == table; });
}

bool Judged::declared_copy(const TableName& table) const {
  return std::ranges::any_of(system.collections, [&](const Collection& collection) {
    return std::ranges::any_of(collection.copies, [&](const Copy& copy) {
      return relation::table_named(copy.name) == table || copy.name == table.name;
    });
  });
}

Place Judged::whole_file() const { return {system.file, 0, 0}; }

std::vector<Mention> mentions(const Collection& collection) {
  std::vector<Mention> all;
  const auto add = [&](const ColumnName& column, const Place& place) {
    if (!column.empty()) all.push_back({column, place});
  };
  for (const auto& column : collection.key) add(column, collection.place);
  for (const auto& field : collection.fields) {
    add(field.column, field.place);
    add(field.codec.name_column, field.place);
  }
  for (const auto& link : collection.links) {
    for (const auto& [here, there] : link.columns) add(here, link.place);
    for (const auto& column : relation::columns_of(link.when)) add(column, link.place);
  }
  for (const auto& column : relation::columns_of(collection.where)) add(column, collection.place);
  for (const auto& column : collection.technical) add(column, collection.place);
  return all;
}

bool holds_rows(const Table& table) {
  switch (table.kind) {
    case TableKind::table:
    case TableKind::materialised_view:
    case TableKind::virtual_table: return true;
    case TableKind::view:
    case TableKind::partition:  // its rows are read through its parent, which has the same columns
    case TableKind::document_folder: return false;
  }
  return true;
}

std::string shown(const std::string& name) { return "'" + name + "'"; }

std::string dotted(const TableName& table, const ColumnName& column) {
  return shown(relation::to_string(table) + "." + column.text());
}

std::string dotted(const TableName& table, const std::vector<ColumnName>& columns) {
  if (columns.size() == 1) return dotted(table, columns.front());
  std::vector<std::string> names;
  for (const auto& column : columns) names.push_back(column.text());
  return shown(fmt::format("{}({})", relation::to_string(table), fmt::join(names, ", ")));
}

std::string listed(const std::vector<std::string>& names, std::string_view last) {
  if (names.empty()) return {};
  std::string text = names.front();
  for (std::size_t i = 1; i < names.size(); ++i) {
    text += i + 1 == names.size() ? fmt::format(" {} ", last) : std::string(", ");
    text += names[i];
  }
  return text;
}

}  // namespace habeas::map
