#include <habeas/act/becoming.h>

#include <habeas/base/text.h>
#include <habeas/base/time.h>
#include <habeas/base/utf8.h>
#include <habeas/map/codec.h>
#include <habeas/map/placeholders.h>

#include <algorithm>
#include <charconv>

namespace habeas::act {

using map::Codec;
using plan::Becomes;
using plan::CellFate;
using relation::Family;
using relation::Null;
using relation::Text;
using relation::Value;

namespace {

using NewText = tl::expected<std::optional<std::string>, std::string>;  // no text: nothing
using Content = tl::expected<Value, std::string>;

constexpr std::size_t random_digits = 20;
constexpr std::size_t fewest_random_digits = 8;

tl::unexpected<std::string> fails(std::string why) { return tl::unexpected<std::string>(std::move(why)); }

bool is_number(const Value& value) {
  return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
}

const map::Field* field_of(const Column& column, const CellFate& fate) {
  return fate.field < 0 ? nullptr : &column.collection->fields.at(static_cast<std::size_t>(fate.field));
}

// A part of the cell, not the whole of it.
bool lies_inside(const map::Field* field) {
  if (field == nullptr) return false;
  const auto kind = field->codec.kind;
  return kind == Codec::Kind::json || kind == Codec::Kind::php || kind == Codec::Kind::list;
}

// In a key-value table the datum of a field is in the rows of its name only.
bool is_there(const Column& column, const map::Field* field) {
  if (field == nullptr || field->codec.kind != Codec::Kind::rows) return true;
  return relation::canonical_text(column.cell(field->codec.name_column)) == field->codec.is;
}

std::string truncated(const Column& column, const std::string& text) {
  const auto family = column.declared != nullptr ? column.declared->family : Family::text;
  if (base::leading_date(text)) {
    const bool dated = family == Family::date || family == Family::timestamp;
    return text.substr(0, 4) + (dated ? "-01-01" : "");
  }
  return text.empty() ? text : text.substr(0, base::first_step(text).length);
}

std::string masked(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const auto length = base::first_step(text.substr(at)).length;
    const char c = text[at];
    const bool letter = static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') ||
                        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    result += letter ? map::masking_character : c;
    at += length;
  }
  return result;
}

// "varchar(12)": 12. Nothing where there is no bound.
std::optional<std::size_t> longest(const Column& column) {
  if (column.declared == nullptr) return std::nullopt;
  const auto& type = column.declared->type;
  const auto open = type.find('(');
  if (open == std::string::npos) return std::nullopt;
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(type.data() + open + 1, type.data() + type.size(), length);
  return error == std::errc() && *end == ')' ? std::optional(length) : std::nullopt;
}

bool is_email(const map::Field* field, const Means& means) {
  if (field == nullptr) return false;
  if (field->identifier) return means.kinds.shape(*field->identifier) == subject::Shape::email;
  return field->data == "contact.email";
}

NewText pseudonym(const Column& column, const map::Field* field, const Means& means) {
  const std::string random = means.random();
  if (is_number(column.value)) {
    std::uint64_t number = 0;
    std::from_chars(random.data(), random.data() + 15, number, 16);  // 60 bits
    return std::to_string(number);
  }
  const std::string tail = is_email(field, means) ? std::string(map::pseudonym_domain) : "";
  const std::size_t fixed = map::pseudonym_prefix.size() + tail.size();
  const auto room = longest(column).value_or(fixed + random_digits);
  if (room < fixed + fewest_random_digits) return fails("a pseudonym does not fit into the column");
  return std::string(map::pseudonym_prefix) + random.substr(0, std::min(random_digits, room - fixed)) + tail;
}

NewText new_text(const CellFate& fate, const Column& column, const map::Field* field, const std::string& text,
                 const Means& means) {
  switch (fate.becomes) {
    case Becomes::nothing: return std::optional<std::string>();
    case Becomes::literal: return std::optional(fate.literal);
    case Becomes::truncated: return std::optional(truncated(column, text));
    case Becomes::masked: return std::optional(masked(text));
    case Becomes::redacted: return std::optional(redacted(means.kinds, means.marks, text));
    case Becomes::pseudonym: return pseudonym(column, field, means);
    case Becomes::corrected:
      return std::optional(means.corrections.at(static_cast<std::size_t>(fate.correction)).is.reveal());
    case Becomes::put_away:
      return fate.literal.empty() ? std::optional<std::string>() : std::optional(fate.literal);
    case Becomes::same:
    case Becomes::put_back: break;
  }
  return std::optional(text);
}

// A text in the type of its column, so that 0 stays a number.
Value typed(const Column& column, const std::string& text) {
  const bool numbers =
      std::holds_alternative<std::int64_t>(column.value) ||
      (relation::is_null(column.value) && column.declared != nullptr &&
       (column.declared->family == Family::integer || column.declared->family == Family::boolean));
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (numbers && error == std::errc() && end == text.data() + text.size()) return number;
  double real = 0;
  const auto [after, trouble] = std::from_chars(text.data(), text.data() + text.size(), real);
  if (std::holds_alternative<double>(column.value) && trouble == std::errc() &&
      after == text.data() + text.size())
    return real;
  return Text{text};
}

// The corrected value is one of several in a cell: that which was.
bool is_corrected(const CellFate& fate, const map::Field* field, const std::string& text, std::size_t values,
                  const Means& means) {
  const auto& was = means.corrections.at(static_cast<std::size_t>(fate.correction)).was.reveal();
  if (was.empty() || values == 1 || was == text) return true;
  if (field != nullptr && field->identifier) return subject::same(means.kinds, *field->identifier, was, text);
  return base::fold_case(base::trim(was)) == base::fold_case(base::trim(text));
}

Content inside(const CellFate& fate, const Column& column, const map::Field& field, Value cell,
               const Means& means) {
  const auto values = map::read_values(field.codec, cell);
  if (!values) return fails("a cell that does not decode");
  for (std::size_t i = values->size(); i-- > 0;) {  // from the last, so that removing shifts nothing
    if (fate.becomes == Becomes::corrected &&
        !is_corrected(fate, &field, (*values)[i], values->size(), means))
      continue;
    const auto text = new_text(fate, column, &field, (*values)[i], means);
    if (!text) return fails(text.error());
    auto written = map::write_value(field.codec, cell, i, *text);
    if (!written) return fails("a part of a cell cannot be written: " + written.error());
    cell = std::move(*written);
  }
  return cell;
}

// Where there was nothing, nothing is replaced; a flag or a correction is written all the same.
bool writes_where_nothing_was(const CellFate& fate) {
  if (fate.becomes == Becomes::corrected) return true;
  const bool flag =
      fate.fate == plan::Fate::freeze || fate.fate == plan::Fate::release || fate.fate == plan::Fate::correct;
  return fate.becomes == Becomes::literal && flag;
}

Content placeholder(const CellFate& fate, const Column& column, const Means& means) {
  if (!fate.literal.empty()) return typed(column, fate.literal);
  if (column.declared == nullptr || column.declared->nullable) return Value(Null{});
  if (!std::holds_alternative<Text>(column.value))
    return fails("a number that cannot be NULL has no placeholder");
  std::string text(map::frozen_text);
  if (column.unique) text += " " + means.random().substr(0, random_digits);
  return Value(Text{text});
}

Content whole(const CellFate& fate, const Column& column, const map::Field* field, const Means& means) {
  if (relation::is_null(column.value) && !writes_where_nothing_was(fate)) return column.value;
  if (fate.becomes == Becomes::put_away) return placeholder(fate, column, means);
  const bool shaped = fate.becomes == Becomes::masked || fate.becomes == Becomes::truncated ||
                      fate.becomes == Becomes::redacted;
  if (shaped && !std::holds_alternative<Text>(column.value))
    return fails("only a text can be masked, shortened or redacted");
  const auto text = new_text(fate, column, field, relation::canonical_text(column.value).value_or(""), means);
  if (!text) return fails(text.error());
  if (!*text) return Value(Null{});
  if (field != nullptr && field->codec.kind == Codec::Kind::ip && !relation::is_null(column.value))
    return map::write_value(field->codec, column.value, 0, **text);
  return typed(column, **text);
}

bool relies(const CellFate& fate, const map::Field* field) {
  switch (fate.becomes) {
    case Becomes::nothing:
    case Becomes::literal:
    case Becomes::pseudonym: return lies_inside(field);
    default: return true;
  }
}

}  // namespace

