// Erasure, before anybody asks for one: what the database would refuse (NOT NULL, UNIQUE, CHECK, a foreign key),
// and what it would do by itself (ON DELETE CASCADE, SET NULL), in tables mapped or not. Rows that stay are followed
// to the rows that they hold on to: what an obligation keeps of a person's orders keeps her record too, emptied.
#include <habeas/map/judging.h>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace habeas::map {
namespace {

using relation::Column;
using relation::ForeignKey;
using relation::OnDelete;
using relation::Table;
using relation::TableName;
using Kind = Erase::Kind;

bool goes_whole(const Collection& collection) {
  const auto kind = collection.erase.kind;
  return kind == Kind::default_ || kind == Kind::row;
}

bool leads_to(const Judged& judged, const Link& link, const TableName& table) {
  const auto* target = judged.target_table(link);
  return target != nullptr && *target == table;
}

bool over(const Link& link, const std::vector<ColumnName>& columns) {
  std::set<ColumnName> here;
  for (const auto& pair : link.columns) here.insert(pair.first);
  return here == std::set<ColumnName>(columns.begin(), columns.end());
}

// How many ways give the rows of a collection their owners: with two, one may go and the other stay.
std::size_t ways_to_own(const Judged& judged, const Collection& collection) {
  auto ways = static_cast<std::size_t>(
      std::ranges::count_if(collection.links, [](const Link& link) { return link.kind == LinkKind::of; }));
  for (const auto& other : judged.system.collections) {
    for (const auto& link : other.links) {
      // One such link already lets a row have several owners: an album and its members.
      if (link.kind == LinkKind::owns && link.target == collection.name) ways += 2;
    }
  }
  return ways;
}

bool may_outlive_its_target(const Judged& judged, const Collection& collection, const Link& link) {
  if (link.kind != LinkKind::of && link.kind != LinkKind::owns) return true;
  return collection.is.has_value() || !goes_whole(collection) || ways_to_own(judged, collection) > 1;
}

// Does this activity keep what serves it when she asks for erasure? As the plan decides (docs/changing.md): what rests on a
// consent goes, on a contract unless an archive time runs from a date, and marketing was objected to.
bool keeps(const Map& map, const ActivityName& name, const std::string& since) {
  const auto* activity = map.activity(name);
  if (activity == nullptr) return false;
  switch (activity->basis) {
    case law::LegalBasis::consent: return false;
    case law::LegalBasis::contract: return activity->retention.archive.has_value() && !since.empty();
    case law::LegalBasis::legitimate_interests: return activity->channels.empty();
    case law::LegalBasis::legal_obligation:
    case law::LegalBasis::public_task:
    case law::LegalBasis::vital_interests: return true;
  }
  return true;
}

const ActivityName* keeper(const Map& map, const std::vector<ActivityName>& purposes,
                           const std::string& since) {
  const auto found =
      std::ranges::find_if(purposes, [&](const ActivityName& name) { return keeps(map, name, since); });
  return found == purposes.end() ? nullptr : &*found;
}

const ActivityName* keeper(const Map& map, const Collection& collection, const Field& field) {
  return keeper(map, field.purposes,
                field.retention_since.empty() ? collection.retention_since : field.retention_since);
}

// What keeps a row of this collection, if anything of it is kept.
const ActivityName* keeper_of_row(const Map& map, const Collection& collection) {
  if (const auto* by = keeper(map, collection.purposes, collection.retention_since)) return by;
  for (const auto& field : collection.fields) {
    if (const auto* by = keeper(map, collection, field)) return by;
  }
  for (const auto& link : collection.links) {
    if (const auto* by = keeper(map, link.purposes, collection.retention_since)) return by;
  }
  return nullptr;
}

// Part of a column: what is left of it is still a value.
bool is_part(const Codec& codec) {
  return codec.kind == Codec::Kind::json || codec.kind == Codec::Kind::php || codec.kind == Codec::Kind::list;
}

bool can_be_null(const Table& table, const ColumnName& name) {
  const auto* column = table.column(name);
  return column != nullptr && column->nullable &&
         std::ranges::find(table.primary_key, name) == table.primary_key.end();
}

// Does the SQL text name the column, as a whole word?
bool names_column(const std::string& sql, const std::string& column) {
  const auto word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  const auto lower = [](std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  };
  const auto text = lower(sql);
  const auto name = lower(column);
  for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const auto end = at + name.size();
    if ((at == 0 || !word(text[at - 1])) && (end == text.size() || !word(text[end]))) return true;
  }
  return false;
}

bool alone_in_unique(const Table& table, const ColumnName& column) {
  return std::ranges::any_of(table.indexes, [&](const relation::Index& index) {
    return index.unique && index.parts.size() == 1 && index.parts.front().column == column;
  });
}

class Erasures {
 public:
  Erasures(const Judged& judged, Findings& findings) : judged_(judged), findings_(findings) {}

