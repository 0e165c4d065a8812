// Identity: which rows *are* the person sought (docs/map.md, Semantics 5). From the identifiers supplied, by the
// unshared identifiers found in the rows that are hers, to the fix-point. Two people are never made one: what
// contradicts, or cannot be told apart, is for a human, and what the human decided (decide.h) holds.
#pragma once

#include <habeas/find/graph.h>
#include <habeas/find/reading.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace habeas::find {

struct KnownIdent {
  IdentId ident = 0;
  bool followed = true;           // a name and birth date that was only found is known, and not searched by
  std::optional<RowId> found_in;  // nothing: supplied
  base::Personal<std::string> value{};  // as written in that row
  bool disputed = false;  // found, and somebody who contradicts her bears it too: not followed either
};

struct DoubtfulRow {
  RowId row = 0;
  dossier::Candidate::Why why = dossier::Candidate::Why::homonym;
  subject::KindName by;
};

struct Person {
  const Sought* sought = nullptr;
  std::vector<KnownIdent> known;  // supplied first, then in the order found
  std::set<IdentId> own;          // everything known, and the shared values of her rows
  std::vector<RowId> rows;        // the rows that are her; none when undecided
  std::vector<DoubtfulRow> doubtful;
  std::optional<dossier::Outcome> undecided;  // conflict or candidates
  std::vector<subject::KindName> unusable;    // supplied, and not an identifier of its kind
  // What a human decided: rows that are her or hers, with the number of the decision; and somebody else's.
  std::map<RowId, std::size_t> decided_hers;
  std::set<RowId> decided_others;
  std::vector<dossier::DecisionTaken> decisions;

  bool knows(IdentId ident) const;  // and may follow it to rows
  bool is_decided(RowId row) const { return decided_hers.contains(row) || decided_others.contains(row); }
};

// Searches until nothing more is found. False: something failed, begin again (Level::run).
bool identify(Chart& chart, Graph& graph, Reading::State& state, const Limits& limits,
              std::vector<Person>& people);

// A fixed order of rows: by place, then by key.
bool comes_before(const Graph& graph, RowId a, RowId b);

}  // namespace habeas::find
