#include <habeas/dossier/dossier.h>

#include <fmt/format.h>

#include <utility>

namespace habeas::dossier {
namespace {

// "of customer_id", "owns album_id": the link by which she came, whichever row has it.
std::string link_in_words(const map::Link& link) {
  return fmt::format("{} {}", to_string(link.kind), link.columns.front().first.text());
}

const map::Collection& collection_at(const map::Map& map, const map::CollectionAt& at) {
  return map.systems[at.system].collections[at.collection];
}

std::string how(const map::Map& map, const CollectionRows& where, const Arrival& arrival) {
  if (arrival.by == Arrival::By::decision) return "decided";
  const auto up = arrival.by == Arrival::By::link_up;
  if (arrival.by == Arrival::By::identifier)
    return collection_at(map, where.at).fields[arrival.link].name.text();
  return link_in_words(collection_at(map, up ? *arrival.from : where.at).links[arrival.link]);
}

// What the first joint is: the kind of the identifier, or who decided and why.
std::string beginning(const map::Map& map, const Dossier& dossier, const CollectionRows& where,
                      const Arrival& arrival) {
  if (arrival.by == Arrival::By::decision) {
    const auto& decision = dossier.decisions[arrival.link].decision;
    return fmt::format("decided by {}: {}", decision.by, decision.because.reveal());
  }
  const auto& collection = collection_at(map, where.at);
  const auto& kind = arrival.by == Arrival::By::identifier ? collection.fields[arrival.link].identifier
                                                           : collection.links[arrival.link].identifier;
  return kind ? kind->text() : "?";
}

const CollectionRows* origin(const Dossier& dossier, const Arrival& arrival) {
  if (!arrival.from || !arrival.from_row) return nullptr;
  const auto* rows = dossier.rows_of(*arrival.from);
  return rows != nullptr && *arrival.from_row < rows->rows.size() ? rows : nullptr;
}

}  // namespace

std::string_view to_string(Class klass) {
  switch (klass) {
    case Class::mine: return "mine";
    case Class::shared: return "shared";
    case Class::anothers: return "another's";
  }
  return "?";
}

std::string_view to_string(NotSearched::Why why) {
  using Why = NotSearched::Why;
  switch (why) {
    case Why::system_unavailable: return "system unavailable";
    case Why::manual_pending: return "waiting for a person";
    case Why::no_index_in_time: return "no index, and reading it all takes too long";
    case Why::identifier_not_supplied: return "identifier not supplied";
    case Why::codec_unknown: return "format not readable";
    case Why::table_missing: return "table missing";
    case Why::column_missing: return "column missing";
    case Why::differs_in_spelling: return "spelt differently";
    case Why::document_missing: return "document missing";
    case Why::cell_undecodable: return "cell not decodable";
    case Why::no_map: return "no map";
    case Why::contested: return "contested";
    case Why::not_mapped: return "not mapped";
    case Why::kind_nowhere: return "kind that the map does not know";
    case Why::outside_where: return "left out by the map's where";
    case Why::other: return "other";
  }
  return "?";
}

std::string_view to_string(Candidate::Why why) {
  using Why = Candidate::Why;
  switch (why) {
    case Why::shared_identifier: return "shared identifier";
    case Why::homonym: return "homonym";
    case Why::alike: return "alike";
    case Why::nothing_to_compare: return "nothing to compare";
    case Why::contradiction: return "contradiction";
    case Why::unverified: return "unverified";
  }
  return "?";
}

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::found: return "found";
    case Outcome::nobody: return "nobody";
    case Outcome::conflict: return "conflict";
    case Outcome::candidates: return "candidates";
  }
  return "?";
}

const CollectionRows* Dossier::rows_of(const map::CollectionAt& at) const {
  for (const auto& rows : collections) {
    if (!rows.sight_table && rows.at == at) return &rows;
  }
  return nullptr;
}

std::uint64_t Dossier::row_count() const {
  std::uint64_t count = 0;
  for (const auto& collection : collections) {
    for (const auto& row : collection.rows) count += row.copies;
  }
  return count;
}

const Decision* Dossier::decision_of_no_row() const {
  for (const auto& taken : decisions) {
    if (taken.fate == DecisionTaken::Fate::no_such_row) return &taken.decision;
  }
  return nullptr;
}

std::string collection_name(const map::Map& map, const CollectionRows& rows) {
  const auto& system = map.systems[rows.at.system];
  const auto& name = rows.sight_table ? system.not_personal[rows.at.collection].name
                                      : system.collections[rows.at.collection].name;
  return system.system.text() + "." + name.text();
}

std::string path_in_words(const map::Map& map, const Dossier& dossier, const CollectionRows& where,
                          std::size_t row) {
  std::string words;
  const auto* at = &where;
  // No row is passed twice: a path is never longer than there are rows.
  for (auto left = dossier.row_count(); left > 0 && !at->rows[row].arrivals.empty(); --left) {
    const auto& arrival = at->rows[row].arrivals.front();
    words = fmt::format(" → {} ({}){}", collection_name(map, *at), how(map, *at, arrival), words);
    const auto* from = origin(dossier, arrival);
    if (from == nullptr) return beginning(map, dossier, *at, arrival) + words;
    row = *arrival.from_row;
    at = from;
  }
  return words;
}

}  // namespace habeas::dossier
