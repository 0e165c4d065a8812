// The organisation's systems, opened by kind: the visible list of connectors is in systems.cpp.
#pragma once

#include <habeas/cli/context.h>
#include <habeas/find/find.h>
#include <habeas/source/source.h>

#include <memory>
#include <string>
#include <vector>

namespace habeas::cli {

// One place per system of habeas.yaml, in its order; a system that cannot be opened has no source and says why.
struct Systems {
  struct One {
    std::unique_ptr<source::Source> source;
    std::string why_not;
  };
  std::vector<One> all;  // parallel to Organisation::systems

  // For the finder.
  std::vector<find::Reading::Access> access_for(const map::Map& map) const;
};

std::string task_folder(const Context& context);  // of manual systems
Systems open_systems(const map::Map& map, const Context& context);
std::unique_ptr<source::Source> open_system(const map::System& system, const Context& context);

}  // namespace habeas::cli
