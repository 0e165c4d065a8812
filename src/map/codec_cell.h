// A cell as the codecs take it: its characters, and a text in the clothes of the cell that it came from.
#pragma once

#include <habeas/map/codec.h>
#include <habeas/map/codec_tree.h>

#include <string>
#include <string_view>
#include <utility>

namespace habeas::map {

// Of text its characters, of a blob its octets, of a number its digits.
inline std::string characters(const relation::Value& cell) {
  if (const auto* bytes = std::get_if<relation::Bytes>(&cell)) return bytes->octets;
  return relation::canonical_text(cell).value_or("");
}

inline relation::Value like(const relation::Value& cell, std::string text) {
  if (std::holds_alternative<relation::Bytes>(cell)) return relation::Bytes{std::move(text)};
  return relation::Text{std::move(text)};
}

inline bool reads_a_document(const Codec& codec) {
  return codec.kind == Codec::Kind::json || codec.kind == Codec::Kind::php;
}

inline Tree parse(const Codec& codec, std::string_view text) {
  return codec.kind == Codec::Kind::json ? parse_json(text) : parse_php(text);
}

}  // namespace habeas::map
