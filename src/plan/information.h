// Information (GDPR 12-14; LIL 48): the notice for one audience, from the record of activities; blocked, with the
// list of what is missing by article letter, while an item of arts 13-14 is missing (AS-01). docs/requests.md.
#pragma once

#include <habeas/law/library.h>
#include <habeas/map/map.h>

#include <string>
#include <vector>

namespace habeas::plan {

// Where an item is missing: "GDPR 13(1)(c): no legal basis for 'newsletter'".
struct MissingItem {
  law::Article article;
  std::string activity;  // empty: the organisation
  std::string what;      // in plain English
};

struct Notice {
  map::RoleName audience;                        // "customer"
  std::vector<const map::Activity*> activities;  // that are about this audience, in the map's order
  bool indirect = false;                // something does not come from the person: art. 14 applies too
  std::vector<std::string> categories;  // of data, for art. 14(1)(d), sorted
  std::vector<MissingItem> missing;     // not empty: it may not be published
  std::string version;                  // a digest of all that it says
};

Notice notice(const map::Map& map, const law::Library& library, const map::RoleName& audience);

}  // namespace habeas::plan
