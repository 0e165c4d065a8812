// A world's databases as files, opened through the connector, and people found in them.
#pragma once

#include "world.h"

#include <habeas/base/time.h>
#include <habeas/find/find.h>
#include <habeas/source/source.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace habeas::random_schemas {

using Person = std::vector<std::pair<std::string, std::string>>;  // kind, value

find::Sought sought(const Person& person);

class Files {
 public:
  explicit Files(const World& world);
  Files(const World& world, const std::function<std::string(const std::string& sql)>& changed);
  ~Files();  // they go
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;

  const map::Map& map() const { return map_; }

  // In waves of so many people, and of so many rows.
  std::vector<dossier::Dossier> find(const std::vector<Person>& people, std::size_t at_once,
                                     std::size_t rows_at_once = 100'000);
  dossier::Dossier find_decided(const Person& person, const std::vector<dossier::Decision>& decisions);
  std::vector<find::Reading::Access> access() const;
  std::string path(std::size_t system) const;
  const base::Clock& clock() const { return clock_; }

  // Finds one person, and lends what was found with the snapshots that it was found in.
  void find(const Person& person, const std::function<void(const dossier::Dossier&, find::Reading&)>& lend);

 private:
  std::vector<dossier::Dossier> find(const std::vector<find::Sought>& sought, const find::Limits& limits);

  map::Map map_;
  base::FixedClock clock_{base::Instant{}};
  std::filesystem::path folder_;
  std::vector<std::unique_ptr<source::Source>> sources_;
};

}  // namespace habeas::random_schemas