tl::expected<Became, std::string> become(const Column& column, const std::vector<const CellFate*>& fates,
                                         const Means& means) {
  Became result;
  Column now = column;
  for (const CellFate* fate : fates) {
    const map::Field* field = field_of(column, *fate);
    if (fate->becomes == Becomes::same || !is_there(column, field)) continue;
    const bool part = lies_inside(field) && !relation::is_null(now.value);
    auto content = part ? inside(*fate, now, *field, now.value, means) : whole(*fate, now, field, means);
    if (!content) return fails(column.name.text() + ": " + content.error());
    if (*content == now.value) continue;
    now.value = std::move(*content);
    ++result.cells;
    result.relied_on_content = result.relied_on_content || relies(*fate, field);
    result.put_away = result.put_away || fate->becomes == Becomes::put_away;
  }
  result.value = std::move(now.value);
  return result;
}

base::Personal<std::string> sealed(const Value& before, const Value& placeholder) {
  return base::Personal<std::string>(relation::encode({before, placeholder}));
}

tl::expected<Value, std::string> put_back(const base::Personal<std::string>& sealed, const Value& now) {
  const auto both = relation::decode(sealed.reveal());
  if (!both || both->size() != 2) return fails("what was put away cannot be read");
  if (now != (*both)[1]) return fails("it was written to while it was frozen");
  return (*both)[0];
}

}  // namespace habeas::act
