#include <habeas/connector/sqlite/query.h>

#include <habeas/base/must.h>
#include <habeas/base/text.h>
#include <habeas/connector/sqlite/inside.h>
#include <habeas/connector/sqlite/sql_text.h>
#include <habeas/source/form.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace habeas::sqlite {

using relation::Bytes;
using relation::Condition;
using relation::Row;
using relation::Text;
using relation::Value;
using source::Form;
using source::Lookup;

namespace {

std::optional<std::string> from_hex(std::string_view text) {
  if (text.empty() || text.size() % 2 != 0) return std::nullopt;
  std::string octets;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    unsigned octet = 0;
    const auto end = std::from_chars(text.data() + i, text.data() + i + 2, octet, 16);
    if (end.ptr != text.data() + i + 2) return std::nullopt;
    octets += static_cast<char>(octet);
  }
  return octets;
}

template <class Number>
void add_number(const std::string& text, std::vector<Value>& values) {
  Number number{};
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return;
  if (relation::canonical_text(number) == text) values.emplace_back(number);
}

// A text column holds no numbers, and a key inside JSON is not turned into text for it as a parameter would be.
std::vector<Value> as_column_text(const Value& key) {
  if (const auto* number = std::get_if<std::int64_t>(&key)) return {Text{std::to_string(*number)}};
  if (std::holds_alternative<double>(key)) return {key, Text{relation::canonical_text(key).value_or("")}};
  return {key};
}

// The values that stand for one key in one column.
std::vector<Value> candidates(const Value& key, Form form, Affinity affinity) {
  if (form == Form::exact && affinity == Affinity::text) return as_column_text(key);
  if (form == Form::exact && affinity != Affinity::none) return {key};
  // A column without affinity converts nothing: 12 and '12' would miss each other.
  const auto text = relation::canonical_text(key);
  if (!text) return {};
  if (form != Form::exact && form != Form::as_text) return {Text{*text}};
  auto values = spellings(*text);
  if (form == Form::exact && std::find(values.begin(), values.end(), key) == values.end())
    values.push_back(key);
  return values;
}

bool has_null(const Row& tuple) { return std::any_of(tuple.begin(), tuple.end(), relation::is_null); }

// Every tuple that stands for one of the keys, each once, in a fixed order.
std::vector<Row> tuples(const Lookup& lookup, const std::vector<Shape::Column>& match) {
  std::vector<std::pair<std::string, Row>> found;
  for (const Row& key : lookup.keys.reveal()) {
    base::must(key.size() == match.size(), "a key is as wide as the columns it is compared with");
    if (has_null(key)) continue;
    std::vector<Row> partial = {{}};
    for (std::size_t i = 0; i < key.size(); ++i) {
      std::vector<Row> longer;
      for (const auto& value : candidates(key[i], lookup.form, match[i].affinity)) {
        for (const Row& start : partial) {
          longer.push_back(start);
          longer.back().push_back(value);
        }
      }
      partial = std::move(longer);
    }
    for (Row& tuple : partial) {
      auto order = relation::encode(tuple);
      found.emplace_back(std::move(order), std::move(tuple));
    }
  }
  if (!lookup.inside.empty() && !found.empty()) {
    Row all_unsure = {Text{std::string(unsure)}};
    auto order = relation::encode(all_unsure);
    found.emplace_back(std::move(order), std::move(all_unsure));
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  found.erase(std::unique(found.begin(), found.end(),
                          [](const auto& a, const auto& b) { return a.first == b.first; }),
              found.end());
  std::vector<Row> result;
  result.reserve(found.size());
  for (auto& [order, tuple] : found) result.push_back(std::move(tuple));
  return result;
}

// Longer keys are rare, and a parameter does not have to be parsed.
constexpr std::size_t longest_json_text = 4096;

// JSON of SQLite 3.40 ends a text at its first NUL, and is UTF-8; its reals lose digits.
bool is_json(const Value& value) {
  if (std::holds_alternative<std::int64_t>(value)) return true;
  const auto* text = std::get_if<Text>(&value);
  return text != nullptr && text->characters.size() <= longest_json_text &&
         text->characters.find('\0') == std::string::npos && base::is_utf8(text->characters);
}

void add_json(std::string& json, const Value& value) {
  static constexpr char digits[] = "0123456789abcdef";
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    json += std::to_string(*number);
    return;
  }
  json += '"';
  for (const char c : std::get<Text>(value).characters) {
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      json += "\\u00";
      json += digits[static_cast<unsigned char>(c) >> 4];
      json += digits[static_cast<unsigned char>(c) & 15];
    } else {
      json += c;
    }
  }
  json += '"';
}

