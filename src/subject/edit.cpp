#include <habeas/subject/edit.h>

#include <algorithm>

namespace habeas::subject {

bool within_one_edit(std::u32string_view a, std::u32string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin());
  const auto rest_a = a.substr(static_cast<std::size_t>(left - a.begin()));
  const auto rest_b = b.substr(static_cast<std::size_t>(right - b.begin()));
  if (rest_b.empty()) return true;                             // equal
  if (a.size() < b.size()) return rest_a == rest_b.substr(1);  // one more
  if (rest_a.substr(1) == rest_b.substr(1)) return true;       // one other
  return rest_a.size() > 1 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] &&
         rest_a.substr(2) == rest_b.substr(2);  // two exchanged
}

}  // namespace habeas::subject
