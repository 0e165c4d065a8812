// Any bytes as an encoded row: what decodes encodes to the same bytes, and keys keep their order.
#include <habeas/base/must.h>
#include <habeas/relation/row_key.h>
#include <habeas/relation/value.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using habeas::base::must;
  using namespace habeas::relation;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto row = decode(bytes);
  if (!row) return 0;
  must(encode(*row) == bytes, "what decodes encodes to the same bytes");
  const RowKey whole{*row};
  const RowKey start{Row(row->begin(), row->begin() + static_cast<std::ptrdiff_t>(row->size() / 2))};
  must(!RowKey::Order{}(whole, start), "a row is not before its own beginning");
  must(RowKey::Order{}(start, whole) || same_row(start, whole), "its beginning is before it");
  for (const Value& value : *row)
    must(canonical_text(value).has_value() != is_null(value), "only NULL has no text");
  return 0;
}
