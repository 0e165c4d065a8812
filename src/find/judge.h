// Judge: one person's Dossier, from the graph alone. Nothing is asked of a database any more, and nobody else of
// the wave changes the result.
#pragma once

#include <habeas/find/coverage.h>
#include <habeas/find/owners.h>
#include <habeas/find/walk.h>

#include <optional>
#include <unordered_map>
#include <vector>

namespace habeas::find {

// The rows that one person reaches.
Reached reached_by(const Chart& chart, const Graph& graph, const Owners& owners, const Person& person,
                   std::uint32_t number);

// An arrival before the rows have their place in the Dossier.
struct Way {
  dossier::Arrival::By by = dossier::Arrival::By::identifier;
  std::uint32_t link = 0;
  bool sight = false;
  std::optional<RowId> from;
};
// By row, each kind of arrival once, the shortest path first.
using Ways = std::unordered_map<RowId, std::vector<Way>>;
Ways ways_to(const Chart& chart, const Graph& graph, const Owners& owners, const Person& person,
             std::uint32_t number, const Reached& reached);

dossier::Dossier judge(const Chart& chart, const Graph& graph, const Reading::State& state,
                       const Owners& owners, Coverage& coverage, const Person& person, std::uint32_t number);

}  // namespace habeas::find
