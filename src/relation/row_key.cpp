#include <habeas/relation/row_key.h>

#include <habeas/base/must.h>
#include <habeas/relation/encoding.h>

namespace habeas::relation {

bool RowKey::Order::operator()(const RowKey& a, const RowKey& b) const {
  std::string_view left = a.encoded_;
  std::string_view right = b.encoded_;
  while (!left.empty() && !right.empty()) {
    const auto one = take_cell(left);
    const auto other = take_cell(right);
    base::must(one.has_value() && other.has_value(), "a row key holds an encoded row");
    if (one->tag != other->tag) return one->tag < other->tag;
    if (const int order = one->content.compare(other->content)) return order < 0;
  }
  return left.empty() && !right.empty();
}

}  // namespace habeas::relation
