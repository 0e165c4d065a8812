#include <habeas/relation/value.h>

#include <habeas/base/text.h>
#include <habeas/relation/encoding.h>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

namespace habeas::relation {
namespace {

constexpr std::uint64_t top_bit = std::uint64_t{1} << 63;
constexpr double largest_exact = 9007199254740992.0;  // 2^53

std::string integer_text(std::int64_t number) {
  std::array<char, 24> room{};
  const auto end = std::to_chars(room.data(), room.data() + room.size(), number);
  return {room.data(), end.ptr};
}

std::string real_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  if (std::abs(number) <= largest_exact && std::trunc(number) == number) {
    return integer_text(static_cast<std::int64_t>(number));
  }
  std::array<char, 32> room{};
  const auto end = std::to_chars(room.data(), room.data() + room.size(), number);
  return {room.data(), end.ptr};
}

void add_number(std::string& bytes, std::uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>((number >> shift) & 0xFF);
}

std::uint64_t number_from(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes) number = (number << 8) | static_cast<unsigned char>(c);
  return number;
}

// Bits whose order, as unsigned numbers, is the order of the doubles, NaN last; one NaN, one zero.
std::uint64_t ordered_bits(double number) {
  if (std::isnan(number)) return ~std::uint64_t{0};
  const auto bits = std::bit_cast<std::uint64_t>(number == 0 ? 0.0 : number);
  return (bits & top_bit) != 0 ? ~bits : bits | top_bit;
}

std::optional<double> real_from(std::uint64_t ordered) {
  if (ordered == ~std::uint64_t{0}) return std::numeric_limits<double>::quiet_NaN();
  const auto number = std::bit_cast<double>((ordered & top_bit) != 0 ? ordered & ~top_bit : ~ordered);
  if (ordered_bits(number) != ordered) return std::nullopt;  // another spelling of NaN or zero
  return number;
}

void add_text(std::string& bytes, std::string_view content) {
  std::uint64_t length = content.size();
  while (length >= 0x80) {
    bytes += static_cast<char>((length & 0x7F) | 0x80);
    length >>= 7;
  }
  bytes += static_cast<char>(length);
  bytes += content;
}

void add_cell(std::string& bytes, const Value& value) {
  bytes += static_cast<char>(value.index());
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    add_number(bytes, static_cast<std::uint64_t>(*integer) ^ top_bit);
  } else if (const auto* real = std::get_if<double>(&value)) {
    add_number(bytes, ordered_bits(*real));
  } else if (const auto* text = std::get_if<Text>(&value)) {
    add_text(bytes, text->characters);
  } else if (const auto* octets = std::get_if<Bytes>(&value)) {
    add_text(bytes, octets->octets);
  }
}

// A length in its shortest LEB128 form, taken off `bytes`.
std::optional<std::uint64_t> take_length(std::string_view& bytes) {
  std::uint64_t length = 0;
  for (unsigned shift = 0; shift < 63 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    length |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if ((byte & 0x80) == 0) {
      if (byte == 0 && shift > 0) return std::nullopt;  // not the shortest form
      return length;
    }
  }
  return std::nullopt;
}

std::optional<Value> value_of(const EncodedCell& cell) {
  switch (cell.tag) {
    case CellTag::null: return Null{};
    case CellTag::integer: return static_cast<std::int64_t>(number_from(cell.content) ^ top_bit);
    case CellTag::real:
      if (const auto real = real_from(number_from(cell.content))) return *real;
      return std::nullopt;
    case CellTag::text: return Text{std::string(cell.content)};
    case CellTag::bytes: return Bytes{std::string(cell.content)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> canonical_text(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return integer_text(*integer);
  if (const auto* real = std::get_if<double>(&value)) return real_text(*real);
  if (const auto* text = std::get_if<Text>(&value)) return text->characters;
  if (const auto* octets = std::get_if<Bytes>(&value)) return base::hex(octets->octets);
  return std::nullopt;
}

std::string encode(const Row& row) {
  std::string bytes;
  for (const Value& value : row) add_cell(bytes, value);
  return bytes;
}

std::optional<EncodedCell> take_cell(std::string_view& bytes) {
  const auto tag = static_cast<unsigned char>(bytes.front());
  if (tag > static_cast<unsigned char>(CellTag::bytes)) return std::nullopt;
  bytes.remove_prefix(1);
  EncodedCell cell{static_cast<CellTag>(tag), {}};
  if (cell.tag == CellTag::null) return cell;
  std::optional<std::uint64_t> length = 8;
  if (cell.tag == CellTag::text || cell.tag == CellTag::bytes) length = take_length(bytes);
  if (!length || *length > bytes.size()) return std::nullopt;
  cell.content = bytes.substr(0, *length);
  bytes.remove_prefix(*length);
  return cell;
}

std::optional<Row> decode(std::string_view bytes) {
  Row row;
  while (!bytes.empty()) {
    const auto cell = take_cell(bytes);
    if (!cell) return std::nullopt;
    auto value = value_of(*cell);
    if (!value) return std::nullopt;
    row.push_back(std::move(*value));
  }
  return row;
}

}  // namespace habeas::relation