using Tuples = std::span<const Row>;

Value json_of(Tuples keys) {
  std::string json = "[";
  for (const Row& key : keys) {
    if (json.size() > 1) json += ',';
    if (key.size() > 1) json += '[';
    for (std::size_t i = 0; i < key.size(); ++i) {
      if (i > 0) json += ',';
      add_json(json, key[i]);
    }
    if (key.size() > 1) json += ']';
  }
  return Text{json + "]"};
}

std::string list(std::size_t count, const std::function<std::string(std::size_t)>& item) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += (i > 0 ? ", " : "") + item(i);
  return result;
}

std::string in_parentheses(const std::string& inner) { return std::string("(").append(inner).append(")"); }

std::string marks(std::size_t count) {
  return list(count, [](std::size_t) { return "?"; });
}

// Builds the statements of one look-up; what they share is made once.
class Writer {
 public:
  Writer(const Lookup& lookup, const Shape& shape, const std::string& system)
      : lookup_(lookup), shape_(shape) {
    for (const auto& name : lookup.match) match_.push_back(column_of(shape, name, system));
    head_ = "SELECT " + list(lookup.columns.size(), [&](std::size_t i) {
              return qualified(column_of(shape, lookup.columns[i], system));
            });
    if (lookup.columns.empty()) head_ += "1";
    head_ += " FROM main." + sqlite::quoted(shape.table) + " AS " + std::string(row_alias);
    if (!shape.index.empty()) head_ += " INDEXED BY " + sqlite::quoted(shape.index);
    if (!lookup.where.always())
      condition_ = condition_sql(lookup.where, shape, system, condition_parameters_);
    for (auto& column : match_) {
      if (!lookup.inside.empty()) {
        const auto inside = inside_expression(lookup.form, qualified(column), lookup.inside);
        base::must(inside.has_value(), "only what serves_inside() allows is looked for inside a cell");
        compared_.push_back(*inside);
        column.affinity = Affinity::text;
      } else {
        compared_.push_back(form_expression(lookup.form, qualified(column), column.affinity));
      }
    }
  }

  const std::vector<Shape::Column>& match() const { return match_; }

  Query all() const { return finish({}, {}); }

  Query one(const Row& key) const {
    if (lookup_.form == Form::contains) return finish("instr(" + compared_[0] + ", ?) > 0", key);
    std::string test;
    for (const auto& side : compared_) test += (test.empty() ? "" : " AND ") + side + " = ?";
    return finish(test, key);
  }

  Query json(Tuples keys) const {
    const std::string each = "json_each(?) AS habeas_key";
    if (lookup_.form == Form::contains) {
      return finish(
          "EXISTS (SELECT 1 FROM " + each + " WHERE instr(" + compared_[0] + ", habeas_key.value) > 0)",
          {json_of(keys)});
    }
    if (compared_.size() == 1) {
      return finish(compared_[0] + " IN (SELECT habeas_key.value FROM " + each + ")", {json_of(keys)});
    }
    const auto part = [](std::size_t i) {
      return "json_extract(habeas_key.value, '$[" + std::to_string(i) + "]')";
    };
    return finish(sides() + " IN (SELECT " + list(compared_.size(), part) + " FROM " + each + ")",
                  {json_of(keys)});
  }

  Query bound(Tuples keys) const {
    Row parameters;
    for (const Row& key : keys) parameters.insert(parameters.end(), key.begin(), key.end());
    const auto row = [&](std::size_t) { return in_parentheses(marks(compared_.size())); };
    const std::string values = "VALUES " + list(keys.size(), row);
    if (lookup_.form == Form::contains) {
      return finish("EXISTS (SELECT 1 FROM (" + values + ") AS habeas_key WHERE instr(" + compared_[0] +
                        ", habeas_key.column1) > 0)",
                    parameters);
    }
    if (compared_.size() == 1) return finish(compared_[0] + " IN (" + marks(keys.size()) + ")", parameters);
    return finish(sides() + " IN (" + values + ")", parameters);
  }

