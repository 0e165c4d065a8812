// What stands now against what was approved, for one system: the same rows with the same fates; or rows more, which an
// approved row of the same collection and class covers (an addendum); anything else is for a human. Pure.
#pragma once

#include <habeas/dossier/dossier.h>
#include <habeas/plan/fate.h>

#include <cstdint>
#include <string>

namespace habeas::act {

struct Planned {
  const plan::Plan& plan;
  const dossier::Dossier& dossier;
};

struct Comparison {
  std::uint64_t added = 0;
  std::string moved;  // why it must not go on; never personal. Empty: it may
};

Comparison compare(const map::Map& map, const Planned& approved, const Planned& now, std::size_t system);

}  // namespace habeas::act
