#include <habeas/find/level.h>

#include <habeas/map/codec_path.h>
#include <habeas/source/form.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

// What a question of a level is as a look-up: by which columns, in which form, with which keys.
namespace habeas::find {
namespace {

using relation::Family;
using relation::Row;
using relation::Value;
using source::Form;

constexpr std::uint64_t rows_read_whole = 2'000'000;  // beyond a `where`, without an index

// Text as an integer, when that is its canonical spelling: an index on an integer column then serves.
std::optional<std::int64_t> canonical_integer(const std::string& text) {
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end || std::to_string(number) != text) return std::nullopt;
  return number;
}

// A key that no cell of the column can equal is not worth asking for: a number is never '042'.
bool worth_asking(Family family, const std::string& text) {
  return family != Family::integer || canonical_integer(text).has_value();
}

Value key_for(Family family, const std::string& text) {
  if (family == Family::integer) {
    if (const auto number = canonical_integer(text)) return *number;
  }
  return relation::Text{text};
}

// Text for cells of bytes, bytes for cells of text: nobody can see in a file which of the two a cell is.
Value as_written(Family family, const Value& cell) {
  if (std::holds_alternative<relation::Bytes>(cell)) return cell;
  return key_for(family, *relation::canonical_text(cell));
}

}  // namespace

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
  asked.served = serving_.serves(question.place, asked.lookup);
  if (!asked.served) asked.lookup.limit = limits_.scan;
  for (const auto& column : asked.columns) {
    if (!asked.served && chart_.is_slow(question.place, column)) return std::nullopt;
  }
  const auto* table = state_.systems[place.system].catalogue->table(place.table);
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
    const auto means = serving_.field(question.place, field, graph_.idents[*question.idents.begin()].probes);
    if (means == Means::index_inside) lookup.inside = *map::parse_path(field.codec.path);
    if (means == Means::index_inside || !(lies_inside(field) || is_name_and_birthdate(*field.identifier)))
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
    if (probes.form == subject::ProbeForm::read_all || probes.keys.reveal().empty()) {
      lookup.form = Form::exact;
      return;
    }
    lookup.form = form_for(probes.form, family);
    for (const auto& key : probes.keys.reveal()) {
      if (!met.insert(key).second) continue;
      if (lookup.form == Form::exact && !worth_asking(family, key)) continue;
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
  for (const auto position : positions) lookup.match.push_back(place.columns[position]);
  lookup.form = form_of(link, place, positions);
  const bool exact = lookup.form == Form::exact;
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

}  // namespace habeas::find
