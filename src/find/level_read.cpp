#include <habeas/find/level.h>

#include <habeas/base/fault.h>
#include <habeas/base/text.h>
#include <habeas/source/form.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

// How a level is read: the look-ups, the threads, and the confirming of every row.
namespace habeas::find {
namespace {

using dossier::NotSearched;
using relation::Family;
using relation::Row;
using relation::Value;
using source::Form;
using SteadyClock = std::chrono::steady_clock;

constexpr std::uint64_t rows_read_whole = 2'000'000;  // beyond a `where`, without an index

// Text as an integer, when that is its canonical spelling: an index on an integer column then serves.
std::optional<std::int64_t> canonical_integer(const std::string& text) {
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end || std::to_string(number) != text) return std::nullopt;
  return number;
}

Value key_for(Family family, const std::string& text) {
  if (family == Family::integer) {
    if (const auto number = canonical_integer(text)) return *number;
  }
  return relation::Text{text};
}

// Whether the engine's own equality does for keys written as text.
bool exact_does(Family family) { return family == Family::text || family == Family::integer; }

// Text for cells of bytes, bytes for cells of text: nobody can see in a file which of the two a cell is.
Value as_written(Family family, const Value& cell) {
  if (std::holds_alternative<relation::Bytes>(cell)) return cell;
  return key_for(family, *relation::canonical_text(cell));
}

}  // namespace

Row as_texts(const Row& key) {
  Row texts;
  for (const auto& cell : key) {
    const auto text = dossier::key_text(cell);
    texts.push_back(text ? Value(relation::Text{*text}) : Value(relation::Null{}));
  }
  return texts;
}

std::string loose(const Row& tuple) {
  const auto is_text = [](const Value& cell) { return std::holds_alternative<relation::Text>(cell); };
  if (std::none_of(tuple.begin(), tuple.end(), is_text)) return {};
  std::string text;
  for (const auto& cell : tuple) {
    const auto canonical = relation::canonical_text(cell).value_or("");
    text += base::fold_loosely(base::to_utf8(base::trim(canonical)));
    text += '\0';
  }
  return text;
}

// Takes the rows of a system's look-ups; gives a scan up when its time is over.
class Level::Sink final : public source::RowSink {
 public:
  Sink(const Level& level, std::vector<Asked*> asked, std::chrono::milliseconds most)
      : level_(level), asked_(std::move(asked)), until_(SteadyClock::now() + most) {}

  void row(std::size_t lookup, const base::Personal<Row>& cells) override {
    auto& asked = *asked_[lookup];
    if (!asked.served && SteadyClock::now() > until_) {
      throw base::Fault(base::FaultKind::timed_out, level_.chart_.places[asked.question->place].table.name,
                        "no index serves, and reading it all takes longer than allowed");
    }
    level_.confirm(asked, cells.reveal());
  }

  void failed(std::size_t lookup, const std::exception_ptr& fault) override { asked_[lookup]->fault = fault; }

 private:
  const Level& level_;
  std::vector<Asked*> asked_;
  SteadyClock::time_point until_;
};

bool Level::run() {
  std::vector<Asked> all;
  all.reserve(questions_.size());
  for (const auto& [order, question] : questions_) {
    if (auto asked = prepare(question)) all.push_back(std::move(*asked));
  }
  std::map<std::size_t, std::vector<Asked*>> by_system;
  for (auto& asked : all) by_system[chart_.places[asked.question->place].system].push_back(&asked);
  std::vector<std::pair<std::size_t, std::vector<Asked*>>> systems(by_system.begin(), by_system.end());
  std::vector<std::exception_ptr> lost(systems.size());
  in_parallel(systems.size(), [&](std::size_t i) {
    try {
      read_system(systems[i].first, systems[i].second);
    } catch (const base::Fault&) {
      lost[i] = std::current_exception();
    }
  });
  bool whole = true;
  for (std::size_t i = 0; i < systems.size(); ++i) {
    if (!lost[i]) continue;
    whole = false;
    try {
      std::rethrow_exception(lost[i]);
    } catch (const base::Fault& fault) {
      state_.lost(systems[i].first, fault.detail());
    }
  }
  for (const auto& asked : all) whole = record(asked) && whole;
  if (whole) {
    for (auto& asked : all) merge(*asked.question, asked.answer);
  }
  questions_.clear();
  return whole;
}

