// RowKey: which row of a table, by its key's cells (docs/map.md, Keys). It may hold a person's data (an e-mail as a
// primary key), so like Personal<T> it neither prints nor compares by accident: same_row(), Hash and Order are
// the named ways.
#pragma once

#include <habeas/relation/value.h>

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>

namespace habeas::relation {

class RowKey {
 public:
  RowKey() = default;
  explicit RowKey(const Row& cells) : encoded_(encode(cells)) {}

  Row reveal() const { return decode(encoded_).value_or(Row{}); }
  // The bytes of encode(): for digests and keyed hashes.
  const std::string& reveal_encoded() const { return encoded_; }

  friend bool same_row(const RowKey& a, const RowKey& b) { return a.encoded_ == b.encoded_; }

  struct Hash {
    std::size_t operator()(const RowKey& key) const { return std::hash<std::string>{}(key.encoded_); }
  };
  struct Same {
    bool operator()(const RowKey& a, const RowKey& b) const { return same_row(a, b); }
  };
  // A fixed order for deterministic output, cell by cell: NULL, integers by value, doubles by value (NaN last),
  // text by bytes, bytes; where all cells agree, the shorter key first. Total, and equal exactly for same rows.
  struct Order {
    bool operator()(const RowKey& a, const RowKey& b) const;
  };

 private:
  std::string encoded_;
};

bool operator==(const RowKey&, const RowKey&) = delete;
std::ostream& operator<<(std::ostream&, const RowKey&) = delete;

}  // namespace habeas::relation
