#include <habeas/plan/erasing.h>

#include <fmt/format.h>

#include <algorithm>

namespace habeas::plan {
namespace {

using dossier::Arrival;
using dossier::Class;
using Doubt = Verdict::Doubt;
using Kind = Verdict::Kind;

bool has(const std::vector<std::uint32_t>& list, std::size_t index) {
  return std::find(list.begin(), list.end(), static_cast<std::uint32_t>(index)) != list.end();
}

}  // namespace

struct Erasing::Where {
  std::size_t collection = 0;
  std::size_t row = 0;
  const dossier::CollectionRows& rows;
  const dossier::ReachedRow& reached;
  const CollectionVerdicts& all;
  const std::vector<Verdict>& verdicts;

  const map::Field* field(const Cell& cell) const {
    return cell.field < 0 ? nullptr : &all.collection->fields[static_cast<std::size_t>(cell.field)];
  }
};

Erasing::Erasing(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library,
                 const std::vector<CollectionVerdicts>& verdicts, const Leaving& leaving,
                 const Refusals& refusals, Asking& asking)
    : map_(map),
      dossier_(dossier),
      library_(library),
      verdicts_(verdicts),
      leaving_(leaving),
      refusals_(refusals),
      asking_(asking) {}

Decision Erasing::decided(Fate fate, const std::string& ground) const {
  return {.fate = fate, .ground = ground, .article = article_of_ground(library_, ground)};
}

std::vector<Decision> Erasing::row(std::size_t collection, std::size_t row) {
  const CollectionVerdicts& all = verdicts_[collection];
  if (!all.collection)
    return std::vector<Decision>(all.cells.size(), decided(Fate::untouched, "about-nobody"));
  const dossier::CollectionRows& rows = dossier_.collections[collection];
  const Where where{collection, row, rows, rows.rows[row], all, all.of(row)};
  if (leaving_.goes(collection, row)) return gone(where);
  return where.reached.klass == Class::mine ? of_her_own(where) : of_others(where);
}

// All cells go, each on its own ground; what says nothing by itself goes on the row's.
std::vector<Decision> Erasing::gone(const Where& where) const {
  std::string ground = "no-longer-needed";
  for (const Verdict& verdict : where.verdicts) {
    if (verdict.kind != Kind::goes) continue;
    ground = verdict.ground;
    break;
  }
  std::vector<Decision> decisions;
  for (const Verdict& verdict : where.verdicts) {
    decisions.push_back(decided(Fate::erase, verdict.kind == Kind::goes ? verdict.ground : ground));
  }
  return decisions;
}

std::vector<Decision> Erasing::of_her_own(const Where& where) {
  const std::vector<bool> let_go = emptied_links(where);
  std::vector<Decision> decisions;
  for (std::size_t i = 0; i < where.all.cells.size(); ++i) {
    decisions.push_back(let_go[i] ? emptied(where, i) : own_cell(where, i));
  }
  return decisions;
}

// The cells of links that are let go of.
std::vector<bool> Erasing::emptied_links(const Where& where) const {
  std::vector<bool> emptied(where.all.cells.size(), false);
  for (std::size_t link = 0; link < where.all.collection->links.size(); ++link) {
    if (leaving_.names_her(where.collection, where.row, link)) her_cells_of_link(where, link, emptied);
  }
  return emptied;
}

// Of a link that names her: its own columns, or the cells that its rule lists.
void Erasing::her_cells_of_link(const Where& where, std::size_t link, std::vector<bool>& hers) const {
  const map::Link& rule = where.all.collection->links[link];
  if (Leaving::needs_decision(rule, where.reached.klass) || rule.erase.kind == map::Erase::Kind::row) return;
  for (const std::size_t cell : leaving_.emptied_by(where.collection, where.row, link)) hers[cell] = true;
  if (rule.erase.kind != map::Erase::Kind::fields) return;
  for (std::size_t i = 0; i < where.all.cells.size(); ++i) {
    const bool goes = where.verdicts[i].kind == Kind::goes;
    if (goes && lists(rule.erase.fields, *where.all.collection, where.all.cells[i])) hers[i] = true;
  }
}

Decision Erasing::own_cell(const Where& where, std::size_t i) {
  const Cell& cell = where.all.cells[i];
  const Verdict& verdict = where.verdicts[i];
  if (verdict.kind == Kind::follows) {
    return decided(Fate::untouched, verdict.ground == elsewhere ? verdict.ground : "not-asked");
  }
  if (verdict.kind != Kind::goes) return by_purposes(where, i);
  if (refusals_.computed(where.rows.at, cell.column)) return decided(Fate::keep, "computed");
  // Keys, links inside what stays, conditions and technical columns hold the shell together.
  if (cell.key || cell.field < 0) return decided(Fate::keep, "shell");
  const map::Erase& rule = where.all.collection->erase;
  if (rule.kind == map::Erase::Kind::fields && !lists(rule.fields, *where.all.collection, cell))
    return decided(Fate::keep, "shell");
  return emptied(where, i);
}

Decision Erasing::by_purposes(const Where& where, std::size_t i) {
  const Verdict& verdict = where.verdicts[i];
  Decision decision = decided(verdict.fate, verdict.ground);
  decision.until = verdict.until;
  decision.reference = verdict.reference;
  decision.activity = verdict.activity;
  decision.at_least = verdict.at_least;
  ask_about_doubt(where, where.all.cells[i], verdict);
  return decision;
}

// In a row that stays: as the map says, if the database takes it; never by something made up.
Decision Erasing::emptied(const Where& where, std::size_t i) {
  const Cell& cell = where.all.cells[i];
  const map::Field* field = where.field(cell);
  std::optional<Decision> way;
  if (!cell.key && field) way = refusals_.emptied(where.rows.at, *field);
  if (!cell.key && !field && refusals_.takes_null(where.rows.at, cell.column))
    way = Decision{.fate = Fate::clear, .ground = {}, .article = {}, .becomes = Becomes::nothing};
  if (!way) {
    ask(where,
        name(where, field ? field->name.text() : cell.column.text()) +
            " cannot be emptied where its row stays: the database refuses NULL, or what the map says must "
            "be unique. Say in the map what to write (erase: a literal, pseudonym, truncate, mask), or "
            "erase the row, or keep the cell");
    return decided(Fate::untouched, "needs-decision");
  }
  const Verdict& verdict = where.verdicts[i];
  way->ground = verdict.ground;
  way->article = article_of_ground(library_, verdict.ground);
  return *std::move(way);
}

// A row that is also, or only, somebody else's: her links and identifiers go, nothing else is touched.
std::vector<Decision> Erasing::of_others(const Where& where) {
  const bool shared = where.reached.klass == Class::shared;
  const std::vector<bool> let_go = emptied_links(where);
  const std::vector<bool> hers = her_cells(where);
  std::vector<Decision> decisions;
  for (std::size_t i = 0; i < where.all.cells.size(); ++i) {
    if (let_go[i]) {
      decisions.push_back(emptied(where, i));
    } else if (hers[i]) {
      decisions.push_back(her_cell_of_others(where, i));
    } else {
      decisions.push_back(decided(Fate::untouched, shared ? "shared-with-others" : "anothers"));
    }
  }
  return decisions;
}

// What names her and is not simply let go of: kept, or for a human to decide; and the identifier she came by.
std::vector<bool> Erasing::her_cells(const Where& where) const {
  std::vector<bool> hers(where.all.cells.size(), false);
  const std::vector<Cell>& cells = where.all.cells;
  for (std::size_t link = 0; link < where.all.collection->links.size(); ++link) {
    if (!leaving_.names_her(where.collection, where.row, link)) continue;
    const bool elsewhere_listed = where.all.collection->links[link].erase.kind == map::Erase::Kind::fields;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (has(cells[i].links, link) && cells[i].links.size() == 1 && !elsewhere_listed) hers[i] = true;
    }
  }
  if (where.reached.klass != Class::shared) return hers;
  for (const Arrival& arrival : where.reached.arrivals) {
    if (arrival.by != Arrival::By::identifier) continue;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].field == static_cast<int>(arrival.link)) hers[i] = true;
    }
  }
  return hers;
}

