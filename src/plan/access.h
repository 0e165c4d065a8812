// Access (GDPR 15; LIL 49): disclose all that is hers; of shared rows and rows she may see, withhold others' cells
// item by item with the reason; count secrets, never show them. docs/access.md.
#pragma once

#include <habeas/dossier/dossier.h>
#include <habeas/plan/fate.h>
#include <habeas/plan/scope.h>

namespace habeas::plan {

Plan access(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library,
            const Scope& scope = {});

// Art. 15(1)(a)-(h) and 15(2), specific to this person: only the activities, recipients, sources and decisions that
// concern the rows she has. Of another's row only the link that names her counts.
struct Information {
  struct Item {
    map::ActivityName activity;
    std::vector<std::string> categories;         // (b) of data she has here, sorted
    std::vector<map::RecipientName> recipients;  // (c), in the map's order
    std::vector<map::From> sources;              // (g), sorted
    bool automated = false;                      // (h)
    std::uint64_t cells = 0;
    std::uint64_t special = 0;  // of them, of special categories (GDPR 9 and 10)
  };
  std::vector<Item> activities;  // in the map's order
};
Information information_about(const map::Map& map, const dossier::Dossier& dossier);

}  // namespace habeas::plan
