#include <habeas/find/level.h>

#include <algorithm>
#include <utility>

// What is asked, and where the answers go. How it is read and confirmed is in level_read.cpp.
namespace habeas::find {

using map::LinkKind;
using relation::Row;

Question& Level::question(Question::What what, std::uint32_t place, std::uint32_t index,
                          std::size_t spelling) {
  auto& question = questions_[{place, what, index, spelling}];
  question.what = what;
  question.place = place;
  question.index = index;
  return question;
}

// Through an index inside cells, each identifier by itself: some cells that do not decode are met only where their
// value matches.
void Level::ask_field(IdentId ident, std::uint32_t place, std::uint32_t index) {
  const auto means =
      serving_.field(place, chart_.places[place].collection->fields[index], graph_.idents[ident].probes);
  const std::size_t apart = means == Means::whole ? 1 : means == Means::index ? 0 : std::size_t{2} + ident;
  question(Question::What::field, place, index, apart).idents.insert(ident);
}

void Level::ask_identifier_link(IdentId ident, std::uint32_t link) {
  const auto& charted = chart_.links[link];
  const auto means = serving_.identifier_link(charted, graph_.idents[ident].probes);
  const std::size_t apart = means == Means::whole ? 1 : 0;
  question(Question::What::identifier_link, charted.from, link, apart).idents.insert(ident);
}

void Level::ask_identifier(IdentId ident) {
  auto& asked = graph_.idents[ident];
  const bool bearers = asked.bearers_wanted && !asked.bearers_asked;
  const bool rest = asked.rest_wanted && !asked.rest_asked;
  if (!bearers && !rest) return;
  asked.probes = subject::probes(chart_.map->organisation.kinds, {asked.kind, asked.value}).form;
  for (std::uint32_t at = 0; at < chart_.places.size(); ++at) {
    const auto& place = chart_.places[at];
    if (!place.usable || place.collection == nullptr) continue;
    const auto& fields = place.collection->fields;
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
      if (fields[i].identifier != asked.kind || !searches(fields[i])) continue;
      const bool bearing = place.is_person() && !fields[i].shared;
      if (bearing ? bearers : rest) ask_field(ident, at, i);
    }
    if (!rest) continue;
    for (const auto link : place.links_here) {
      if (chart_.links[link].link->identifier == asked.kind) ask_identifier_link(ident, link);
    }
  }
  asked.bearers_asked = asked.bearers_asked || bearers;
  asked.rest_asked = asked.rest_asked || rest;
}

void Level::ask_row(RowId row) {
  auto& asked = graph_.rows[row];
  const auto open = static_cast<std::uint8_t>(asked.wanted & ~asked.asked);
  if (open == 0) return;
  asked.asked = static_cast<std::uint8_t>(asked.asked | open);
  ask_own_links(row, open);
  ask_links_to(row, open);
  if ((open & ask::bearers) != 0) ask_bearers(row);
}

void Level::ask_key(std::uint32_t place, const Row& key) {
  auto& asked = question(Question::What::key, place, 0);
  if (asked.origins.try_emplace(relation::encode(as_texts(key))).second) asked.tuples.push_back(key);
}

void Level::ask_own_links(RowId row, std::uint8_t asked) {
  const auto& cells = graph_.rows[row].cells.reveal();
  for (const auto number : chart_.places[graph_.rows[row].place].links_here) {
    const auto& link = chart_.links[number];
    const auto bit = link.link->kind == LinkKind::of ? ask::own_of : ask::own_others;
    if (link.to == nowhere || (asked & bit) == 0 || !active(chart_, link, cells)) continue;
    auto tuple = compared(link, link.here, cells);
    if (!tuple || already_there(row, number, *tuple)) continue;
    ask_tuple(Question::What::pointed, link.to, number, row, std::move(*tuple));
  }
}

void Level::ask_links_to(RowId row, std::uint8_t asked) {
  const auto& cells = graph_.rows[row].cells.reveal();
  for (const auto number : chart_.places[graph_.rows[row].place].links_to) {
    const auto& link = chart_.links[number];
    const auto kind = link.link->kind;
    const bool wanted = (kind == LinkKind::of || kind == LinkKind::mentions) ? (asked & ask::pointing) != 0
                        : kind == LinkKind::owns                             ? (asked & ask::owning) != 0
                                                                             : false;
    if (!wanted) continue;
    auto tuple = compared(link, link.there, cells);
    if (tuple) ask_tuple(Question::What::pointing, link.from, number, row, std::move(*tuple));
  }
}

// The identifiers written in a row that is not a person: whoever bears them owns it too.
void Level::ask_bearers(RowId row) {
  const auto& place = chart_.places[graph_.rows[row].place];
  const auto& kinds = chart_.map->organisation.kinds;
  std::vector<IdentId> written;
  const auto& cells = graph_.rows[row].cells.reveal();
  for (const auto& field : place.collection->fields) {
    if (!field.identifier || field.shared || is_name_and_birthdate(*field.identifier)) continue;
    bool undecodable = false;
    for (const auto& text : texts_of(place, field, cells, undecodable)) {
      if (const auto ident = intern(graph_, kinds, *field.identifier, text)) written.push_back(*ident);
    }
  }
  for (const auto number : place.links_here) {
    const auto& link = chart_.links[number];
    if (link.to != nowhere || link.link->kind != LinkKind::of) continue;
    const auto text = text_of(chart_, link, cells);
    if (!text) continue;
    if (const auto ident = intern(graph_, kinds, *link.link->identifier, *text)) written.push_back(*ident);
  }
  for (const auto ident : written) {
    graph_.idents[ident].bearers_wanted = true;
    ask_identifier(ident);
  }
}

