// What of the rows found hangs by what was proven. A code proves one contact; the finder joins rows by every identifier
// that it meets, and anybody may write another's card number into an account of his own. So a row counts as hers here only
// where it bears what was proven, hangs by the map's links from a row that counts, or bears an identifier of such a row
// that the organisation verified (map: `verified`, or a key, which it gave). What was reached otherwise waits for a human
// (docs/finding.md § 7). Pure over the values given. Internal to handle/.
#pragma once

#include <habeas/dossier/cells.h>
#include <habeas/dossier/dossier.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace habeas::handle {

// An identifier in a row that counts, which nobody verified, and by which rows were reached that do not.
struct Unverified {
  subject::Identifier identifier;
  map::CollectionAt at;  // where it is written
  relation::RowKey key;
};

struct Verified {
  std::set<std::pair<std::size_t, std::size_t>> rows;  // collection and row of the dossier: they count
  // Those that do not and bear an identifier: for a human, with the evidence. Of rows that a link leads to by an
  // identifier, and of those without a key, the identifier is what is decided.
  std::vector<dossier::Candidate> doubtful;
  std::vector<Unverified> identifiers;
  bool nothing_doubtful() const { return doubtful.empty() && identifiers.empty(); }
};

// `at_her_word`: what a correction wrote; nobody verified it, whatever column it stands in.
Verified verified(const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells,
                  const std::vector<subject::Identifier>& proven,
                  const std::vector<subject::Identifier>& at_her_word = {});

// Identifiers that were found, and that rows bear too which a human said are somebody else's, are not hers: nothing is
// searched, redacted or verified by them.
void forget_others(const map::Map& map, const std::vector<dossier::Decision>& decisions,
                   dossier::Cells& cells, const std::vector<subject::Identifier>& proven,
                   dossier::Dossier& dossier);

}  // namespace habeas::handle
