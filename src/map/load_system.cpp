// maps/SYSTEM.yaml: collections, and the tables deliberately out.
#include <habeas/map/loading_system.h>

#include <fmt/format.h>

#include <algorithm>

namespace habeas::map {

using base::Node;

const Draft* Drafts::find(const std::string& name) const {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Draft& one) { return one.collection.name.text() == name; });
  return found == all.end() ? nullptr : &*found;
}

const NotPersonal* Drafts::sight_table(const std::string& name) const {
  const auto found = std::find_if(not_personal.begin(), not_personal.end(),
                                  [&](const NotPersonal& one) { return one.name.text() == name; });
  return found == not_personal.end() ? nullptr : &*found;
}

std::vector<ColumnName> read_columns(const Node& node, std::string_view key) {
  std::vector<ColumnName> columns;
  for (const auto& name : texts(node, key)) columns.emplace_back(name.text);
  return columns;
}

void report_repeated(const Node& node, std::string_view key, Loading& loading) {
  std::vector<std::string> seen;
  for (const auto& name : texts(node, key)) {
    if (std::find(seen.begin(), seen.end(), name.text) != seen.end())
      loading.error(name.place, fmt::format("'{}' is written twice.", name.text));
    seen.push_back(name.text);
  }
}

namespace {

// `none` alone, without quotes, says that there is no key; a column of that name is written in quotes or in a list.
std::vector<ColumnName> read_key(const Node& node, Loading& loading) {
  const Node* key = value(node, "key");
  if (key && key->kind == Node::Kind::list && key->items.empty())
    loading.error(key->place, "'key' is empty.", "Write none if no columns tell one row from another.");
  if (key && key->kind == Node::Kind::scalar && key->plain && key->text == "none") return {};
  return read_columns(node, "key");
}

relation::TableName read_table(const Node& node, const std::string& name) {
  if (const auto table = placed(node, "table")) return relation::table_named(table->text);
  return {"", name};
}

Erase read_collection_erase(const Node& node) {
  const Node* erase = value(node, "erase");
  if (!erase || erase->kind != Node::Kind::scalar) return {};
  if (erase->text == "row") return {Erase::Kind::row, {}, {}};
  if (erase->text == "cells") return {Erase::Kind::cells, {}, {}};
  return {};
}

void read_feeds(const Node& node, Collection& collection, const std::string& system, Loading& loading) {
  for (const auto& feed : texts(node, "feeds")) {
    if (!loading.known(feed, loading.systems, "system")) continue;
    if (feed.text == system) loading.error(feed.place, fmt::format("'{}' cannot feed itself.", system));
    collection.feeds.emplace_back(feed.text);
  }
}

std::vector<Copy> read_copies(const Node& node, Loading& loading) {
  std::vector<Copy> copies;
  const Node* written = value(node, "copies");
  if (!written) return copies;
  const std::vector<Node> one = {*written};
  for (const auto& each : written->kind == Node::Kind::list ? written->items : one) {
    std::string_view what;
    const Node* names = the_one(each, form("copies").exactly_one, what);
    if (!names) continue;
    for (const auto& name : texts(*names))
      copies.push_back({std::string(what), name.text, words(each, "until", loading.language)});
  }
  return copies;
}

void read_role(const Node& node, Collection& collection, Loading& loading) {
  const auto role = placed(node, "is");
  if (!role) return;
  collection.is = RoleName(role->text);
  if (!loading.roles.whole || loading.roles.all.empty() || loading.roles.has(role->text)) return;
  loading.warning(role->place, fmt::format("no activity is 'about: [{}]'.", role->text),
                  did_you_mean(role->text, loading.roles.all));
}

// What may be named in this collection, and where its link columns lead.
void note_cells(Draft& draft) {
  auto& names = draft.cells.all;
  for (const auto& field : draft.collection.fields) names.push_back(field.name.text());
  for (const auto& column : draft.collection.key) names.push_back(column.text());
  for (const auto& column : draft.collection.technical) names.push_back(column.text());
  for (const auto kind : {"of", "owns", "mentions", "shows"}) {
    const Node* links = value(*draft.node, kind);
    if (!links) continue;
    for (const auto& [column, node] : links->entries) {
      names.push_back(column.text);
      const std::vector<Node> one = {node};
      for (const auto& each : node.kind == Node::Kind::list ? node.items : one)
        draft.leads_to[column.text].push_back(each.kind == Node::Kind::scalar ? each.text : text(each, "to"));
    }
  }
}

Draft read_collection(const Node& name, const Node& node, const std::string& system, Loading& loading) {
  Draft draft;
  draft.node = &node;
  auto& collection = draft.collection;
  collection.name = CollectionName(name.text);
  collection.place = name.place;
  collection.table = read_table(node, name.text);
  collection.title = words(node, "title", loading.language);
  read_role(node, collection, loading);
  collection.key = read_key(node, loading);
  draft.key_is_broken = value(node, "key") && value(node, "key")->kind == Node::Kind::mapping;
  collection.purposes = read_purposes(node, {}, loading);
  collection.from = read_from(node, From::subject);
  collection.erase = read_collection_erase(node);
  collection.fields = read_fields(node, collection, loading);
  collection.technical = read_columns(node, "technical");
  collection.where = read_condition(node, "where");
  read_feeds(node, collection, system, loading);
  collection.copies = read_copies(node, loading);
  for (const auto key : {"key", "for", "technical", "feeds"}) report_repeated(node, key, loading);
  for (const auto& column : texts(node, "technical"))
    if (collection.field(FieldName(column.text)))
      loading.error(column.place, fmt::format("'{}' is a field and technical too.", column.text));
  note_cells(draft);
  return draft;
}

NotPersonal read_not_personal(const Node& name, const Node& node, Loading& loading) {
  NotPersonal table;
  table.name = CollectionName(name.text);
  table.place = name.place;
  table.table = read_table(node, name.text);
  table.because = node.kind == Node::Kind::scalar ? words(node, loading.language)
                                                  : words(node, "because", loading.language);
  table.key = read_key(node, loading);
  table.show = read_columns(node, "show");
  return table;
}

Drafts read_drafts(const Node& root, const std::string& system, Loading& loading) {
  Drafts drafts;
  if (const Node* collections = value(root, "collections")) {
    for (const auto& [name, node] : collections->entries) {
      drafts.all.push_back(read_collection(name, node, system, loading));
      drafts.collections.all.push_back(name.text);
    }
  }
  if (const Node* tables = value(root, "not_personal")) {
    for (const auto& [name, node] : tables->entries) {
      if (drafts.collections.has(name.text))
        loading.error(name.place, fmt::format("'{}' is a collection and not personal too.", name.text));
      drafts.not_personal.push_back(read_not_personal(name, node, loading));
      drafts.sight_tables.all.push_back(name.text);
    }
  }
  return drafts;
}

// `retention: {since}` of a collection and of its fields.
void read_starts(Draft& draft, const Drafts& drafts, Loading& loading) {
  if (const Node* retention = value(*draft.node, "retention")) {
    draft.collection.retention_since = text(*retention, "since");
    if (const auto since = placed(*retention, "since")) check_start(*since, draft, drafts, loading);
  }
  const Node* fields = value(*draft.node, "fields");
  if (!fields) return;
  for (const auto& [name, node] : fields->entries) {
    const Node* retention = value(node, "retention");
    const auto since = retention ? placed(*retention, "since") : std::nullopt;
    if (since) check_start(*since, draft, drafts, loading);
  }
}

void read_second(Draft& draft, const Drafts& drafts, Loading& loading) {
  if (const Node* erase = value(*draft.node, "erase"); erase && erase->kind == Node::Kind::list)
    draft.collection.erase = {Erase::Kind::fields, {}, read_cells(*erase, draft, loading)};
  read_starts(draft, drafts, loading);
  read_links(draft, drafts, loading);
}

template <class Named>
void sort_by_name(std::vector<Named>& all) {
  std::sort(all.begin(), all.end(), [](const Named& a, const Named& b) { return a.name < b.name; });
}

void check_system(const Node& root, const SystemMap& map, Loading& loading) {
  const auto name = placed(root, "system");
  if (!name) return;
  loading.known(*name, loading.systems, "system");
  if (const SystemMap* other = loading.map.system(map.system))
    loading.error(name->place, fmt::format("'{}' has a map already: {}.", name->text, other->file));
}

}  // namespace

void read_system(const Node& root, const std::string& file, Loading& loading) {
  SystemMap map;
  map.system = SystemName(text(root, "system"));
  map.file = file;
  check_system(root, map, loading);
  Drafts drafts = read_drafts(root, map.system.text(), loading);
  for (auto& draft : drafts.all) read_second(draft, drafts, loading);
  for (auto& draft : drafts.all) map.collections.push_back(draft.collection);
  map.not_personal = drafts.not_personal;
  sort_by_name(map.collections);
  sort_by_name(map.not_personal);
  loading.map.systems.push_back(std::move(map));
}

}  // namespace habeas::map