// A link to a target's key needs no asking when the row of that key is here already.
bool Level::already_there(RowId row, std::uint32_t number, const Row& tuple) {
  const auto& link = chart_.links[number];
  if (!link.to_key) return false;
  const auto& target = chart_.places[link.to];
  Row key;
  for (const auto position : target.key) {
    const auto pair = std::find(link.there.begin(), link.there.end(), position) - link.there.begin();
    key.push_back(tuple[static_cast<std::size_t>(pair)]);
  }
  const auto found = row_of_key(graph_, link.to, relation::encode(key));
  if (!found) return false;
  Question asked;
  asked.what = Question::What::pointed;
  asked.place = link.to;
  asked.index = number;
  connect(asked, *found, {row});
  return true;
}

void Level::ask_tuple(Question::What what, std::uint32_t place, std::uint32_t link, RowId origin, Row tuple) {
  auto encoded = relation::encode(tuple);
  std::size_t spelling = 0;
  if (const auto text = loose(tuple); !text.empty()) {
    auto& spellings = spellings_[{place, what, link}][text];
    const auto known = std::find(spellings.begin(), spellings.end(), encoded);
    spelling = static_cast<std::size_t>(known - spellings.begin());
    if (known == spellings.end()) spellings.push_back(encoded);
  }
  auto& asked = question(what, place, link, spelling);
  auto& origins = asked.origins[std::move(encoded)];
  if (origins.empty()) asked.tuples.push_back(std::move(tuple));
  origins.push_back(origin);
}

void Level::merge(const Question& question, Answer& answer) {
  merge_differing(question, answer);
  std::map<RowId, std::uint32_t> copies;
  for (auto& proposal : answer.proposals) {
    if (proposal.side == Side::outside) {
      note_outside(question, proposal);
      continue;
    }
    const auto row = enter(graph_, chart_, question.place, std::move(proposal.cells));
    ++copies[row];
    for (const auto ident : proposal.idents) {
      const bool field = question.what == Question::What::field;
      const auto index = field ? question.index : chart_.links[question.index].index;
      const bool shared = field && chart_.places[question.place].collection->fields[index].shared;
      graph_.idents[ident].hits.push_back({row, index,
                                           !field   ? Hit::What::link
                                           : shared ? Hit::What::shared_field
                                                    : Hit::What::field});
    }
    if (proposal.origins != nullptr) connect(question, row, *proposal.origins);
  }
  if (chart_.places[question.place].counted) {
    for (const auto& [row, count] : copies)
      graph_.rows[row].copies = std::max(graph_.rows[row].copies, count);
  }
  if (answer.undecodable > 0) {
    for (const auto ident : question.idents)
      graph_.idents[ident].undecodable[{question.place, question.index}] = answer.undecodable;
  }
}

// A key that is there exactly is the one meant: rows spelt nearly so are then not worth telling.
void Level::merge_differing(const Question& question, const Answer& answer) {
  const bool pointing = question.what == Question::What::pointing;
  std::set<RowId> met;
  if (!answer.differing.empty() && !pointing && chart_.links[question.index].to_key) {
    for (const auto& proposal : answer.proposals)
      met.insert(proposal.origins->begin(), proposal.origins->end());
  }
  for (const auto& [origin, rows] : answer.differing) {
    if (!met.contains(origin)) graph_.rows[origin].differing.push_back({question.index, pointing, rows});
  }
}

void Level::note_outside(const Question& question, const Proposal& proposal) {
  const auto& place = chart_.places[question.place];
  const auto next = static_cast<OutsideId>(graph_.outside.size());
  const auto [known, is_new] = graph_.outside_by_key.try_emplace(
      {question.place, key_of(place, proposal.cells).reveal_encoded()}, next);
  if (is_new) graph_.outside.push_back(question.place);
  for (const auto ident : proposal.idents) graph_.idents[ident].outside.push_back(known->second);
  if (proposal.origins == nullptr) return;
  const bool pointing = question.what == Question::What::pointing;
  for (const auto origin : *proposal.origins)
    graph_.rows[origin].outside.push_back({question.index, pointing, known->second});
}

void Level::connect(const Question& question, RowId row, const std::vector<RowId>& origins) {
  const auto kind = chart_.links[question.index].link->kind;
  const bool pointed = question.what == Question::What::pointed;
  for (const auto origin : origins) {
    auto& from = graph_.rows[origin];
    if (pointed) from.targets.push_back({row, question.index, true});
    if (pointed ? kind == LinkKind::of : kind == LinkKind::owns) from.owners.push_back(row);
    if (pointed && (kind == LinkKind::owns || kind == LinkKind::shows))
      from.onward.push_back({row, question.index, true});
    if (!pointed && (kind == LinkKind::of || kind == LinkKind::mentions)) {
      from.onward.push_back({row, question.index, false});
    }
  }
}

}  // namespace habeas::find
