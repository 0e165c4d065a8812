// Value: one cell, without loss. What an engine calls numeric, timestamp, interval, uuid, json… arrives as
// Text in the engine's canonical spelling; the Column says what it is (its Family) so that it can be bound,
// compared and shown as what it is. Text may be broken UTF-8: databases hold such.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace habeas::relation {

struct Null {
  friend bool operator==(const Null&, const Null&) = default;
};
struct Text {
  std::string characters;
  friend bool operator==(const Text&, const Text&) = default;
};
struct Bytes {
  std::string octets;
  friend bool operator==(const Bytes&, const Bytes&) = default;
};

// Equality is exact: same alternative, same content. It is not identity of persons (habeas/subject).
// Doubles compare as IEEE 754 says: -0.0 is 0.0, and a NaN is not even itself.
using Value = std::variant<Null, std::int64_t, double, Text, Bytes>;
using Row = std::vector<Value>;  // cells in the order that was asked for

inline bool is_null(const Value& value) { return std::holds_alternative<Null>(value); }

// The canonical text of a value: integers in decimal, doubles in the shortest form that reads back, text as it
// is; bytes as lower-case hexadecimal. Nothing for NULL. Two columns of different type are compared by it
// (docs/map.md, Semantics 1): 12 and "12" meet, 0 and "0abc" do not.
// A whole double up to 2^53 is written as an integer, so that 100000.0 meets 100000; -0.0 is "0"; the rest as
// std::to_chars does ("0.1", "1e-07"), and "NaN", "Infinity", "-Infinity".
std::optional<std::string> canonical_text(const Value& value);

// Unambiguous and reversible bytes of a row: the same for two rows exactly when they are equal (any NaN counts
// as one and the same here, so that it can be a key). Used as a key of maps and as input of digests, so the form
// is fixed: per cell a byte for the alternative (0-4), then 8 bytes for a number, length (LEB128) and content for
// text and bytes. encode(a) + encode(b) is encode(a followed by b).
std::string encode(const Row& row);
// The one row that encodes to these bytes; nothing if there is none.
std::optional<Row> decode(std::string_view bytes);

}  // namespace habeas::relation
