#include <habeas/map/codec.h>

#include <habeas/map/codec_cell.h>
#include <habeas/map/codec_path.h>
#include <habeas/map/codec_tree.h>
#include <habeas/map/ip_address.h>

#include <algorithm>
#include <charconv>

namespace habeas::map {

using relation::Bytes;
using relation::Null;
using relation::Text;
using relation::Value;

namespace {

using Values = tl::expected<std::vector<std::string>, std::string>;
using Written = tl::expected<Value, std::string>;
using Change = std::optional<std::string>;

tl::unexpected<std::string> fails(std::string why) { return tl::unexpected<std::string>(std::move(why)); }

// --- plain ---------------------------------------------------------------------------------------------

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string octets;
  for (std::size_t at = 0; at < text.size(); at += 2) {
    unsigned octet = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + 2, octet, 16);
    if (error != std::errc() || end != text.data() + at + 2) return std::nullopt;
    octets += static_cast<char>(octet);
  }
  return octets;
}

// The new value keeps the cell's type where its canonical text is the same.
Written write_plain(const Value& cell, const std::string& value) {
  if (std::holds_alternative<Bytes>(cell)) {
    const auto octets = from_hex(value);
    if (!octets) return fails("a blob is written as hexadecimal digits");
    return Bytes{*octets};
  }
  if (std::holds_alternative<std::int64_t>(cell)) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error == std::errc() && end == value.data() + value.size() && std::to_string(number) == value)
      return number;
  }
  return Text{value};
}

// --- list ----------------------------------------------------------------------------------------------

struct Item {
  std::size_t whole_begin = 0;  // between the separators
  std::size_t whole_end = 0;
  std::size_t begin = 0;  // without blanks around it
  std::size_t end = 0;
};

constexpr std::size_t most_items = 100'000;

// The items that are not blank.
std::optional<std::vector<Item>> items_of(std::string_view text, std::string_view separator) {
  std::vector<Item> items;
  std::size_t begin = 0;
  while (true) {
    const auto end = std::min(text.find(separator, begin), text.size());
    const auto blanks = " \t\r\n";
    const auto first = text.substr(begin, end - begin).find_first_not_of(blanks);
    if (first != text.npos) {
      const auto last = text.substr(begin, end - begin).find_last_not_of(blanks);
      items.push_back({begin, end, begin + first, begin + last + 1});
      if (items.size() > most_items) return std::nullopt;
    }
    if (end == text.size()) return items;
    begin = end + separator.size();
  }
}

Values read_list(const Codec& codec, const Value& cell) {
  const std::string text = characters(cell);
  const auto items = items_of(text, codec.separator);
  if (!items) return fails("list: it has too many items");
  std::vector<std::string> values;
  for (const auto& item : *items) values.push_back(text.substr(item.begin, item.end - item.begin));
  return values;
}

Written write_list(const Codec& codec, const Value& cell, std::size_t index, const Change& value) {
  const std::string text = characters(cell);
  const auto items = items_of(text, codec.separator);
  if (!items || index >= items->size()) return fails("list: there is no such item");
  const Item& item = (*items)[index];
  if (value) {
    const auto again = items_of(*value, codec.separator);
    if (value->find(codec.separator) != value->npos || !again || again->size() != 1)
      return fails("list: the new value is blank or holds the separator");
    return like(cell, splice(text, item.begin, item.end, *value));
  }
  // With the separator after it, or before it if it is the last.
  const std::size_t after = item.whole_end + codec.separator.size();
  if (item.whole_end < text.size()) return like(cell, splice(text, item.whole_begin, after, ""));
  const std::size_t before = item.whole_begin > 0 ? item.whole_begin - codec.separator.size() : 0;
  return like(cell, splice(text, before, item.whole_end, ""));
}

// --- json, php -----------------------------------------------------------------------------------------

Values read_nested(const Codec& codec, const Value& cell) {
  const std::string text = characters(cell);
  const auto path = parse_path(codec.path);
  if (!path) return fails("path: " + path.error());
  const auto tree = parse(codec, text);
  if (!tree) return tl::unexpected(tree.error());
  std::vector<std::string> values;
  for (const auto& found : values_of(follow(*tree, *path))) values.push_back(text_of(*found.part, text));
  return values;
}

Written write_nested(const Codec& codec, const Value& cell, std::size_t index, const Change& value) {
  const std::string text = characters(cell);
  const auto path = parse_path(codec.path);
  if (!path) return fails("path: " + path.error());
  const auto tree = parse(codec, text);
  if (!tree) return tl::unexpected(tree.error());
  const auto values = values_of(follow(*tree, *path));
  if (index >= values.size()) return fails("there is no such value");
  const Found& found = values[index];
  const bool json = codec.kind == Codec::Kind::json;
  if (value) return like(cell, json ? replace_json(text, found, *value) : replace_php(text, found, *value));
  // Where the path names a place of a JSON list, the places after it keep their numbers.
  const bool named_place = json && !path->empty() && std::holds_alternative<std::size_t>(path->back()) &&
                           found.part == follow(*tree, *path).part;
  if (named_place) return like(cell, splice(text, found.part->begin, found.part->end, "null"));
  return like(cell, json ? remove_json(text, found) : remove_php(text, found));
}

// --- ip ------------------------------------------------------------------------------------------------

Values read_ip(const Value& cell) {
  const auto address = address_of(cell);
  if (!address) return fails("ip: it is not an address: 4 or 16 bytes, or a 32-bit integer");
  return std::vector<std::string>{*address};
}

Written write_ip(const Value& cell, const std::string& value) {
  const auto packed = pack_like(cell, value);
  if (!packed) return fails("ip: the new value is not an address that fits");
  return *packed;
}

Written write_changed(const Codec& codec, const Value& cell, std::size_t index, const Change& value) {
  switch (codec.kind) {
    case Codec::Kind::json:
    case Codec::Kind::php: return write_nested(codec, cell, index, value);
    case Codec::Kind::list: return write_list(codec, cell, index, value);
    case Codec::Kind::ip: return value ? write_ip(cell, *value) : Written(Value(Null{}));
    case Codec::Kind::plain:
    case Codec::Kind::rows: return value ? write_plain(cell, *value) : Written(Value(Null{}));
    case Codec::Kind::mime: break;
  }
  return fails("mime: e-mail messages are not read yet");
}

}  // namespace

Values read_values(const Codec& codec, const Value& cell) {
  if (relation::is_null(cell)) return std::vector<std::string>{};
  switch (codec.kind) {
    case Codec::Kind::json:
    case Codec::Kind::php: return read_nested(codec, cell);
    case Codec::Kind::list: return read_list(codec, cell);
    case Codec::Kind::ip: return read_ip(cell);
    case Codec::Kind::plain:
    case Codec::Kind::rows: return std::vector<std::string>{*relation::canonical_text(cell)};
    case Codec::Kind::mime: break;
  }
  return fails("mime: e-mail messages are not read yet");
}

Written write_value(const Codec& codec, const Value& cell, std::size_t index, const Change& value) {
  const auto values = read_values(codec, cell);
  if (!values) return tl::unexpected(values.error());
  if (index >= values->size()) return fails("there is no such value");
  if (value && *value == (*values)[index]) return cell;
  return write_changed(codec, cell, index, value);
}

}  // namespace habeas::map
