#include <habeas/plan/datum.h>

#include <algorithm>

namespace habeas::plan {
namespace {

// The category of the field that a link's column points at; empty if it points at none.
std::string category_pointed_at(const map::SystemMap& system, const map::Link& link,
                                const relation::ColumnName& column) {
  const map::Collection* target = system.collection(link.target);
  if (!target) return {};
  for (const auto& [here, there] : link.columns) {
    if (here != column) continue;
    const auto field = std::find_if(target->fields.begin(), target->fields.end(),
                                    [&, &to = there](const map::Field& each) { return each.column == to; });
    if (field != target->fields.end()) return field->data;
  }
  return {};
}

}  // namespace

Datum datum_of(const map::SystemMap& system, const map::Collection& collection, const Cell& cell) {
  if (cell.field >= 0) {
    const map::Field& field = collection.fields.at(static_cast<std::size_t>(cell.field));
    return {field.data, field.from, &field.purposes, field.special};
  }
  Datum datum{{}, collection.from, &collection.purposes, false};
  for (const std::uint32_t index : cell.links) {
    const map::Link& link = collection.links[index];
    if (!link.purposes.empty()) datum.purposes = &link.purposes;
    if (datum.category.empty()) datum.category = category_pointed_at(system, link, cell.column);
  }
  return datum;
}

}  // namespace habeas::plan
