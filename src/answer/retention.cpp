#include <habeas/answer/retention.h>

#include <habeas/plan/meeting.h>

#include <algorithm>

namespace habeas::answer {
namespace {

// What counts from her request would end then at the earliest: asked for today.
std::optional<base::Date> end_of(const plan::KeptFor& claim, base::Date today) {
  return claim.from_request ? plan::end_of(claim.activity->retention, today) : claim.end;
}

Last last_of(const std::vector<plan::KeptFor>& claims, int field, base::Date today) {
  Last last;
  for (const plan::KeptFor& claim : claims) {
    if (claim.field != field) continue;
    const auto end = end_of(claim, today);
    if (!end || claim.at_least || claim.from_request) last.at_least = true;
    if (!end) last.open = true;
    if (claim.start_missing) last.start_missing = true;
    if (end && (!last.date || *last.date < *end)) last.date = end;
  }
  return last;
}

}  // namespace

bool Until::says_anything() const { return row.date || row.start_missing || !cells.empty(); }

Overdue overdue(const Last& last, base::Date today) {
  if (!last.date || last.open || !(*last.date < today)) return Overdue::no;
  return last.at_least ? Overdue::perhaps : Overdue::yes;
}

Retention::Retention(const map::Map& map, const dossier::Dossier& dossier, Table& table, Cells& cells,
                     base::Date today)
    : claims_(map, dossier, *table.where, cells), today_(today) {
  for (const relation::ColumnName& column : claims_.columns())
    read_at_.push_back(plan::place_of(table.read, column));
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const map::Field* field = table.columns[i].field;
    if (!field || field->retention_since.empty()) continue;
    columns_of_fields_.emplace_back(static_cast<int>(field - table.collection->fields.data()), i);
  }
}

std::vector<plan::KeptFor> Retention::claims(const dossier::ReachedRow& reached,
                                             const relation::Row& row) const {
  if (reached.klass == dossier::Class::anothers) return {};
  relation::Row read;
  for (const std::size_t at : read_at_) read.push_back(row.at(at));
  return claims_.of(read);
}

Until Retention::until(const std::vector<plan::KeptFor>& claims) const {
  Until until{last_of(claims, -1, today_), {}};
  for (const auto& [field, column] : columns_of_fields_) {
    const Last last = last_of(claims, field, today_);
    if (last.date || last.start_missing) until.cells.emplace_back(column, last);
  }
  return until;
}

}  // namespace habeas::answer
