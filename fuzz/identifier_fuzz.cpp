// Any bytes as an identifier of any kind, as a file of identifiers, and as two values that are compared.
// What must hold: no crash, normal forms are UTF-8, *same* is reflexive on them and within *alike*, every
// probe key set is small and proposes the value itself, problems never repeat a value.
#include <habeas/base/must.h>
#include <habeas/base/text.h>
#include <habeas/subject/identifier.h>

#include <cstdint>

namespace {

using namespace habeas;

const subject::Kinds& kinds() {
  static const subject::Kinds all = [] {
    subject::Kinds made;
    made.declare(subject::KindName("customer"), "number");
    made.declare(subject::KindName("pen-name"), "text");
    return made;
  }();
  return all;
}

void hold(const subject::KindName& kind, std::string_view value, std::string_view other) {
  const auto normal = subject::normal_form(kinds(), kind, value);
  base::must(subject::same(kinds(), kind, value, value) == normal.has_value(),
             "same is reflexive on normal forms");
  if (subject::same(kinds(), kind, value, other)) {
    base::must(subject::same(kinds(), kind, other, value), "same is symmetric");
    base::must(subject::alike(kinds(), kind, value, other), "same is alike");
  }
  if (!normal) return;
  base::must(base::is_utf8(normal->reveal()), "a normal form is text");
  base::must(subject::same(kinds(), kind, value, normal->reveal()), "a value is the same as its normal form");
  const auto probes = subject::probes(kinds(), {kind, base::Personal<std::string>(std::string(value))});
  base::must(probes.keys.reveal().size() <= 64, "probes are few");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string_view head = bytes.substr(0, size / 2);
  const std::string_view tail = bytes.substr(size / 2);
  for (const auto& name : kinds().names()) {
    hold(subject::KindName(name), bytes, bytes);
    hold(subject::KindName(name), head, tail);
  }
  subject::contradict("identity.name", head, tail);
  const auto parsed = subject::parse_identifiers(kinds(), bytes);
  for (const auto& problem : parsed.problems) base::must(base::is_utf8(problem), "a problem can be printed");
  return 0;
}
