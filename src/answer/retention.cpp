#include <habeas/answer/retention.h>

#include <algorithm>

namespace habeas::answer {
namespace {

const map::Field* field_named(const map::Collection& collection, const std::string& name) {
  for (const map::Field& field : collection.fields) {
    if (field.name.text() == name) return &field;
  }
  return nullptr;
}

// A field's column, or, where no field has that name, the column itself (technical ones).
relation::ColumnName column_named(const map::Collection& collection, const std::string& name) {
  const map::Field* field = field_named(collection, name);
  return field ? field->column : relation::ColumnName(name);
}

const map::Link* link_through(const map::Collection& collection, const std::string& column) {
  for (const map::Link& link : collection.links) {
    const bool down = link.kind == map::LinkKind::of || link.kind == map::LinkKind::mentions ||
                      link.kind == map::LinkKind::owns || link.kind == map::LinkKind::shows;
    if (down && !link.columns.empty() && link.columns.front().first.text() == column && !link.identifier)
      return &link;
  }
  return nullptr;
}

const dossier::CollectionRows* rows_of(const dossier::Dossier& dossier, const Table& table,
                                       const map::CollectionName& target) {
  for (const dossier::CollectionRows& rows : dossier.collections) {
    if (rows.sight_table || rows.at.system != table.where->at.system) continue;
    if (table.system->collections.at(rows.at.collection).name == target) return &rows;
  }
  return nullptr;
}

std::optional<base::Date> date_in(const relation::Value& value) {
  const auto text = relation::canonical_text(value);
  return text ? base::leading_date(*text) : std::nullopt;
}

// Cells of two rows meet as text: link and target may differ in type (MAP.md, Semantics 1).
std::string joined(const relation::Row& row, const std::vector<std::size_t>& columns) {
  relation::Row texts;
  for (const std::size_t column : columns) {
    const auto text = relation::canonical_text(row.at(column));
    if (!text) return {};
    texts.emplace_back(relation::Text{*text});
  }
  return relation::encode(texts);
}

std::vector<map::ActivityName> purposes_of(const map::Collection& collection) {
  std::vector<map::ActivityName> purposes = collection.purposes;
  for (const map::Field& field : collection.fields) {
    purposes.insert(purposes.end(), field.purposes.begin(), field.purposes.end());
  }
  return purposes;
}

}  // namespace

std::optional<base::Date> end_of(const map::Retention& retention, base::Date start) {
  const bool only_words = !retention.active.empty() && !retention.active_for;
  if (only_words || (!retention.active_for && !retention.archive)) return std::nullopt;
  if (retention.active_for) start = law::after(start, *retention.active_for);
  return retention.archive ? law::after(start, *retention.archive) : start;
}

Retention::Retention(const map::Map& map, const dossier::Dossier& dossier, const Table& table, Cells& cells)
    : table_(table) {
  if (!table.collection) return;
  const std::vector<map::ActivityName> purposes = purposes_of(*table.collection);
  const std::optional<Start> start = start_of(dossier, table.collection->retention_since, cells);
  for (const map::Activity& activity : map.activities) {
    if (std::find(purposes.begin(), purposes.end(), activity.name) == purposes.end()) continue;
    rules_.push_back({&activity, start});
  }
}

std::optional<std::size_t> Retention::index(const relation::ColumnName& column) const {
  const auto at = std::find(table_.read.begin(), table_.read.end(), column);
  if (at == table_.read.end()) return std::nullopt;
  return static_cast<std::size_t>(at - table_.read.begin());
}

std::optional<Retention::Start> Retention::start_of(const dossier::Dossier& dossier, const std::string& since,
                                                    Cells& cells) const {
  if (since.empty() || since == "request") return std::nullopt;
  const std::size_t point = since.find('.');
  if (point != std::string::npos)
    return over_link(dossier, since.substr(0, point), since.substr(point + 1), cells);
  const auto at = index(column_named(*table_.collection, since));
  if (!at) return std::nullopt;
  return Start{{*at}, std::nullopt};
}

std::optional<Retention::Start> Retention::over_link(const dossier::Dossier& dossier,
                                                     const std::string& column, const std::string& field,
                                                     Cells& cells) const {
  const map::Link* link = link_through(*table_.collection, column);
  const map::Collection* target = link ? table_.system->collection(link->target) : nullptr;
  const dossier::CollectionRows* rows = link ? rows_of(dossier, table_, link->target) : nullptr;
  if (!target || !rows) return std::nullopt;
  Start start;
  std::vector<relation::ColumnName> wanted;
  std::vector<std::size_t> there;
  for (const auto& [here, of_target] : link->columns) {
    const auto at = index(here);
    if (!at) return std::nullopt;
    start.columns.push_back(*at);
    there.push_back(wanted.size());
    wanted.push_back(of_target);
  }
  wanted.push_back(column_named(*target, field));
  start.pointed_at.emplace();
  cells.rows(*rows, wanted, [&](std::size_t, const base::Personal<relation::Row>& row) {
    if (const auto date = date_in(row.reveal().back()))
      start.pointed_at->emplace(joined(row.reveal(), there), *date);
  });
  return start;
}

std::optional<base::Date> Retention::read(const Start& start, const relation::Row& row) const {
  if (!start.pointed_at) return date_in(row.at(start.columns.front()));
  const auto at = start.pointed_at->find(joined(row, start.columns));
  return at == start.pointed_at->end() ? std::nullopt : std::optional(at->second);
}

std::vector<Retention::End> Retention::ends(const dossier::ReachedRow& reached,
                                            const relation::Row& row) const {
  std::vector<End> ends;
  if (reached.klass == dossier::Class::anothers) return ends;
  for (const Rule& rule : rules_) {
    const auto start = rule.start ? read(*rule.start, row) : std::nullopt;
    const map::Retention& retention = rule.activity->retention;
    ends.push_back(
        {rule.activity, start ? end_of(retention, *start) : std::nullopt, !retention.since.empty()});
  }
  return ends;
}

Retention::Overdue Retention::overdue(const Last& last, base::Date today) {
  if (!last.date || last.open || !(*last.date < today)) return Overdue::no;
  return last.at_least ? Overdue::perhaps : Overdue::yes;
}

Retention::Last Retention::last(const std::vector<End>& ends) {
  Last last;
  for (const End& end : ends) {
    if (!end.date || end.at_least) last.at_least = true;
    if (!end.date) last.open = true;
    if (!end.date) continue;
    if (!last.date || *last.date < *end.date) {
      last.date = end.date;
    }
  }
  return last;
}

}  // namespace habeas::answer
