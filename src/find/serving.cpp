#include <habeas/find/serving.h>

#include <habeas/map/codec_path.h>

#include <algorithm>

namespace habeas::find {

using relation::Family;
using source::Form;
using subject::ProbeForm;

bool exact_does(Family family) { return family == Family::text || family == Family::integer; }

Form form_for(ProbeForm probes, Family family) {
  switch (probes) {
    case ProbeForm::lower_trim: return Form::lower_trim;
    case ProbeForm::digits_tail: return Form::digits_tail;
    case ProbeForm::exact_text: return exact_does(family) ? Form::exact : Form::as_text;
    case ProbeForm::read_all: break;
  }
  return Form::exact;
}

Form form_of(const ChartedLink& link, const Place& place, const std::vector<std::size_t>& positions) {
  for (std::size_t i = 0; i < positions.size(); ++i) {
    if (link.as_text[i] && !exact_does(place.families[positions[i]])) return Form::as_text;
  }
  return Form::exact;
}

Means Serving::field(std::uint32_t at, const map::Field& field, ProbeForm probes) const {
  if (probes == ProbeForm::read_all || is_name_and_birthdate(*field.identifier)) return Means::whole;
  const auto& place = chart_.places[at];
  source::Lookup lookup;
  lookup.match = {field.column};
  lookup.form = form_for(probes, place.families[place.position(field.column)]);
  if (lies_inside(field)) {
    if (field.codec.kind != map::Codec::Kind::json) return Means::whole;
    const auto path = map::parse_path(field.codec.path);
    if (!path || path->empty()) return Means::whole;
    lookup.inside = *path;
  }
  if (!serves(at, lookup)) return Means::whole;
  return lookup.inside.empty() ? Means::index : Means::index_inside;
}

Means Serving::identifier_link(const ChartedLink& link, ProbeForm probes) const {
  if (probes == ProbeForm::read_all) return Means::whole;
  const auto& place = chart_.places[link.from];
  source::Lookup lookup;
  lookup.match = {place.columns[link.here.front()]};
  lookup.form = form_for(probes, place.families[link.here.front()]);
  return serves(link.from, lookup) ? Means::index : Means::whole;
}

Means Serving::link(const ChartedLink& link, std::uint32_t at,
                    const std::vector<std::size_t>& positions) const {
  const auto& place = chart_.places[at];
  source::Lookup lookup;
  for (const auto position : positions) lookup.match.push_back(place.columns[position]);
  lookup.form = form_of(link, place, positions);
  return serves(at, lookup) ? Means::index : Means::whole;
}

bool Serving::serves(std::uint32_t at, const source::Lookup& lookup) const {
  const auto& place = chart_.places[at];
  const auto& open = state_.systems[place.system];
  const auto asked = [&](const ColumnName& column) {
    const auto& table = *open.catalogue->table(place.table);
    return lookup.inside.empty() ? open.source->serves(table, column, lookup.form)
                                 : open.source->serves_inside(table, column, lookup.form, lookup.inside);
  };
  return std::any_of(lookup.match.begin(), lookup.match.end(), [&](const ColumnName& column) {
    const auto key = std::tuple(at, column.text(), lookup.form, lookup.inside);
    const auto known = chart_.served.find(key);
    return known != chart_.served.end() ? known->second
                                        : chart_.served.emplace(key, asked(column)).first->second;
  });
}

}  // namespace habeas::find
