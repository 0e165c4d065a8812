// Name<Tag>: an identifier of our own world (a system, a collection, a field…) as a type of its own, so that
// one kind is never passed for another. Names come from the map and are never personal.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace habeas::base {

template <class Tag>
class Name {
 public:
  Name() = default;
  explicit Name(std::string text) : text_(std::move(text)) {}

  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }

  friend bool operator==(const Name&, const Name&) = default;
  friend auto operator<=>(const Name&, const Name&) = default;

 private:
  std::string text_;
};

}  // namespace habeas::base

template <class Tag>
struct std::hash<habeas::base::Name<Tag>> {
  std::size_t operator()(const habeas::base::Name<Tag>& name) const noexcept {
    return std::hash<std::string>{}(name.text());
  }
};
