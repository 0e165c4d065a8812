// Reading a field's values out of a cell, and writing them back: JSON path, PHP-serialised, packed IP, lists.
// Key-value rows are plain once the row is known. Foreign bytes: strict limits, never a crash; a cell that does
// not decode is reported, not guessed.
#pragma once

#include <habeas/map/map.h>
#include <habeas/relation/value.h>

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace habeas::map {

// The field's values as text: none for NULL or a missing path; several for lists.
// The error says why the cell does not decode, without its content.
tl::expected<std::vector<std::string>, std::string> read_values(const Codec& codec,
                                                                const relation::Value& cell);

// The cell with value number `index` replaced, or removed when `value` is empty. Everything else is kept byte for
// byte where the format allows it (JSON: member order and numbers; PHP: lengths recomputed).
tl::expected<relation::Value, std::string> write_value(const Codec& codec, const relation::Value& cell,
                                                       std::size_t index,
                                                       const std::optional<std::string>& value);

// --- for those who hand a cell over whole ---

// A value and what it was in its document; outside documents all is text.
struct Decoded {
  enum class Kind { text, number, truth, nested };
  Kind kind = Kind::text;
  std::string text;  // of a truth "true" or "false"; of nested data its own spelling
  friend bool operator==(const Decoded&, const Decoded&) = default;
};
// As read_values.
tl::expected<std::vector<Decoded>, std::string> decode(const Codec& codec, const relation::Value& cell);

// The field reads all of its column: not a path into a document, nor the rows of one name only.
bool reads_whole(const Codec& codec);
// Whatever `inner` reads, `outer` shows too.
bool lies_within(const Codec& inner, const Codec& outer);

// The document without what these fields read of it. The error: it does not decode.
tl::expected<relation::Value, std::string> without(const std::vector<const Codec*>& fields,
                                                   const relation::Value& cell);
// Nothing but frames: {}, [null], {"a": {}}.
bool is_empty_document(const Codec& codec, const relation::Value& cell);

}  // namespace habeas::map