void Level::read_system(std::size_t system, std::vector<Asked*>& asked) {
  const auto begun = SteadyClock::now();
  auto& open = state_.systems[system];
  const auto read = [&](const std::vector<Asked*>& together) {
    std::vector<source::Lookup> lookups;
    for (auto* one : together) lookups.push_back(std::move(one->lookup));
    Sink sink(*this, together, limits_.scan);
    open.snapshot->read(lookups, sink);
  };
  std::vector<Asked*> served;
  for (auto* one : asked) {
    if (one->served) served.push_back(one);
  }
  if (!served.empty()) read(served);
  for (auto* one : asked) {
    if (one->served) continue;
    try {
      read({one});
    } catch (const base::Fault& fault) {
      if (fault.kind() != base::FaultKind::timed_out) throw;
      one->fault = std::current_exception();
    }
  }
  open.spent += std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - begun);
}

// Notes what failed for one look-up. True when it did not fail.
bool Level::record(const Asked& asked) {
  if (!asked.fault) return true;
  const auto place = asked.question->place;
  const auto system = chart_.places[place].system;
  try {
    std::rethrow_exception(asked.fault);
  } catch (const base::Fault& fault) {
    if (fault.kind() == base::FaultKind::timed_out) {
      for (const auto& column : asked.columns) state_.exclusions.slow.insert({place, column.text()});
      return false;
    }
    if (fault.kind() == base::FaultKind::unavailable || fault.kind() == base::FaultKind::broken) {
      state_.lost(system, fault.detail());
      return false;
    }
    NotSearched said;
    said.why =
        fault.kind() == base::FaultKind::vanished ? NotSearched::Why::table_missing : NotSearched::Why::other;
    said.system = chart_.map->systems[system].system;
    const auto& at = chart_.places[place];
    said.collection = at.collection != nullptr ? at.collection->name : at.sight->name;
    said.detail = fault.detail();
    state_.exclusions.places.emplace_back(place, std::move(said));
  }
  return false;
}

std::optional<Level::Asked> Level::prepare(const Question& question) {
  const auto& place = chart_.places[question.place];
  Asked asked;
  asked.question = &question;
  asked.lookup.table = place.table;
  asked.lookup.columns = place.columns;
  const bool of_identifiers =
      question.what == Question::What::field || question.what == Question::What::identifier_link;
  if (question.what == Question::What::key)
    prepare_key(question, asked.lookup);
  else
    of_identifiers ? prepare_field(question, asked.lookup) : prepare_link(question, asked.lookup);
  const bool by_field = question.what == Question::What::field;
  asked.columns = asked.lookup.match;
  if (asked.columns.empty() && by_field) asked.columns = {place.collection->fields[question.index].column};
  if (asked.columns.empty()) asked.columns = {place.columns[chart_.links[question.index].here.front()]};
  for (const auto& column : asked.columns) {
    if (chart_.is_slow(question.place, column)) return std::nullopt;
  }
  const auto& open = state_.systems[place.system];
  const auto* table = open.catalogue->table(place.table);
  asked.served = std::any_of(
      asked.lookup.match.begin(), asked.lookup.match.end(),
      [&](const ColumnName& column) { return open.source->serves(*table, column, asked.lookup.form); });
  if (!asked.served) asked.lookup.limit = limits_.scan;
  const auto rows = static_cast<std::uint64_t>(std::max<std::int64_t>(0, table->estimated_rows.value_or(0)));
  if (!asked.served && rows > limits_.rows_unindexed) {
    for (const auto& column : asked.columns) {
      chart_.slow.insert({question.place, column.text()});
      state_.exclusions.slow.insert({question.place, column.text()});
    }
    return std::nullopt;
  }
  if (!place.where.always() && !reads_beyond_where(asked, rows))
    asked.lookup.where = relation::all_of({place.where, asked.lookup.where});
  return asked;
}

