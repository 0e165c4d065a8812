// Maison Verdier, made by the demo's generator with as many people as wanted, and its sources.
#pragma once

#include <habeas/find/find.h>
#include <habeas/map/map.h>
#include <habeas/support/folder.h>

#include <memory>
#include <string>
#include <vector>

namespace habeas::bench {

class Shop {
 public:
  Shop(const support::Folder& folder, int people);

  const map::Map& map() const { return map_; }
  std::vector<find::Reading::Access> databases() const;
  std::vector<find::Reading::Access> everything() const;  // and the till receipts, CSV files

 private:
  map::Map map_;
  std::vector<std::unique_ptr<source::Source>> databases_, files_;
};

}  // namespace habeas::bench
