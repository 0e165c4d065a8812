#include <habeas/find/graph.h>

#include <habeas/base/text.h>
#include <habeas/base/time.h>
#include <habeas/map/codec.h>

#include <utility>

namespace habeas::find {
namespace {

using relation::Row;
using relation::Value;

std::string ident_key(const subject::KindName& kind, const std::string& normal) {
  return kind.text() + '\0' + normal;
}

constexpr std::string_view birth_date = "identity.birthdate";

bool blank(std::string_view text) { return base::trim(text).empty(); }

}  // namespace

std::optional<IdentId> known_ident(const Graph& graph, const subject::Kinds& kinds,
                                   const subject::KindName& kind, std::string_view value) {
  const auto normal = subject::normal_form(kinds, kind, value);
  if (!normal) return std::nullopt;
  const auto found = graph.by_normal.find(ident_key(kind, normal->reveal()));
  if (found == graph.by_normal.end()) return std::nullopt;
  return found->second;
}

std::optional<IdentId> intern(Graph& graph, const subject::Kinds& kinds, const subject::KindName& kind,
                              std::string_view value) {
  auto normal = subject::normal_form(kinds, kind, value);
  if (!normal) return std::nullopt;
  const auto next = static_cast<IdentId>(graph.idents.size());
  const auto [found, is_new] = graph.by_normal.try_emplace(ident_key(kind, normal->reveal()), next);
  if (is_new) {
    Ident ident;
    ident.kind = kind;
    ident.value = base::Personal<std::string>(std::string(value));
    ident.normal = std::move(*normal);
    graph.idents.push_back(std::move(ident));
  }
  return found->second;
}

relation::RowKey key_of(const Place& place, const Row& cells) {
  Row key;
  key.reserve(place.key.size());
  for (const auto position : place.key) key.push_back(cells[position]);
  return relation::RowKey(key);
}

RowId enter(Graph& graph, const Chart& chart, std::uint32_t place, Row cells) {
  auto key = key_of(chart.places[place], cells);
  if (const auto known = row_of_key(graph, place, key.reveal_encoded())) return *known;
  const auto next = static_cast<RowId>(graph.rows.size());
  graph.by_key[place].emplace(std::hash<std::string_view>{}(key.reveal_encoded()), next);
  GraphRow row;
  row.place = place;
  row.key = std::move(key);
  row.cells = base::Personal<Row>(std::move(cells));
  graph.rows.push_back(std::move(row));
  return next;
}

std::optional<RowId> row_of_key(const Graph& graph, std::uint32_t place, std::string_view encoded_key) {
  const auto [begin, end] = graph.by_key[place].equal_range(std::hash<std::string_view>{}(encoded_key));
  for (auto found = begin; found != end; ++found) {
    if (graph.rows[found->second].key.reveal_encoded() == encoded_key) return found->second;
  }
  return std::nullopt;
}

bool satisfies(const Place& place, const relation::Condition& condition, const Row& row) {
  if (condition.always()) return true;
  return relation::holds(
      condition, [&](const ColumnName& column) -> const Value& { return row[place.position(column)]; });
}

bool active(const Chart& chart, const ChartedLink& link, const Row& row) {
  return satisfies(chart.places[link.from], link.link->when, row);
}

std::optional<Row> compared(const ChartedLink& link, const std::vector<std::size_t>& positions,
                            const Row& row) {
  Row tuple;
  tuple.reserve(positions.size());
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const auto& cell = row[positions[i]];
    if (relation::is_null(cell)) return std::nullopt;
    if (link.as_text[i]) {
      tuple.emplace_back(relation::Text{*relation::canonical_text(cell)});
    } else {
      tuple.push_back(cell);
    }
  }
  return tuple;
}

std::vector<std::string> texts_of(const Place& place, const map::Field& field, const Row& row,
                                  bool& undecodable) {
  const auto& cell = row[place.position(field.column)];
  if (relation::is_null(cell)) return {};
  std::vector<std::string> texts;
  if (field.codec.kind == map::Codec::Kind::rows) {
    const auto name = relation::canonical_text(row[place.position(field.codec.name_column)]);
    if (name != field.codec.is) return {};
  }
  if (lies_inside(field)) {
    auto read = map::read_values(field.codec, cell);
    undecodable = !read.has_value();
    if (read) texts = std::move(*read);
  } else {
    texts.push_back(*relation::canonical_text(cell));
  }
  std::erase_if(texts, [](const std::string& text) { return blank(text); });
  return texts;
}

bool is_name_and_birthdate(const subject::KindName& kind) { return kind.text() == "name+birthdate"; }

bool searches(const map::Field& field) {
  if (!field.identifier || field.codec.kind == map::Codec::Kind::mime) return false;
  return !is_name_and_birthdate(*field.identifier) || field.data == birth_date;
}

std::vector<std::string> identifiers_of(const Place& place, const map::Field& field, const Row& row,
                                        bool& undecodable) {
  if (!is_name_and_birthdate(*field.identifier)) return texts_of(place, field, row, undecodable);
  // As people say it: given names, then family names; otherwise in the order of the map.
  std::string given, other, family, born;
  for (const auto& part : place.collection->fields) {
    if (part.identifier != field.identifier) continue;
    auto& into = part.data == birth_date               ? born
                 : part.data == "identity.given-name"  ? given
                 : part.data == "identity.family-name" ? family
                                                       : other;
    for (const auto& text : texts_of(place, part, row, undecodable)) into += text + " ";
  }
  const auto date = base::leading_date(base::trim(born));
  if (!date || (given + other + family).empty()) return {};
  return {given + other + family + "|" + base::to_iso(*date)};
}

std::optional<std::string> text_of(const Chart& chart, const ChartedLink& link, const Row& row) {
  if (!active(chart, link, row)) return std::nullopt;
  auto text = relation::canonical_text(row[link.here.front()]);
  if (!text || blank(*text)) return std::nullopt;
  return text;
}

}  // namespace habeas::find