// Rows that `where` leaves out are proposed too, so that they can be counted; not where that means to read a large
// table whole, which is then said.
bool Level::reads_beyond_where(const Asked& asked, std::uint64_t rows) {
  if (asked.question->what == Question::What::key) return false;
  if (asked.question->what != Question::What::field || asked.served || rows <= rows_read_whole) return true;
  for (const auto& column : asked.columns) chart_.read_within.insert({asked.question->place, column.text()});
  return false;
}

// One table may be several collections, each with its `where`: what one leaves out, another has.
bool Level::is_of_another_collection(const Place& place, const Row& cells) const {
  return std::any_of(chart_.places.begin(), chart_.places.end(), [&](const Place& other) {
    if (&other == &place || other.system != place.system || other.collection == nullptr ||
        other.table != place.table)
      return false;
    const auto columns = relation::columns_of(other.where);
    return std::all_of(columns.begin(), columns.end(),
                       [&](const ColumnName& column) { return place.keeps(column); }) &&
           satisfies(place, other.where, cells);
  });
}

void Level::prepare_field(const Question& question, source::Lookup& lookup) const {
  const auto& place = chart_.places[question.place];
  std::vector<relation::Condition> parts;
  if (question.what == Question::What::identifier_link) {
    const auto& link = chart_.links[question.index];
    if (!link.link->when.always()) parts.push_back(link.link->when);
    propose_by(question, lookup, link.here.front());
  } else {
    const auto& field = place.collection->fields[question.index];
    if (field.codec.kind == map::Codec::Kind::rows) {
      parts.push_back(relation::equals(field.codec.name_column, relation::Text{field.codec.is}));
    }
    if (!lies_inside(field) && !is_name_and_birthdate(*field.identifier))
      propose_by(question, lookup, place.position(field.column));
  }
  lookup.where = relation::all_of(std::move(parts));
}

// The keys by which the source proposes rows; none when only reading everything is sure to find them.
void Level::propose_by(const Question& question, source::Lookup& lookup, std::size_t position) const {
  const auto& place = chart_.places[question.place];
  const auto family = place.families[position];
  std::vector<Row> keys;
  std::set<std::string> met;
  for (const auto ident : question.idents) {
    const auto& known = graph_.idents[ident];
    const auto probes = subject::probes(chart_.map->organisation.kinds, {known.kind, known.value});
    if (probes.form == subject::ProbeForm::read_all || probes.keys.reveal().empty()) return;
    lookup.form = probes.form == subject::ProbeForm::lower_trim    ? Form::lower_trim
                  : probes.form == subject::ProbeForm::digits_tail ? Form::digits_tail
                  : exact_does(family)                             ? Form::exact
                                                                   : Form::as_text;
    for (const auto& key : probes.keys.reveal()) {
      if (!met.insert(key).second) continue;
      keys.push_back({lookup.form == Form::exact ? key_for(family, key) : Value(relation::Text{key})});
    }
  }
  lookup.match = {place.columns[position]};
  lookup.keys = base::Personal<std::vector<Row>>(std::move(keys));
}

void Level::prepare_link(const Question& question, source::Lookup& lookup) const {
  const auto& link = chart_.links[question.index];
  const auto& place = chart_.places[question.place];
  const bool pointing = question.what == Question::What::pointing;
  const auto& positions = pointing ? link.here : link.there;
  bool exact = true;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    lookup.match.push_back(place.columns[positions[i]]);
    exact = exact && (!link.as_text[i] || exact_does(place.families[positions[i]]));
  }
  lookup.form = exact ? Form::exact : Form::as_text;
  auto keys = question.tuples;
  for (auto& key : keys) {
    for (std::size_t i = 0; i < positions.size(); ++i) {
      if (exact && link.as_text[i])
        key[i] = key_for(place.families[positions[i]], std::get<relation::Text>(key[i]).characters);
      if (!exact && !link.as_text[i]) key[i] = relation::Text{*relation::canonical_text(key[i])};
    }
  }
  lookup.keys = base::Personal<std::vector<Row>>(std::move(keys));
  if (pointing) lookup.where = link.link->when;
}

