// Rows of nobody (docs/map.md, Semantics 4), per collection, with the difference to the last run. What is kept of a run,
// in var/orphans.json, is a keyed hash per row; the key lies beside it in var/orphans.key. Both are the owner's alone.
#pragma once

#include <habeas/cli/systems.h>
#include <habeas/find/find.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace habeas::cli {

struct OrphansOf {
  std::string collection;  // "shop.orders"
  std::uint64_t count = 0;
  std::vector<relation::RowKey>
      keys;  // the first ones; none for a collection without key, whose rows are all cells
  std::uint64_t come = 0, gone = 0;  // since the last run
  bool seen_before = false;          // it was counted in a run before this one
};

struct OrphanReport {
  std::vector<OrphansOf> collections;                            // those that have some, or had
  std::vector<std::pair<std::string, std::string>> not_counted;  // system, and why
};

// Reads whole tables. No task is made for systems that a person searches: they hold what was found about somebody.
// A system that cannot be read keeps its place in what is remembered.
OrphanReport count_orphans(const Context& context, const map::Map& map, const Systems& systems,
                           std::size_t keys_shown);

std::string as_text(const OrphanReport& report);

}  // namespace habeas::cli
