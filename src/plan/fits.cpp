#include <habeas/plan/fits.h>

#include <habeas/base/time.h>
#include <habeas/subject/identifier.h>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace habeas::plan {
namespace {

using relation::Family;

bool is_integer(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

bool is_number(const std::string& text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

bool is_of(Family family, const std::string& text) {
  switch (family) {
    case Family::integer: return is_integer(text);
    case Family::decimal:
    case Family::real: return is_number(text);
    case Family::boolean: return text == "0" || text == "1" || text == "true" || text == "false";
    case Family::date: return base::parse_date(text).has_value();
    case Family::timestamp: return base::leading_date(text).has_value();
    default: return true;
  }
}

// "varchar(80)": 80; nothing where the type names no length.
std::optional<std::size_t> length_of(const relation::Column& column) {
  if (column.family != Family::text) return std::nullopt;
  const std::size_t open = column.type.find('(');
  if (open == std::string::npos) return std::nullopt;
  std::size_t length = 0;
  const char* begin = column.type.data() + open + 1;
  const auto [end, error] = std::from_chars(begin, column.type.data() + column.type.size(), length);
  if (error != std::errc() || end == begin) return std::nullopt;
  return length;
}

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // not a continuation byte of UTF-8
  }));
}

bool is_whole_column(const map::Field* field) {
  return !field || field->codec.kind == map::Codec::Kind::plain ||
         field->codec.kind == map::Codec::Kind::rows;
}

}  // namespace

std::string why_not_fit(const map::Map& map, const Refusals& refusals, const map::CollectionAt& at,
                        const Cell& cell, const map::Field* field, const std::string& text) {
  if (text.empty() && is_whole_column(field))
    return refusals.takes_null(at, cell.column) ? "" : "the database refuses NULL there";
  if (text.empty()) return "";
  if (field && field->identifier && field->identifier->text() != "name+birthdate" &&
      !subject::normal_form(map.organisation.kinds, *field->identifier, text))
    return "what it is to become is not of the form of '" + field->identifier->text() + "'";
  const relation::Column* column = refusals.column(at, cell.column);
  if (!column || !is_whole_column(field)) return "";
  if (!is_of(column->family, text))
    return "what it is to become does not fit the column's type, " + column->type;
  const auto length = length_of(*column);
  if (length && characters(text) > *length)
    return "what it is to become is longer than the column takes, " + column->type;
  return "";
}

}  // namespace habeas::plan