// Bytes are asked for as text too: a text that is not UTF-8 can only be written as bytes.
void Level::prepare_key(const Question& question, source::Lookup& lookup) const {
  const auto& place = chart_.places[question.place];
  for (const auto position : place.key) lookup.match.push_back(place.columns[position]);
  std::vector<Row> keys;
  for (const auto& tuple : question.tuples) {
    Row key, as_text;
    for (std::size_t i = 0; i < tuple.size() && i < place.key.size(); ++i) {
      key.push_back(as_written(place.families[place.key[i]], tuple[i]));
      const auto* bytes = std::get_if<relation::Bytes>(&tuple[i]);
      as_text.push_back(bytes != nullptr ? Value(relation::Text{bytes->octets}) : key.back());
    }
    const bool differs = key != as_text;
    keys.push_back(std::move(key));
    if (differs) keys.push_back(std::move(as_text));
  }
  lookup.keys = base::Personal<std::vector<Row>>(std::move(keys));
}

void Level::confirm(Asked& asked, const Row& cells) const {
  const auto& place = chart_.places[asked.question->place];
  const auto side = satisfies(place, place.where, cells) ? Side::inside : Side::outside;
  if (side == Side::outside && is_of_another_collection(place, cells)) return;
  if (asked.question->what == Question::What::key) {
    if (side == Side::inside) confirm_key(asked, cells);
    return;
  }
  const bool of_identifiers = asked.question->what == Question::What::field ||
                              asked.question->what == Question::What::identifier_link;
  of_identifiers ? confirm_identifier(asked, cells, side) : confirm_link(asked, cells, side);
}

void Level::confirm_identifier(Asked& asked, const Row& cells, Side side) const {
  const auto& question = *asked.question;
  const auto& place = chart_.places[question.place];
  std::vector<std::string> texts;
  subject::KindName kind;
  if (question.what == Question::What::field) {
    const auto& field = place.collection->fields[question.index];
    kind = *field.identifier;
    bool undecodable = false;
    texts = identifiers_of(place, field, cells, undecodable);
    asked.answer.undecodable += undecodable && side == Side::inside ? 1 : 0;
  } else {
    const auto& link = chart_.links[question.index];
    kind = *link.link->identifier;
    if (auto text = text_of(chart_, link, cells)) texts.push_back(std::move(*text));
  }
  std::vector<IdentId> borne;
  for (const auto& text : texts) {
    const auto ident = known_ident(graph_, chart_.map->organisation.kinds, kind, text);
    if (!ident || !question.idents.contains(*ident)) continue;
    if (std::find(borne.begin(), borne.end(), *ident) == borne.end()) borne.push_back(*ident);
  }
  if (!borne.empty()) asked.answer.proposals.push_back({cells, std::move(borne), nullptr, side});
}

void Level::confirm_link(Asked& asked, const Row& cells, Side side) const {
  const auto& question = *asked.question;
  const auto& link = chart_.links[question.index];
  const bool pointing = question.what == Question::What::pointing;
  const auto tuple = compared(link, pointing ? link.here : link.there, cells);
  if (!tuple || (pointing && !active(chart_, link, cells))) return;
  const auto found = question.origins.find(relation::encode(*tuple));
  if (found == question.origins.end()) {
    if (side == Side::inside) count_differing(asked, *tuple);
  } else {
    asked.answer.proposals.push_back({cells, {}, &found->second, side});
  }
}

void Level::confirm_key(Asked& asked, const Row& cells) const {
  const auto key = key_of(chart_.places[asked.question->place], cells).reveal();
  if (asked.question->origins.contains(relation::encode(as_texts(key))))
    asked.answer.proposals.push_back({cells, {}, nullptr, Side::inside});
}

// The database took this row for equal, and it is not: every origin whose spelling comes near is told.
void Level::count_differing(Asked& asked, const Row& tuple) const {
  const auto& question = *asked.question;
  const auto wanted = loose(tuple);
  std::vector<RowId> origins;
  std::vector<RowId> all;
  for (const auto& key : question.tuples) {
    const auto& rows = question.origins.at(relation::encode(key));
    all.insert(all.end(), rows.begin(), rows.end());
    if (loose(key) == wanted) origins.insert(origins.end(), rows.begin(), rows.end());
  }
  for (const auto origin : origins.empty() ? all : origins) ++asked.answer.differing[origin];
}

}  // namespace habeas::find
