// Personal<T>: a value about a person. It can be moved, copied and revealed, and nothing else: it does not
// print, format, log, hash or compare, so that none of these happens by accident. `reveal()` is the one
// way in; a reviewer greps for it. What must not compile is in tests/must_not_compile/.
// Source: GDPR 5(1)(f), 25.
#pragma once

#include <iosfwd>
#include <utility>

namespace habeas::base {

template <class T>
class Personal {
 public:
  Personal() = default;
  explicit Personal(T value) : value_(std::move(value)) {}

  const T& reveal() const& { return value_; }
  T reveal() && { return std::move(value_); }

 private:
  T value_{};
};

template <class T> bool operator==(const Personal<T>&, const Personal<T>&) = delete;
template <class T> auto operator<=>(const Personal<T>&, const Personal<T>&) = delete;
template <class T> std::ostream& operator<<(std::ostream&, const Personal<T>&) = delete;

}  // namespace habeas::base
