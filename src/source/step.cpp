#include <habeas/source/step.h>

#include <utility>

namespace habeas::source {
namespace {

struct Steps {
  BeforeStep before;
  std::uint64_t number = 0;
};

Steps& steps() {
  static Steps instance;
  return instance;
}

}  // namespace

void call_before_steps(BeforeStep before) { steps() = {std::move(before), 0}; }

void step() {
  if (steps().before) steps().before(++steps().number);
}

}  // namespace habeas::source