  // What points at the rows of a collection that go.
  void pointing(const Collection& collection) {
    if (!goes_whole(collection)) return;
    for (const auto& table : judged_.catalogue.tables) {
      for (const auto& key : table.foreign_keys) {
        if (key.target == collection.table) foreign_key(collection, table, key);
      }
    }
    for (const auto& other : judged_.system.collections) {
      for (const auto& link : other.links) {
        if (link.target == collection.name && !link.target_is_sight_only)
          emptied_link(other, link, collection);
      }
    }
  }

  // Rows that an activity keeps, and the rows that they hold on to, and so on.
  void kept() {
    for (const auto& collection : judged_.system.collections) {
      if (const auto* by = keeper_of_row(judged_.map, collection))
        stays_.emplace(collection.name,
                       fmt::format("{} keeps rows of {}", shown(by->text()), shown(collection.name.text())));
    }
    for (bool more = true; more;) {
      more = false;
      for (const auto& collection : judged_.system.collections) {
        if (!stays_.contains(collection.name)) continue;
        for (const auto& link : collection.links) more |= hold(collection, link);
      }
    }
  }

  // What is emptied in rows that stay: because they are meant to, or as shells.
  void cells(const Collection& collection) {
    const auto* table = judged_.table_of(collection);
    if (table == nullptr) return;
    for (const auto& field : collection.fields) {
      const auto* column = table->column(field.column);
      // A key holds the shell together, and is not emptied.
      const bool key = std::ranges::find(collection.key, field.column) != collection.key.end();
      if (column != nullptr && !key && field.personal() && stays(collection, field))
        cell(*table, *column, field, why_it_stays(collection, field));
    }
  }

 private:
  // A link column that is kept, or that cannot be emptied, holds its target.
  bool hold(const Collection& collection, const Link& link) {
    const auto* target =
        link.identifier || link.target_is_sight_only ? nullptr : judged_.system.collection(link.target);
    if (target == nullptr || stays_.contains(target->name)) return false;
    const auto* by = keeper(judged_.map, link.purposes, collection.retention_since);
    if (by == nullptr && !stuck(collection, link)) return false;
    stays_.emplace(target->name,
                   fmt::format("rows of {} that stay point at it", shown(collection.name.text())));
    return true;
  }

  bool stuck(const Collection& collection, const Link& link) const {
    const auto* table = judged_.table_of(collection);
    const auto kind = link.erase.kind;
    if (table == nullptr || (kind != Kind::default_ && kind != Kind::clear)) return false;
    return std::ranges::none_of(link.columns,
                                [&](const auto& pair) { return can_be_null(*table, pair.first); });
  }

  // Empty: no row of it stays for another's sake. Of what is kept itself nothing is emptied.
  std::string why_it_stays(const Collection& collection, const Field& field) const {
    const auto found = stays_.find(collection.name);
    if (found == stays_.end() || keeper(judged_.map, collection, field) != nullptr) return {};
    return ", where its row stays because " + found->second;
  }

  bool stays(const Collection& collection, const Field& field) const {
    if (collection.erase.kind == Kind::cells || shells_.contains(collection.name)) return true;
    if (!why_it_stays(collection, field).empty() && collection.erase.kind != Kind::fields) return true;
    if (collection.erase.kind != Kind::fields) return false;
    return std::ranges::find(collection.erase.fields, field.name) != collection.erase.fields.end();
  }

  const Link* link_over(const TableName& table, const ForeignKey& key) const {
    for (const auto* collection : judged_.collections_of(table)) {
      for (const auto& link : collection->links) {
        if (over(link, key.columns) && leads_to(judged_, link, key.target)) return &link;
      }
    }
    return nullptr;
  }

  void foreign_key(const Collection& collection, const Table& child, const ForeignKey& key) {
    const auto* link = link_over(child.name, key);
    const auto& place = link == nullptr ? collection.place : link->place;
    const auto by = dotted(child.name, key.columns);
    const auto gone = shown(collection.name.text());
    switch (key.on_delete) {
      case OnDelete::no_action:
      case OnDelete::restrict:
        if (link != nullptr) return;  // its rows are seen to first: emptied_link() says if they cannot be
        return findings_.warning(
            place, fmt::format("The database refuses to delete a row of {} while {} points at it", gone, by),
            "Map that column as a link and say with erase what becomes of it: row, placeholder, or its own "
            "emptying");
      case OnDelete::cascade: return cascade(collection, child, key, link, {collection.table});
      case OnDelete::set_null: return set_null(place, child, key, gone);
      case OnDelete::set_default:
        return findings_.note(
            place,
            fmt::format("When a row of {} goes, the database itself sets {} to its default", gone, by));
    }
  }

