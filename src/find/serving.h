// Serving: by what means a field or a link is searched, by an index or by reading everything. It follows from the map,
// the catalogue and one identifier alone: what is said of a search never depends on who else is sought.
#pragma once

#include <habeas/find/graph.h>
#include <habeas/find/reading.h>

namespace habeas::find {

enum class Means { index, index_inside, whole };  // index_inside: of a value within the cell

// The form in which cells of that family are compared with such keys; of read_all, exact.
source::Form form_for(subject::ProbeForm probes, relation::Family family);
// Whether the engine's own equality does for keys written as text.
bool exact_does(relation::Family family);
source::Form form_of(const ChartedLink& link, const Place& place, const std::vector<std::size_t>& positions);

class Serving {
 public:
  Serving(const Chart& chart, const Reading::State& state) : chart_(chart), state_(state) {}

  Means field(std::uint32_t place, const map::Field& field, subject::ProbeForm probes) const;
  Means identifier_link(const ChartedLink& link, subject::ProbeForm probes) const;
  // A link to rows, by its columns at one of its ends.
  Means link(const ChartedLink& link, std::uint32_t place, const std::vector<std::size_t>& positions) const;
  // Of a look-up made ready: true when an index serves one of its columns. Remembered in the chart.
  bool serves(std::uint32_t place, const source::Lookup& lookup) const;

 private:
  const Chart& chart_;
  const Reading::State& state_;
};

}  // namespace habeas::find
