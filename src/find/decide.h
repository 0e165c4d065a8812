// Decide: the rows that a human decided upon, brought into the graph; and for the rows still undecided, what speaks
// for and against each of them.
#pragma once

#include <habeas/find/identity.h>

#include <vector>

namespace habeas::find {

// Reads the rows that the people's decisions name, and notes them. False: something failed, begin again (Level::run).
bool read_decided(Chart& chart, Graph& graph, Reading::State& state, const Limits& limits,
                  std::vector<Person>& people);

dossier::Candidate::Evidence evidence(const Chart& chart, const Graph& graph, const Person& person,
                                      RowId row);

}  // namespace habeas::find