 private:
  std::string sides() const {
    return in_parentheses(list(compared_.size(), [&](std::size_t i) { return compared_[i]; }));
  }

  // The plus keeps the planner from walking the table in this order instead of using the keys' index.
  std::string keyed_order() const {
    if (shape_.order.empty()) return whole_order();
    return std::string(" ORDER BY ") + (shape_.order.find(',') == std::string::npos ? "+" : "") +
           shape_.order;
  }

  // Without a key of its own (a view), by all the cells.
  std::string whole_order() const {
    if (!shape_.order.empty()) return " ORDER BY " + shape_.order;
    if (lookup_.columns.empty()) return {};
    return " ORDER BY " + list(lookup_.columns.size(), [](std::size_t i) { return std::to_string(i + 1); });
  }

  Query finish(const std::string& test, const Row& keys) const {
    Query query{head_, keys};
    if (!test.empty()) query.sql += " WHERE " + test;
    if (!condition_.empty()) query.sql += (test.empty() ? " WHERE " : " AND ") + condition_;
    query.parameters.insert(query.parameters.end(), condition_parameters_.begin(),
                            condition_parameters_.end());
    query.sql += test.empty() ? whole_order() : keyed_order();
    return query;
  }

  const Lookup& lookup_;
  const Shape& shape_;
  std::vector<Shape::Column> match_;
  std::vector<std::string> compared_;
  std::string head_;
  std::string condition_;
  std::vector<Value> condition_parameters_;
};

}  // namespace

std::vector<Value> spellings(const std::string& text) {
  std::vector<Value> values = {Text{text}};
  add_number<std::int64_t>(text, values);
  if (values.size() == 1) add_number<double>(text, values);
  if (auto octets = from_hex(text); octets && relation::canonical_text(Bytes{*octets}) == text) {
    values.emplace_back(Bytes{std::move(*octets)});
  }
  return values;
}

std::string form_expression(Form form, const std::string& column, Affinity affinity) {
  if (form != Form::lower_trim && form != Form::digits_tail) return column;
  // SQLite writes a whole real as 612345678.0; its canonical text has no fraction.
  const std::string text = affinity != Affinity::real
                               ? column
                               : "CASE WHEN " + column + " = CAST(" + column + " AS INTEGER) THEN CAST(" +
                                     column + " AS INTEGER) ELSE " + column + " END";
  if (form == Form::lower_trim) return "lower(trim(" + text + "))";
  std::string result = text;
  for (const auto separator : source::digits_tail_separators()) {
    result = "replace(" + result + ", " + literal(separator) + ", '')";
  }
  return "substr(" + result + ", -" + std::to_string(source::digits_tail_length) + ")";
}

void for_each_query(const Lookup& lookup, const Shape& shape, const std::string& system,
                    const std::function<void(const Query&)>& run) {
  const bool plain = lookup.form == Form::exact || lookup.form == Form::as_text;
  base::must((plain && lookup.inside.empty()) || lookup.match.size() == 1, "this form compares one column");
  const Writer writer(lookup, shape, system);
  if (lookup.match.empty()) return run(writer.all());

  auto keys = tuples(lookup, writer.match());
  if (keys.size() == 1) return run(writer.one(keys.front()));
  const auto split = std::stable_partition(keys.begin(), keys.end(), [&](const Row& key) {
    return shape.json_keys && std::all_of(key.begin(), key.end(), is_json);
  });
  const auto json_keys = static_cast<std::size_t>(split - keys.begin());
  for (std::size_t at = 0; at < json_keys; at += keys_per_statement) {
    run(writer.json(Tuples(keys).subspan(at, std::min(keys_per_statement, json_keys - at))));
  }
  // Parameters are numbered up to 32 766 in a stock SQLite.
  const std::size_t chunk =
      std::max<std::size_t>(1, std::min(keys_per_statement, 30'000 / lookup.match.size()));
  for (std::size_t at = json_keys; at < keys.size(); at += chunk) {
    run(writer.bound(Tuples(keys).subspan(at, std::min(chunk, keys.size() - at))));
  }
}

}  // namespace habeas::sqlite
