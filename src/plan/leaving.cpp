#include <habeas/plan/leaving.h>

#include <algorithm>

namespace habeas::plan {
namespace {

using dossier::Class;
using EraseKind = map::Erase::Kind;
using Kind = Verdict::Kind;

bool has(const std::vector<std::uint32_t>& list, std::size_t index) {
  return std::find(list.begin(), list.end(), static_cast<std::uint32_t>(index)) != list.end();
}

bool rows_go_whole(const map::Collection& collection) {
  return collection.erase.kind == EraseKind::default_ || collection.erase.kind == EraseKind::row;
}

bool may_go(const Verdict& verdict) { return verdict.kind == Kind::goes || verdict.kind == Kind::follows; }

}  // namespace

bool lists(const std::vector<map::FieldName>& names, const map::Collection& collection, const Cell& cell) {
  return std::any_of(names.begin(), names.end(), [&](const map::FieldName& name) {
    if (cell.field >= 0) return collection.fields[static_cast<std::size_t>(cell.field)].name == name;
    return cell.column.text() == name.text();
  });
}

Leaving::Leaving(const dossier::Dossier& dossier, const Facts& facts,
                 const std::vector<CollectionVerdicts>& verdicts, const Refusals& refusals)
    : dossier_(dossier), facts_(facts), verdicts_(verdicts), refusals_(refusals) {
  for (std::size_t c = 0; c < dossier.collections.size(); ++c) {
    wants_.emplace_back();
    for (std::size_t r = 0; r < dossier.collections[c].rows.size(); ++r)
      wants_.back().push_back(could_go(c, r));
  }
  // Rows that a link's rule takes along join as long as it takes; then whatever is held on to stays, and what
  // joined because of it too. What goes only becomes less, so this ends.
  goes_ = wants_;
  for (const auto& [c, r] : facts.held_from_outside) goes_[c][r] = false;
  for (bool more = true; more;) {
    more = false;
    for (std::size_t c = 0; c < goes_.size(); ++c) {
      for (std::size_t r = 0; r < goes_[c].size(); ++r) {
        if (goes_[c][r] || !goes_by_rule(c, r) || held_from_outside(c, r)) continue;
        goes_[c][r] = true;
        more = true;
      }
    }
  }
  while (one_pass()) {
  }
}

const dossier::ReachedRow& Leaving::row(std::size_t collection, std::size_t index) const {
  return dossier_.collections[collection].rows[index];
}

std::pair<std::vector<Reference>::const_iterator, std::vector<Reference>::const_iterator> Leaving::from(
    std::size_t collection, std::size_t row) const {
  const auto place = [](const Reference& one) { return std::pair(one.collection, one.row); };
  const auto begin =
      std::partition_point(facts_.references.begin(), facts_.references.end(),
                           [&](const Reference& one) { return place(one) < std::pair(collection, row); });
  const auto end = std::partition_point(begin, facts_.references.end(), [&](const Reference& one) {
    return place(one) == std::pair(collection, row);
  });
  return {begin, end};
}

// Hers alone, all its cells may go, and the map lets rows of this collection go whole.
bool Leaving::could_go(std::size_t collection, std::size_t index) const {
  const CollectionVerdicts& where = verdicts_[collection];
  if (!where.collection || !rows_go_whole(*where.collection)) return false;
  if (row(collection, index).klass != Class::mine) return false;
  const std::vector<Verdict>& verdicts = where.of(index);
  return std::all_of(verdicts.begin(), verdicts.end(), may_go) &&
         std::any_of(verdicts.begin(), verdicts.end(),
                     [](const Verdict& verdict) { return verdict.kind == Kind::goes; });
}

// `erase: row` on a link that names her, whoever's row it is: the map's own words, unless something keeps it.
bool Leaving::goes_by_rule(std::size_t collection, std::size_t index) const {
  const CollectionVerdicts& where = verdicts_[collection];
  if (!where.collection) return false;
  const std::vector<Verdict>& verdicts = where.of(index);
  if (!std::all_of(verdicts.begin(), verdicts.end(), may_go)) return false;
  for (std::size_t link = 0; link < where.collection->links.size(); ++link) {
    if (where.collection->links[link].erase.kind != EraseKind::row) continue;
    if (has(row(collection, index).links_to_others, link)) continue;
    if (where.collection->links[link].identifier) {
      if (arrived_by_identifier(row(collection, index), link)) return true;
      continue;
    }
    const auto [begin, end] = from(collection, index);
    if (std::any_of(begin, end, [&](const Reference& to) {
          return to.link == link && goes_[to.to_collection][to.to_row];
        }))
      return true;
  }
  return false;
}

bool Leaving::held_from_outside(std::size_t collection, std::size_t index) const {
  const auto& held = facts_.held_from_outside;
  return std::binary_search(held.begin(), held.end(), std::pair(collection, index));
}

bool Leaving::one_pass() {
  bool changed = false;
  for (const Reference& to : facts_.references) {
    if (!goes_[to.to_collection][to.to_row] || goes_[to.collection][to.row]) continue;
    if (lets_go(to.collection, to.row, to.link)) continue;
    goes_[to.to_collection][to.to_row] = false;
    changed = true;
  }
  for (std::size_t c = 0; c < goes_.size(); ++c) {
    for (std::size_t r = 0; r < goes_[c].size(); ++r) {
      if (!goes_[c][r] || wants_[c][r] || goes_by_rule(c, r)) continue;
      goes_[c][r] = false;
      changed = true;
    }
  }
  return changed;
}

bool Leaving::needs_decision(const map::Link& link, Class klass) {
  if (link.erase.kind == EraseKind::refuse || link.erase.kind == EraseKind::placeholder) return true;
  // Who takes over is written in rows of others that nobody has read for this request.
  return link.heir && link.kind == map::LinkKind::of && klass == Class::shared;
}

bool Leaving::lets_go(std::size_t collection, std::size_t index, std::size_t link) const {
  const CollectionVerdicts& where = verdicts_[collection];
  const map::Link& rule = where.collection->links[link];
  if (needs_decision(rule, row(collection, index).klass) || rule.erase.kind == EraseKind::row) return false;
  return !emptied_by(collection, index, link).empty();
}

bool Leaving::can_be_emptied(std::size_t collection, const Cell& cell) const {
  const map::CollectionAt& at = dossier_.collections[collection].at;
  if (cell.key) return false;
  if (cell.field < 0) return refusals_.takes_null(at, cell.column);
  const auto& field = verdicts_[collection].collection->fields[static_cast<std::size_t>(cell.field)];
  return refusals_.emptied(at, field).has_value();
}

std::vector<std::size_t> Leaving::emptied_by(std::size_t collection, std::size_t index,
                                             std::size_t link) const {
  const CollectionVerdicts& where = verdicts_[collection];
  const map::Erase& rule = where.collection->links[link].erase;
  std::vector<std::size_t> emptied;
  for (std::size_t i = 0; i < where.cells.size(); ++i) {
    const Cell& cell = where.cells[i];
    if (!has(cell.links, link) || !may_go(where.of(index)[i]) || !can_be_emptied(collection, cell)) continue;
    // A column that another link needs too is emptied only where the map names it.
    const bool wanted =
        rule.kind == EraseKind::fields ? lists(rule.fields, *where.collection, cell) : cell.links.size() == 1;
    if (wanted) emptied.push_back(i);
  }
  return emptied;
}

bool Leaving::arrived_by_identifier(const dossier::ReachedRow& row, std::size_t link) const {
  return std::any_of(row.arrivals.begin(), row.arrivals.end(), [&](const dossier::Arrival& arrival) {
    return arrival.by == dossier::Arrival::By::identifier_link && arrival.link == link;
  });
}

bool Leaving::names_her(std::size_t collection, std::size_t index, std::size_t link) const {
  const CollectionVerdicts& where = verdicts_[collection];
  if (has(row(collection, index).links_to_others, link)) return false;
  if (where.collection->links[link].identifier) return arrived_by_identifier(row(collection, index), link);
  // Of a column that the request reaches only by what it points at, whether that goes.
  const bool reached = std::any_of(where.cells.begin(), where.cells.end(), [&](const Cell& cell) {
    const auto i = static_cast<std::size_t>(&cell - where.cells.data());
    return has(cell.links, link) && where.of(index)[i].kind == Kind::goes;
  });
  const auto [begin, end] = from(collection, index);
  return std::any_of(begin, end, [&](const Reference& to) {
    if (to.link != link) return false;
    if (goes_[to.to_collection][to.to_row]) return true;
    const dossier::ReachedRow& there = row(to.to_collection, to.to_row);
    return reached && there.is_person && there.klass == Class::mine;
  });
}

}  // namespace habeas::plan
