// A story: a map as users write it, tables as SQL writes them, and what was found about somebody, in lines that a
// test can show.
#pragma once

#include <habeas/find/find.h>
#include <habeas/support/faulty.h>
#include <habeas/support/folder.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace habeas::finding {

struct SystemStory {
  std::string name;
  std::string map;  // from `collections:` on
  std::string sql;
};

using Lines = std::vector<std::string>;

class Story {
 public:
  explicit Story(std::vector<SystemStory> systems);
  // One system, named shop.
  Story(std::string map, std::string sql) : Story({{"shop", std::move(map), std::move(sql)}}) {}

  // Lines kind=value, one person.
  dossier::Dossier find(const std::string& identifiers, const find::Limits& limits = {});
  // The same, with what a human decided: lines of a decisions file, from the list's items on.
  dossier::Dossier find_decided(const std::string& identifiers, const std::string& decisions);
  std::vector<dossier::Dossier> find_all(const std::vector<std::string>& people,
                                         const find::Limits& limits = {});
  // The reading of the last find, still open.
  find::Reading& reading() { return *reading_; }
  const map::Map& map() const { return map_; }

  // From now on that system fails so.
  void fail(const std::string& system, support::FaultPlan plan) { faults_[system] = plan; }
  void remove(const std::string& system);
  void run_sql(const std::string& system, const std::string& sql);

  // "shop.orders 7 mine", and what else is worth telling: "person", "x2", "others: customer_id", "unproven: email".
  Lines rows(const dossier::Dossier& dossier) const;
  Lines paths(const dossier::Dossier& dossier) const;
  Lines missed(const dossier::Dossier& dossier) const;      // "shop.orders code: spelt differently (2)"
  Lines candidates(const dossier::Dossier& dossier) const;  // "shop.customer 7: homonym by email"
  static Lines identifiers(const dossier::Dossier& dossier);

 private:
  void open();
  std::vector<dossier::Dossier> find_sought(const std::vector<find::Sought>& sought,
                                            const find::Limits& limits);
  find::Sought sought(const std::string& identifiers) const;

  support::Folder folder_;
  base::FixedClock clock_{base::Instant{}};
  std::map<std::string, support::FaultPlan> faults_;
  map::Map map_;
  std::vector<std::unique_ptr<source::Source>> sources_;
  std::unique_ptr<find::Reading> reading_;
};

}  // namespace habeas::finding