Decision Erasing::her_cell_of_others(const Where& where, std::size_t i) {
  const Cell& cell = where.all.cells[i];
  const Verdict& verdict = where.verdicts[i];
  if (verdict.kind == Kind::kept || verdict.kind == Kind::untouched) return by_purposes(where, i);
  for (const std::uint32_t link : cell.links) {
    const map::Link& rule = where.all.collection->links[link];
    if (!leaving_.names_her(where.collection, where.row, link)) continue;
    if (!Leaving::needs_decision(rule, where.reached.klass)) continue;
    const char* says = rule.heir ? "an heir, whom the rows read for this request do not show"
                       : rule.erase.kind == map::Erase::Kind::refuse ? "refuse"
                                                                     : "placeholder, which nobody makes yet";
    ask(where, fmt::format("{}: its link says {}. Choose: empty the column, list fields, take the row along, "
                           "or keep the row it points at",
                           name(where, cell.column.text()), says));
    return decided(Fate::untouched, "needs-decision");
  }
  const map::Field* field = where.field(cell);
  const bool leads_to_a_row = std::any_of(cell.links.begin(), cell.links.end(), [&](std::uint32_t link) {
    return !where.all.collection->links[link].identifier;
  });
  // What cannot be emptied leads to her own row, which stays for it as an emptied shell.
  if (leads_to_a_row && !field && (cell.key || !refusals_.takes_null(where.rows.at, cell.column)))
    return decided(Fate::keep, "shell");
  return emptied(where, i);
}

void Erasing::ask_about_doubt(const Where& where, const Cell& cell, const Verdict& verdict) {
  if (verdict.kind != Kind::kept) return;
  const std::string place = place_in_words(map_, where.rows);
  if (verdict.doubt == Doubt::none) {
    if (!verdict.until && !verdict.activity.empty())
      asking_.tell(fmt::format("{}: kept for '{}' without a date, because the map does not say what its time "
                               "counts from there",
                               place, verdict.activity),
                   where.collection, where.row);
    return;
  }
  const map::Field* field = where.field(cell);
  const bool of_field = field && !field->retention_since.empty();
  const std::string& since = of_field ? field->retention_since : where.all.collection->retention_since;
  const char* why = verdict.doubt == Doubt::start_missing ? "is empty or no plausible date"
                    : verdict.doubt == Doubt::start_in_future
                        ? "lies in the future"
                        : "is only the earliest that its time can end by";
  ask(where,
      fmt::format("{}: the time of '{}' counts from '{}', and that {}. It is kept until somebody decides",
                  place, verdict.activity, since, why));
}

void Erasing::ask(const Where& where, const std::string& sentence) {
  asking_.ask(sentence, where.collection, where.row);
}

std::string Erasing::name(const Where& where, const std::string& part) const {
  return place_in_words(map_, where.rows) + "." + part;
}

}  // namespace habeas::plan
