// The parts of reading one maps/SYSTEM.yaml. It is read twice over: first what each collection has, then its links,
// which refer to other collections. Private to the loader (load_*.cpp).
#pragma once

#include <habeas/map/loading.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace habeas::map {

// A collection while its file is read: what may be referred to by name in it, and the place of its key.
struct Draft {
  Collection collection;
  const base::Node* node = nullptr;
  Names cells;                                               // fields, key, link columns, technical columns
  std::map<std::string, std::vector<std::string>> leads_to;  // link column → collections
  bool key_is_broken = false;                                // reported: links to it are not
};

struct Drafts {
  std::vector<Draft> all;  // in the order written
  std::vector<NotPersonal> not_personal;
  Names collections;
  Names sight_tables;

  const Draft* find(const std::string& name) const;
  const NotPersonal* sight_table(const std::string& name) const;
};

// First reading.
std::vector<Field> read_fields(const base::Node& collection, const Collection& defaults, Loading& loading);
std::vector<ColumnName> read_columns(const base::Node& node, std::string_view key);
// Of names written in a list: each at most once.
void report_repeated(const base::Node& node, std::string_view key, Loading& loading);

// Second reading.
void read_links(Draft& draft, const Drafts& drafts, Loading& loading);
// A field of this collection, a path over a link (`order_id.placed_at`), or `request`.
void check_start(const Placed& since, const Draft& draft, const Drafts& drafts, Loading& loading);
// Names of cells of this collection.
std::vector<FieldName> read_cells(const base::Node& list, const Draft& draft, Loading& loading);

}  // namespace habeas::map
