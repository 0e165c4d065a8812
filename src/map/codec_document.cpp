// Documents (JSON, PHP-serialised) as a whole: what they hold beside the fields that the map reads of them.
#include <habeas/map/codec_cell.h>
#include <habeas/map/codec_path.h>

#include <algorithm>

namespace habeas::map {

using relation::Value;

namespace {

tl::unexpected<std::string> fails(std::string why) { return tl::unexpected<std::string>(std::move(why)); }

bool holds_something(const Part& part) {
  if (part.kind == Part::Kind::null) return false;
  if (part.kind != Part::Kind::list && part.kind != Part::Kind::members) return true;
  return std::any_of(part.parts.begin(), part.parts.end(), holds_something);
}

// What a path leads to taken out, a list as a whole; of a JSON list the places after it keep their numbers.
std::string taken_out(const Codec& codec, const std::string& text, const Found& found,
                      const std::vector<PathStep>& path) {
  if (codec.kind == Codec::Kind::php) return remove_php(text, found);
  const bool named_place = !path.empty() && std::holds_alternative<std::size_t>(path.back());
  return named_place ? splice(text, found.part->begin, found.part->end, "null") : remove_json(text, found);
}

Decoded::Kind kind_of(const Part& part) {
  switch (part.kind) {
    case Part::Kind::truth: return Decoded::Kind::truth;
    case Part::Kind::number: return Decoded::Kind::number;
    case Part::Kind::list:
    case Part::Kind::members: return Decoded::Kind::nested;
    case Part::Kind::null:
    case Part::Kind::text: break;
  }
  return Decoded::Kind::text;
}

}  // namespace

bool reads_whole(const Codec& codec) {
  if (codec.kind == Codec::Kind::rows) return false;
  if (!reads_a_document(codec)) return true;
  const auto path = parse_path(codec.path);
  return path && path->empty();
}

bool lies_within(const Codec& inner, const Codec& outer) {
  if (!reads_a_document(inner)) return false;
  if (!reads_a_document(outer)) return outer.kind == Codec::Kind::plain;
  const auto in = parse_path(inner.path);
  const auto out = parse_path(outer.path);
  if (!in || !out || inner.kind != outer.kind || in->size() < out->size()) return false;
  return std::equal(out->begin(), out->end(), in->begin());
}

tl::expected<Value, std::string> without(const std::vector<const Codec*>& fields, const Value& cell) {
  if (relation::is_null(cell) || fields.empty()) return cell;
  std::string text = characters(cell);
  for (const Codec* codec : fields) {
    const auto path = parse_path(codec->path);
    if (!reads_a_document(*codec) || !path) return fails("it is no document");
    const auto tree = parse(*codec, text);
    if (!tree) return tl::unexpected(tree.error());
    const Found found = follow(*tree, *path);
    if (found.part) text = taken_out(*codec, text, found, *path);
  }
  return like(cell, std::move(text));
}

bool is_empty_document(const Codec& codec, const Value& cell) {
  if (relation::is_null(cell)) return true;
  const std::string text = characters(cell);
  const auto tree = parse(codec, text);
  return tree && !holds_something(*tree);
}

tl::expected<std::vector<Decoded>, std::string> decode(const Codec& codec, const Value& cell) {
  std::vector<Decoded> decoded;
  if (relation::is_null(cell) || !reads_a_document(codec)) {
    auto values = read_values(codec, cell);
    if (!values) return tl::unexpected(values.error());
    for (std::string& value : *values) decoded.push_back({Decoded::Kind::text, std::move(value)});
    return decoded;
  }
  const std::string text = characters(cell);
  const auto path = parse_path(codec.path);
  if (!path) return fails("path: " + path.error());
  const auto tree = parse(codec, text);
  if (!tree) return tl::unexpected(tree.error());
  for (const Found& found : values_of(follow(*tree, *path)))
    decoded.push_back({kind_of(*found.part), text_of(*found.part, text)});
  return decoded;
}

}  // namespace habeas::map
