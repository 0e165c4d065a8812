#include <habeas/plan/claims.h>

#include <habeas/plan/cells.h>
#include <habeas/plan/meeting.h>

#include <algorithm>

namespace habeas::plan {
namespace {

using std::chrono::January;

constexpr base::Date first_plausible{std::chrono::year(1900), January, std::chrono::day(1)};

// A field's column, or, where no field has that name, the column itself (technical ones).
relation::ColumnName column_named(const map::Collection& collection, const std::string& name) {
  const map::Field* field = collection.field(map::FieldName(name));
  return field ? field->column : relation::ColumnName(name);
}

const map::Link* link_through(const map::Collection& collection, const std::string& column) {
  for (const map::Link& link : collection.links) {
    if (!link.identifier && !link.columns.empty() && link.columns.front().first.text() == column)
      return &link;
  }
  return nullptr;
}

std::optional<base::Date> date_in(const relation::Value& value) {
  const auto text = relation::canonical_text(value);
  const auto date = text ? base::leading_date(*text) : std::nullopt;
  return date && *date < first_plausible ? std::nullopt : date;
}

// What the row and every field without a retention of its own are processed for.
std::vector<map::ActivityName> purposes_of_row(const map::Collection& collection) {
  std::vector<map::ActivityName> purposes = collection.purposes;
  const auto add = [&](const std::vector<map::ActivityName>& more) {
    purposes.insert(purposes.end(), more.begin(), more.end());
  };
  for (const map::Field& field : collection.fields) {
    if (field.retention_since.empty()) add(field.purposes);
  }
  for (const map::Link& link : collection.links) add(link.purposes);
  return purposes;
}

}  // namespace

struct Claims::Place {
  const map::Map& map;
  const dossier::Dossier& dossier;
  const dossier::CollectionRows& where;
  const map::Collection& collection;
  dossier::Cells& cells;
};

std::optional<base::Date> end_of(const map::Retention& retention, base::Date start) {
  const bool only_words = !retention.active.empty() && !retention.active_for;
  if (only_words || (!retention.active_for && !retention.archive)) return std::nullopt;
  if (retention.active_for) start = law::after(start, *retention.active_for);
  return retention.archive ? law::after(start, *retention.archive) : start;
}

Claims::Claims(const map::Map& map, const dossier::Dossier& dossier, const dossier::CollectionRows& where,
               dossier::Cells& cells) {
  const map::Collection* collection = collection_of(map, where);
  if (!collection) return;
  const Place place{map, dossier, where, *collection, cells};
  add_rules(place, purposes_of_row(*collection), -1, collection->retention_since);
  for (std::size_t i = 0; i < collection->fields.size(); ++i) {
    const map::Field& field = collection->fields[i];
    if (!field.retention_since.empty())
      add_rules(place, field.purposes, static_cast<int>(i), field.retention_since);
  }
}

void Claims::add_rules(const Place& place, const std::vector<map::ActivityName>& purposes, int field,
                       const std::string& since) {
  starts_.push_back(start_of(place, since));
  for (const map::Activity& activity : place.map.activities) {
    if (std::find(purposes.begin(), purposes.end(), activity.name) == purposes.end()) continue;
    rules_.push_back({&activity, field, starts_.size() - 1});
  }
}

Claims::Start Claims::start_of(const Place& place, const std::string& since) {
  if (since.empty()) return {};
  if (since == "request") return {Start::From::request, {}, {}};
  const std::size_t point = since.find('.');
  if (point != std::string::npos) return over_link(place, since.substr(0, point), since.substr(point + 1));
  return {Start::From::row, {place_of(columns_, column_named(place.collection, since))}, {}};
}

Claims::Start Claims::over_link(const Place& place, const std::string& column, const std::string& field) {
  Start start{Start::From::pointed_at, {}, {}};
  const map::Link* link = link_through(place.collection, column);
  const map::SystemMap& system = place.map.systems.at(place.where.at.system);
  const map::Collection* target = link ? system.collection(link->target) : nullptr;
  if (!target) return start;
  const auto rows = rows_of_collection(place.map, place.dossier, place.where.at.system, link->target);
  if (!rows) return start;
  std::vector<relation::ColumnName> wanted;
  std::vector<std::size_t> there;
  for (const auto& [here, of_target] : link->columns) {
    start.columns.push_back(place_of(columns_, here));
    there.push_back(place_of(wanted, of_target));
  }
  const std::size_t date = place_of(wanted, column_named(*target, field));
  place.cells.rows(place.dossier.collections[*rows], wanted,
                   [&](std::size_t, const base::Personal<relation::Row>& row) {
                     const auto key = meeting_key(row.reveal(), there);
                     const auto found = date_in(row.reveal().at(date));
                     if (key && found) start.dates_there.emplace(*key, *found);
                   });
  return start;
}

std::optional<base::Date> Claims::read(const Start& start, const relation::Row& cells) const {
  if (start.from == Start::From::row) return date_in(cells.at(start.columns.front()));
  if (start.columns.empty()) return std::nullopt;
  const auto key = meeting_key(cells, start.columns);
  const auto at = key ? start.dates_there.find(*key) : start.dates_there.end();
  return at == start.dates_there.end() ? std::nullopt : std::optional(at->second);
}

std::vector<KeptFor> Claims::of(const relation::Row& cells) const {
  std::vector<KeptFor> claims;
  for (const Rule& rule : rules_) {
    const Start& start = starts_[rule.start];
    const map::Retention& retention = rule.activity->retention;
    KeptFor claim;
    claim.activity = rule.activity;
    claim.at_least = !retention.since.empty();
    claim.field = rule.field;
    claim.from_request = start.from == Start::From::request;
    if (start.from == Start::From::row || start.from == Start::From::pointed_at) {
      claim.start = read(start, cells);
      claim.start_missing = !claim.start;
      if (claim.start) claim.end = end_of(retention, *claim.start);
    }
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace habeas::plan
