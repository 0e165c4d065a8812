// Any bytes as a cell: a codec answers values or why not; what it reads it can write back without a change, replace
// and read again, and take out.
#include <habeas/base/must.h>
#include <habeas/map/codec.h>

#include <array>
#include <cstdint>

namespace {

using habeas::base::must;
using habeas::map::Codec;
using habeas::map::read_values;
using habeas::map::write_value;
using habeas::relation::Bytes;
using habeas::relation::Text;
using habeas::relation::Value;

constexpr std::array<const char*, 8> paths = {"$",      "$.a",      "$[0]",    "$.a.b",
                                              "$.a[1]", "$['a b']", "$[1][0]", "$.a[0].b"};

Codec codec_of(std::uint8_t choice) {
  constexpr std::array kinds = {Codec::Kind::json,  Codec::Kind::php,  Codec::Kind::list, Codec::Kind::ip,
                                Codec::Kind::plain, Codec::Kind::rows, Codec::Kind::mime};
  Codec codec;
  codec.kind = kinds[choice % kinds.size()];
  codec.path = paths[(choice / kinds.size()) % paths.size()];
  codec.separator = choice % 2 == 0 ? "," : "; ";
  return codec;
}

void replaced_reads_back(const Codec& codec, const Value& cell, std::size_t index, std::size_t count) {
  const std::string by = codec.kind == Codec::Kind::ip ? "192.0.2.7" : "78";
  const auto changed = write_value(codec, cell, index, by);
  if (!changed) return;
  const auto again = read_values(codec, *changed);
  must(again && again->size() == count, "a replaced cell still decodes");
  const bool mapped = codec.kind == Codec::Kind::ip && (*again)[index] == "::ffff:192.0.2.7";
  must((*again)[index] == by || mapped, "what was written is read");
}

void removed_is_gone(const Codec& codec, const Value& cell, std::size_t index, std::size_t count) {
  const auto changed = write_value(codec, cell, index, std::nullopt);
  must(changed.has_value(), "what is read can be taken out");
  const auto again = read_values(codec, *changed);
  must(again && again->size() == count - 1, "one value less, and the rest decodes");
}

void check(const Codec& codec, const Value& cell) {
  const auto values = read_values(codec, cell);
  if (!values) return;
  for (std::size_t index = 0; index < values->size() && index < 4; ++index) {
    must(write_value(codec, cell, index, (*values)[index]) == cell, "writing what was read changes nothing");
    replaced_reads_back(codec, cell, index, values->size());
    removed_is_gone(codec, cell, index, values->size());
  }
  must(!write_value(codec, cell, values->size(), "x"), "there is no value after the last");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  check(codec_of(data[0]), Text{bytes});
  check(codec_of(data[0]), Bytes{bytes});
  if (bytes.size() == 4)
    check(codec_of(data[0]), static_cast<std::int64_t>(static_cast<unsigned char>(bytes[0]))
                                 << (bytes[1] & 31));
  return 0;
}
