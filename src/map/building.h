// For tests only: maps and catalogues built by hand, in few words.
#pragma once

#include <habeas/map/check.h>

#include <string>
#include <utility>
#include <vector>

namespace habeas::map::building {

using relation::Family;

inline std::vector<ColumnName> names(const std::vector<std::string>& texts) {
  std::vector<ColumnName> result;
  for (const auto& text : texts) result.emplace_back(text);
  return result;
}

inline relation::Column column(const std::string& name, const std::string& type = "TEXT",
                               Family family = Family::text) {
  relation::Column made;
  made.name = ColumnName(name);
  made.type = type;
  made.family = family;
  return made;
}
inline relation::Column number(const std::string& name) { return column(name, "INTEGER", Family::integer); }
inline relation::Column needed(relation::Column made) {
  made.nullable = false;
  return made;
}

// A table whose first column is its key.
inline relation::Table table(const std::string& name, std::vector<relation::Column> columns) {
  relation::Table made;
  made.name.name = name;
  made.columns = std::move(columns);
  if (!made.columns.empty()) made.primary_key = {made.columns.front().name};
  return made;
}
inline relation::ForeignKey refers(const std::string& column_name, const std::string& target,
                                   relation::OnDelete on_delete = relation::OnDelete::no_action,
                                   const std::string& there = "id") {
  return {{ColumnName(column_name)}, {"", target}, {ColumnName(there)}, on_delete};
}
inline relation::Table with(relation::Table made, relation::ForeignKey key) {
  made.foreign_keys.push_back(std::move(key));
  return made;
}

inline Field field(const std::string& name, const std::string& data, std::size_t line = 0) {
  Field made;
  made.name = FieldName(name);
  made.column = ColumnName(name);
  made.data = data;
  made.place = {"maps/shop.yaml", line, 7};
  return made;
}
inline Field identifier(const std::string& name, const std::string& kind, const std::string& data = "") {
  Field made = field(name, data);
  made.identifier = subject::KindName(kind);
  return made;
}

inline Link link(LinkKind kind, const std::string& here, const std::string& target, std::size_t line = 0,
                 const std::string& there = "id") {
  Link made;
  made.kind = kind;
  made.columns = {{ColumnName(here), ColumnName(there)}};
  made.target = CollectionName(target);
  made.place = {"maps/shop.yaml", line, 5};
  return made;
}
inline Link sight_link(const std::string& here, const std::string& target) {
  Link made = link(LinkKind::shows, here, target);
  made.target_is_sight_only = true;
  return made;
}
inline Link identifier_link(LinkKind kind, const std::string& here, const std::string& identifier_kind) {
  Link made = link(kind, here, "");
  made.columns = {{ColumnName(here), ColumnName()}};
  made.identifier = subject::KindName(identifier_kind);
  return made;
}

inline Collection collection(const std::string& name, std::vector<Field> fields = {},
                             std::vector<Link> links = {}, const std::vector<std::string>& technical = {}) {
  Collection made;
  made.name = CollectionName(name);
  made.table.name = name;
  made.key = names({"id"});
  made.fields = std::move(fields);
  made.links = std::move(links);
  made.technical = names(technical);
  made.place = {"maps/shop.yaml", 3, 3};
  return made;
}
inline Collection person(const std::string& name, std::vector<Field> fields, std::vector<Link> links = {}) {
  Collection made = collection(name, std::move(fields), std::move(links));
  made.is = RoleName(name);
  return made;
}

inline NotPersonal not_personal(const std::string& name, const std::string& because = "codes") {
  NotPersonal made;
  made.name = CollectionName(name);
  made.table.name = name;
  made.because = {{"en", because}};
  return made;
}

inline Map map_of(std::vector<Collection> collections, std::vector<NotPersonal> out = {}) {
  Map map;
  System system;
  system.name = SystemName("shop");
  system.kind = "sqlite";
  map.organisation.systems = {system};
  SystemMap made;
  made.system = SystemName("shop");
  made.file = "maps/shop.yaml";
  made.collections = std::move(collections);
  made.not_personal = std::move(out);
  map.systems = {made};
  return map;
}

inline KnownSystems known(std::vector<relation::Table> tables, IndexOracle indexes = {}) {
  KnownSystems systems;
  systems[SystemName("shop")] = {{"SQLite", std::move(tables), {}}, std::move(indexes)};
  return systems;
}

// A person with an e-mail address, and her table: what most stories begin with.
inline Collection customer() { return person("customer", {identifier("email", "email", "contact.email")}); }
inline relation::Table customer_table() { return table("customer", {needed(number("id")), column("email")}); }

// The problems as text, one a line.
inline std::string told(const base::Problems& problems) {
  std::string text;
  for (const auto& problem : problems) text += base::to_string(problem) + "\n";
  return text;
}

}  // namespace habeas::map::building
