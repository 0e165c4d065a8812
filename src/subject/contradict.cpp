// Do two fields marked `agree: true` contradict each other? docs/map.md, Semantics 5.
#include <habeas/base/text.h>
#include <habeas/base/time.h>
#include <habeas/subject/identifier.h>
#include <habeas/subject/letters.h>
#include <habeas/subject/plain.h>

#include <algorithm>

namespace habeas::subject {
namespace {

bool is_name(std::string_view category) {
  return category.starts_with("identity.") && category.find("name") != category.npos;
}

bool parts_a_name(char32_t c) {
  return c == U'-' || c == U'‐' || c == U'‑' || c == U'\'' || c == U'’' || c == U'.';
}

struct LooseName {
  std::vector<std::string> parts;  // in alphabetical order
  std::string joined;              // as written, without what parts it: "obrien"

  bool agrees_with(const LooseName& other) const { return parts == other.parts || joined == other.joined; }
};

LooseName loose_name(std::string_view value) {
  std::u32string spaced;
  for (const char32_t c : code_points(base::fold_loosely(base::to_utf8(value))).value_or(U"")) {
    spaced += parts_a_name(c) ? U' ' : c;
  }
  LooseName name;
  name.parts = words_of(utf8(spaced));
  for (const auto& part : name.parts) name.joined += part;
  std::sort(name.parts.begin(), name.parts.end());
  return name;
}

// A date and the midnight of that date, as two systems write one birthday.
bool one_is_the_date_of_the_other(std::string_view a, std::string_view b) {
  const auto left = base::leading_date(a);
  const auto right = base::leading_date(b);
  return left && left == right && (base::parse_date(a) || base::parse_date(b));
}

}  // namespace

bool contradict(std::string_view data_category, std::string_view a, std::string_view b) {
  const auto left = base::trim(a);
  const auto right = base::trim(b);
  if (left.empty() || right.empty() || left == right) return false;  // nothing to compare
  if (is_name(data_category)) return !loose_name(left).agrees_with(loose_name(right));
  return base::to_nfc(left) != base::to_nfc(right) && !one_is_the_date_of_the_other(left, right);
}

}  // namespace habeas::subject
