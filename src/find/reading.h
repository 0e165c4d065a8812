// What a Reading holds: the open snapshots, and what went wrong with them. Internal to find/.
#pragma once

#include <habeas/find/chart.h>
#include <habeas/find/find.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace habeas::find {

struct OpenSystem {
  source::Source* source = nullptr;
  std::optional<relation::Catalogue> catalogue;
  bool own_catalogue = true;                   // it says itself what it holds; if not, the map does
  std::unique_ptr<source::Snapshot> snapshot;  // none: not read, `trouble` says why
  std::optional<dossier::NotSearched> trouble;
  std::chrono::microseconds spent{0};
};

struct Reading::State {
  const map::Map& map;
  source::Inquiry inquiry;
  std::vector<OpenSystem> systems;                  // in the order of Map::systems
  std::map<map::SystemName, OpenSystem> documents;  // systems without a map
  Exclusions exclusions;

  State(const map::Map& the_map, source::Inquiry the_inquiry)
      : map(the_map), inquiry(std::move(the_inquiry)) {}

  // The catalogues of the systems that can be read.
  std::vector<std::optional<relation::Catalogue>> catalogues() const;
  // `system` died: nothing of it is used any more.
  void lost(std::size_t system, const std::string& why);
  OpenSystem* find(const map::SystemName& name);

  // The chart of what can be searched; made anew only when something failed since.
  Chart& charted();
  void forget_chart() { charted_.reset(); }
  // The chart of everything that can be read, for cells of rows found before something failed.
  const Chart& whole();

 private:
  std::optional<Chart> charted_;
  std::optional<Chart> whole_;
};

// Runs `job(0 … count-1)`, each in a thread of its own; in this thread when there is only one.
void in_parallel(std::size_t count, const std::function<void(std::size_t)>& job);

}  // namespace habeas::find