  void set_null(const Place& place, const Table& child, const ForeignKey& key, const std::string& gone) {
    const bool possible =
        std::ranges::all_of(key.columns, [&](const auto& c) { return can_be_null(child, c); });
    const auto by = dotted(child.name, key.columns);
    if (possible) {
      return findings_.note(place,
                            fmt::format("When a row of {} goes, the database itself empties {}", gone, by));
    }
    findings_.warning(
        place,
        fmt::format("When a row of {} goes, the database would empty {}, which may not be NULL: it refuses",
                    gone, by),
        "Change the foreign key or the column");
  }

  // Cascades run past triggers and past anybody who counts rows, from table to table.
  void cascade(const Collection& collection, const Table& child, const ForeignKey& key, const Link* link,
               std::set<TableName> met) {
    const auto& place = link == nullptr ? collection.place : link->place;
    const auto what = fmt::format(
        "When a row of {} goes, the database itself deletes the rows of {} that point at it by {}",
        shown(collection.name.text()), shown(relation::to_string(child.name)),
        dotted(child.name, key.columns));
    if (link != nullptr && link->kind == LinkKind::of) {
      findings_.note(place, what + " (ON DELETE CASCADE)",
                     "They are this person's: habeas deletes them first, one by one, and counts them");
    } else if (judged_.collections_of(child.name).empty()) {
      findings_.warning(place, what + " (ON DELETE CASCADE), and the map does not know them",
                        "Map the table, so that what is lost there is planned and said");
    } else {
      findings_.warning(place, what + " (ON DELETE CASCADE), although they need not be this person's",
                        "Say with erase on the link what becomes of them, or change the foreign key");
    }
    further(collection, child, std::move(met));
  }

  void further(const Collection& collection, const Table& child, std::set<TableName> met) {
    // What a mapped table loses is told with that table.
    if (!judged_.collections_of(child.name).empty() || !met.insert(child.name).second) return;
    for (const auto& table : judged_.catalogue.tables) {
      for (const auto& key : table.foreign_keys) {
        if (key.target == child.name && key.on_delete == OnDelete::cascade) {
          cascade(collection, table, key, nullptr, met);
        }
      }
    }
  }

  void emptied_link(const Collection& from, const Link& link, const Collection& target) {
    const auto* table = judged_.table_of(from);
    const auto kind = link.erase.kind;
    if (table == nullptr || (kind != Kind::default_ && kind != Kind::clear)) return;
    if (!may_outlive_its_target(judged_, from, link)) return;
    std::vector<ColumnName> stuck;
    for (const auto& [here, there] : link.columns) {
      if (table->column(here) != nullptr && !can_be_null(*table, here)) stuck.push_back(here);
    }
    // Of several columns one emptied is enough to undo the link.
    if (stuck.size() < link.columns.size() || stuck.empty()) return;
    shells_.insert(target.name);
    findings_.warning(
        link.place,
        fmt::format("{} may not be NULL: when the row of {} that it names goes, it cannot be emptied",
                    dotted(table->name, stuck), shown(target.name.text())),
        "That row would stay as an emptied shell. Or say on this link: erase: row, placeholder or refuse");
  }

  void cell(const Table& table, const Column& column, const Field& field, const std::string& why) {
    const auto name = dotted(table.name, column.name);
    const auto kind = field.erase.kind;
    const bool cleared = kind == Kind::default_ || kind == Kind::clear;
    if (column.generated) {
      return findings_.note(field.place,
                            fmt::format("{} is computed by the database and cannot be emptied itself", name),
                            "It changes with the columns it is computed from");
    }
    if (cleared && !is_part(field.codec) && !can_be_null(table, column.name)) {
      findings_.warning(field.place, fmt::format("{} may not be NULL and cannot be cleared{}", name, why),
                        "Say what to write instead: erase: '' or another literal, mask or pseudonym");
    }
    if (kind == Kind::literal && alone_in_unique(table, column.name)) {
      findings_.warning(
          field.place, fmt::format("{} is unique: two erased people cannot both hold the same literal", name),
          "Use erase: pseudonym");
    }
    const auto check = std::ranges::find_if(
        table.checks, [&](const auto& sql) { return names_column(sql, column.name.text()); });
    if (check != table.checks.end()) {
      findings_.warning(
          field.place,
          fmt::format("A CHECK of the table speaks of {} and may refuse what erasure writes: {}", name,
                      *check),
          "Choose an erase that it accepts");
    }
  }

  const Judged& judged_;
  Findings& findings_;
  std::set<CollectionName> shells_;              // whose rows may have to stay, emptied
  std::map<CollectionName, std::string> stays_;  // whose rows stay when she asks for erasure, and why
};

}  // namespace

void check_erasure(const Judged& judged, Findings& findings) {
  Erasures erasures(judged, findings);
  erasures.kept();
  for (const auto& collection : judged.system.collections) erasures.pointing(collection);
  for (const auto& collection : judged.system.collections) erasures.cells(collection);
}

}  // namespace habeas::map
