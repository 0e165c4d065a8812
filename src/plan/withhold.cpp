#include <habeas/plan/withhold.h>

#include <algorithm>
#include <set>

namespace habeas::plan {
namespace {

using dossier::Arrival;
using dossier::ReachedRow;

bool has(const std::vector<std::uint32_t>& list, std::size_t index) {
  return std::find(list.begin(), list.end(), static_cast<std::uint32_t>(index)) != list.end();
}

bool shows_all(const map::Link& link) {
  return link.withhold.kind == map::Withhold::Kind::fields && link.withhold.fields.empty();
}

bool leads_down(const Arrival& arrival) {
  return arrival.by == Arrival::By::link_down || arrival.by == Arrival::By::identifier_link;
}

bool gives_sight_only(const Arrival& arrival, const map::Link* link) {
  return arrival.sight ||
         (link && (link->kind == map::LinkKind::mentions || link->kind == map::LinkKind::shows));
}

}  // namespace

Rows::Rows(const map::Map& map, const dossier::CollectionRows& where)
    : map_(map), collection_(collection_of(map, where)), cells_(cells_of(map, where)) {}

// The link that an arrival came by. One that points up lies in the collection of the row she came from.
const map::Link* Rows::link_of(const Arrival& arrival) const {
  const map::Collection* where = nullptr;
  if (leads_down(arrival)) where = collection_;
  if (arrival.by == Arrival::By::link_up && arrival.from) {
    where = &map_.systems.at(arrival.from->system).collections.at(arrival.from->collection);
  }
  return where ? &where->links.at(arrival.link) : nullptr;
}

Withheld Rows::withheld(const ReachedRow& row, const Cell& cell) const {
  if (!collection_) return Withheld::no;
  if (cell.field >= 0 && collection_->fields[static_cast<std::size_t>(cell.field)].secret)
    return row.klass == dossier::Class::anothers ? Withheld::of_anothers_row : Withheld::secret;
  if (names_another(row, cell)) return Withheld::names_another;
  if (cell.field >= 0 && has(row.unproven_fields, static_cast<std::size_t>(cell.field))) {
    return Withheld::unproven_identifier;
  }
  const bool anothers = row.klass == dossier::Class::anothers;
  if (row.arrivals.empty() && anothers) return Withheld::of_anothers_row;
  if (row.arrivals.empty())
    return cell.rest && row.klass != dossier::Class::mine ? Withheld::unmapped : Withheld::no;
  const bool all_keep_back =
      std::all_of(row.arrivals.begin(), row.arrivals.end(),
                  [&](const Arrival& arrival) { return keeps_back(row, arrival, cell); });
  if (!all_keep_back && cell.rest && row.klass != dossier::Class::mine) return Withheld::unmapped;
  if (!all_keep_back) return Withheld::no;
  return anothers ? Withheld::of_anothers_row : Withheld::by_link;
}

// A column is another's if a link through it leads to another, unless that link shows it (`withhold: []`) or she
// herself came by a link through the same column (the tenant in two composite links).
bool Rows::names_another(const ReachedRow& row, const Cell& cell) const {
  const auto names = [&](std::uint32_t link) {
    return has(row.links_to_others, link) && !shows_all(collection_->links[link]);
  };
  if (std::none_of(cell.links.begin(), cell.links.end(), names)) return false;
  return std::none_of(row.arrivals.begin(), row.arrivals.end(), [&](const Arrival& arrival) {
    return leads_down(arrival) && has(cell.links, arrival.link) && !has(row.links_to_others, arrival.link);
  });
}

bool Rows::keeps_back(const ReachedRow& row, const Arrival& arrival, const Cell& cell) const {
  const map::Link* link = link_of(arrival);
  const map::Withhold withhold = link ? link->withhold : map::Withhold{};
  switch (withhold.kind) {
    case map::Withhold::Kind::row: return true;
    case map::Withhold::Kind::fields: return listed(withhold, cell);
    case map::Withhold::Kind::default_: break;
  }
  // In her own row nothing is kept back by default; of another's row she has a stub.
  if (row.klass != dossier::Class::anothers || !gives_sight_only(arrival, link)) return false;
  return !stub_shows(arrival, link, cell);
}

// A stub: the columns of the link she came by, and the columns that only conditions read. A key says something of
// the row that it is the key of (an invoice's number, an address), so it is no part of it.
bool Rows::stub_shows(const Arrival& arrival, const map::Link* link, const Cell& cell) const {
  if (link && leads_down(arrival) && has(cell.links, arrival.link)) return true;
  if (personal(cell) || cell.technical || cell.field >= 0) return false;
  if (link && arrival.by == Arrival::By::link_up) {
    const auto here = [&](const auto& pair) { return pair.second == cell.column; };
    if (std::any_of(link->columns.begin(), link->columns.end(), here)) return true;
  }
  return !cell.key && cell.links.empty();
}

// A link's column names whoever it leads to; in another's row it is theirs unless she came by it.
bool Rows::personal(const Cell& cell) const {
  if (cell.field >= 0 && collection_->fields[static_cast<std::size_t>(cell.field)].personal()) return true;
  return !cell.links.empty() && !cell.key;
}

bool Rows::listed(const map::Withhold& withhold, const Cell& cell) const {
  return std::any_of(withhold.fields.begin(), withhold.fields.end(), [&](const map::FieldName& name) {
    if (cell.field >= 0) return collection_->fields[static_cast<std::size_t>(cell.field)].name == name;
    return cell.column.text() == name.text();
  });
}

std::string Rows::treatment(const ReachedRow& row) const {
  std::set<std::string> arrivals;  // their order and the row they came from change nothing
  for (const Arrival& arrival : row.arrivals) {
    std::string one = std::to_string(static_cast<int>(arrival.by)) + ":" + std::to_string(arrival.link);
    one += arrival.sight ? "s" : "o";
    if (arrival.from)
      one += "@" + std::to_string(arrival.from->system) + "." + std::to_string(arrival.from->collection);
    arrivals.insert(std::move(one));
  }
  std::string all = std::to_string(static_cast<int>(row.klass));
  for (const std::string& one : arrivals) all += ";" + one;
  const auto append = [&all](char mark, std::vector<std::uint32_t> list) {
    std::sort(list.begin(), list.end());
    for (const std::uint32_t index : list) all += mark + std::to_string(index);
  };
  append('l', row.links_to_others);
  append('u', row.unproven_fields);
  return all;
}

}  // namespace habeas::plan
